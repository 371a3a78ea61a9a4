"""A signed statement of the journal's head; the system signs, and the auditor may too."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, Literal

import msgspec

from shoumi.evidence import canonical, sm3
from shoumi.evidence.signatures import PublicKey, Signer, Verifier

_DOMAIN: Final = "shoumi:checkpoint:1"

Role = Literal["system", "auditor"]


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
