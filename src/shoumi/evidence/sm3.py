"""SM3, always behind a domain prefix, so that a digest made for one purpose fits no other."""

from typing import Final

from cryptography.hazmat.primitives import hashes

SIZE: Final = 32


def started(domain: str) -> hashes.Hash:
    """Return a hash that has taken in `domain` and a NUL: copy it, never finish it."""
    running = hashes.Hash(hashes.SM3())
    running.update(domain.encode("ascii") + b"\0")
    return running


def digest(domain: str, *parts: bytes) -> bytes:
    """Hash `parts` one behind the other: all but the last must have a fixed length."""
    running = started(domain)
    for part in parts:
        running.update(part)
    return running.finalize()
