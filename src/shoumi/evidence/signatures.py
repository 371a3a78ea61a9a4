"""Who signs, and how: the interface, and Ed25519. SM2 is the server's, through OpenSSL."""

from typing import Final, Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from shoumi.evidence import sm3

ED25519: Final = "ed25519"
SM2: Final = "sm2"


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
