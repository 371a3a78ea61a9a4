"""A signed statement of the journal's head; the system signs, and the auditor may too.

Ed25519 is here. SM2 needs OpenSSL: the server signs with it, shoumi-verify verifies.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, Literal, Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from shoumi.evidence import canonical, sm3

ED25519: Final = "ed25519"
SM2: Final = "sm2"
SM2_ID: Final = "1234567812345678"
"""The signer's id that GM/T 0009 gives where none is agreed."""

_DOMAIN: Final = "shoumi:checkpoint:1"

Role = Literal["system", "auditor"]


class PublicKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A public key as it travels: Ed25519 as 32 raw bytes in hex, SM2 as PEM."""

    scheme: str
    text: str

    @property
    def id(self) -> str:
        """The first 16 hex digits of its digest: names the key, proves nothing."""
        content = f"{self.scheme}\0{self.text}".encode()
        return sm3.digest("shoumi:key:1", content).hex()[:16]


class Signer(Protocol):
    """Holds a private key; signs bytes."""

    @property
    def public(self) -> PublicKey:
        """The key that verifies what this one signs."""

    def sign(self, content: bytes) -> bytes:
        """Return the signature of `content`."""


class Verifier(Protocol):
    """Verifies the signatures of one scheme."""

    def verifies(self, key: PublicKey, content: bytes, signature: bytes) -> bool:
        """Tell whether `signature` is that of `content`; False also for unusable keys."""


class Ed25519Signer:
    """Signs with Ed25519; made from the 32 bytes of a private key."""

    def __init__(self, private: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)

    @property
    def public(self) -> PublicKey:
        """The key that verifies what this one signs."""
        raw = self._private.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        return PublicKey(scheme=ED25519, text=raw.hex())

    def sign(self, content: bytes) -> bytes:
        """Return the 64 bytes of the signature."""
        return self._private.sign(content)


class Ed25519Verifier:
    """Verifies Ed25519."""

    def verifies(self, key: PublicKey, content: bytes, signature: bytes) -> bool:
        """Tell whether `signature` is that of `content`; False also for unusable keys."""
        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.text))
            public.verify(signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is signed. Digests in hex; `number` is also the size of the tree under `root`.

    `registers` is the digest of all registers at that entry, or null where none was made.
    """

    unit: str
    number: int
    digest: str
    root: str
    at: datetime
    registers: str | None


class Signature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody's signature under a statement: the key's id, the signature in hex."""

    by: Role
    key: str
    signature: str


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement with the signatures under it."""

    statement: Statement
    signatures: tuple[Signature, ...]


class Unsigned(msgspec.Struct, frozen=True, kw_only=True):
    """Why a signature does not count."""

    number: int
    by: str
    reason: Literal["unknown-key", "unknown-scheme", "wrong-signature", "no-signature"]


def _content(statement: Statement, by: Role) -> bytes:
    return sm3.digest(_DOMAIN, by.encode() + b"\0", canonical.encode(statement))


def sign(statement: Statement, by: Role, signer: Signer) -> Signature:
    """Sign `statement` in a role: the signature of one role does not serve the other."""
    signature = signer.sign(_content(statement, by)).hex()
    return Signature(by=by, key=signer.public.id, signature=signature)


def complaints(
    checkpoint: Checkpoint,
    keys: Mapping[str, PublicKey],
    verifiers: Mapping[str, Verifier],
) -> Iterator[Unsigned]:
    """Yield what is wrong with the signatures; `keys` by id, `verifiers` by scheme."""
    number = checkpoint.statement.number
    if not any(signature.by == "system" for signature in checkpoint.signatures):
        yield Unsigned(number=number, by="system", reason="no-signature")
    for signature in checkpoint.signatures:
        key = keys.get(signature.key)
        if key is None:
            yield Unsigned(number=number, by=signature.by, reason="unknown-key")
        elif key.scheme not in verifiers:
            yield Unsigned(number=number, by=signature.by, reason="unknown-scheme")
        elif not _counts(checkpoint.statement, signature, key, verifiers[key.scheme]):
            yield Unsigned(number=number, by=signature.by, reason="wrong-signature")


def _counts(statement: Statement, signature: Signature, key: PublicKey, verifier: Verifier) -> bool:
    try:
        raw = bytes.fromhex(signature.signature)
        content = _content(statement, signature.by)
    except ValueError:
        return False
    return raw.hex() == signature.signature and verifier.verifies(key, content, raw)
