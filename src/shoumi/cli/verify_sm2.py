"""Verifies SM2 with SM3 through the system's OpenSSL 3, where an export was signed with it."""

import subprocess
import tempfile
from pathlib import Path
from typing import Final

from shoumi.evidence.checkpoint import SM2_ID, PublicKey

_SECONDS: Final = 30


class Sm2Verifier:
    """Verifies SM2; needs the program openssl only when it is asked to."""

    def verifies(self, key: PublicKey, content: bytes, signature: bytes) -> bool:
        """Tell whether `signature` is that of `content`; False also for unusable keys.

        Raises OSError or TimeoutExpired where openssl cannot be run.
        """
        with tempfile.TemporaryDirectory() as folder:
            public, signed, given = (Path(folder, name) for name in ("key", "content", "signature"))
            public.write_text(key.text, encoding="utf-8")
            signed.write_bytes(content)
            given.write_bytes(signature)
            done = subprocess.run(  # noqa: S603 fixed program, no shell, our own arguments
                [  # noqa: S607 openssl is where the machine's own path has it
                    "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(public),
                    "-sigfile", str(given), "-rawin", "-in", str(signed),
                    "-digest", "sm3", "-pkeyopt", f"distid:{SM2_ID}",
                ],
                capture_output=True,
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=_SECONDS,
            )  # fmt: skip
        return done.returncode == 0
