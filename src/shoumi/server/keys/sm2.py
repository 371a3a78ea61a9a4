"""SM2 with SM3 through the system's OpenSSL 3: signing, for installations that are set to it."""

import subprocess
import tempfile
from pathlib import Path
from typing import Final

from shoumi.evidence.checkpoint import SM2, SM2_ID, PublicKey

_OPENSSL: Final = "openssl"
_SECONDS: Final = 30


class OpenSSLFailed(Exception):  # noqa: N818 a statement, as rules are
    """OpenSSL is missing, too old for SM2, or cannot use the key."""


def make_key(path: Path) -> None:
    """Write a new private key to `path`, which must not exist, readable by its owner only."""
    path.touch(mode=0o600, exist_ok=False)
    made = _run("genpkey", "-algorithm", "SM2")
    path.write_bytes(made)


class Sm2Signer:
    """Signs with the private key in a PEM file."""

    def __init__(self, key_file: Path) -> None:
        """Read the public half; refuse a file that others may read."""
        if key_file.stat().st_mode & 0o077:
            raise OpenSSLFailed(f"{key_file.name} may be read by others: chmod 600")
        self._file = key_file
        text = _run("pkey", "-in", str(key_file), "-pubout").decode("ascii")
        self._public = PublicKey(scheme=SM2, text=text)

    @property
    def public(self) -> PublicKey:
        """The key that verifies what this one signs."""
        return self._public

    def sign(self, content: bytes) -> bytes:
        """Return the signature in DER."""
        with tempfile.TemporaryDirectory() as folder:
            signed = Path(folder, "content")
            signed.write_bytes(content)
            return _run(
                "pkeyutl", "-sign", "-inkey", str(self._file), "-rawin", "-in", str(signed),
                "-digest", "sm3", "-pkeyopt", f"distid:{SM2_ID}",
            )  # fmt: skip


class Sm2Verifier:
    """Verifies what `Sm2Signer` signed. shoumi-verify has its own: it stands without the server."""

    def verifies(self, key: PublicKey, content: bytes, signature: bytes) -> bool:
        """Tell whether `signature` is that of `content`; False also for unusable keys."""
        with tempfile.TemporaryDirectory() as folder:
            public, signed, given = (Path(folder, name) for name in ("key", "content", "signature"))
            public.write_text(key.text, encoding="utf-8")
            signed.write_bytes(content)
            given.write_bytes(signature)
            return not _done(
                "pkeyutl", "-verify", "-pubin", "-inkey", str(public), "-sigfile", str(given),
                "-rawin", "-in", str(signed), "-digest", "sm3", "-pkeyopt", f"distid:{SM2_ID}",
            ).returncode  # fmt: skip


def _run(*arguments: str) -> bytes:
    done = _done(*arguments)
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()
        raise OpenSSLFailed(f"openssl {arguments[0]}: {why}")
    return done.stdout


def _done(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 fixed program, no shell, our own arguments
            [_OPENSSL, *arguments],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OpenSSLFailed(f"openssl cannot be run: {error}") from error
