"""A receipt: an entry, a checkpoint, and the few digests that lead from one to the other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from shoumi.evidence import tree
from shoumi.evidence.checkpoint import Checkpoint, PublicKey, Unsigned, Verifier, complaints
from shoumi.evidence.entry import Entry, Place, digest_of, place_of


class Receipt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Proves without the journal that the entry stands in it; digests in hex.

    `body` is null where the holder may not read it: the proof then covers the digest.
    """

    unit: str
    number: int
    previous: str
    digest: str
    body: str | None
    path: tuple[str, ...]
    checkpoint: Checkpoint


class Unproven(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt claims and does not prove."""

    number: int
    reason: Literal["altered-body", "altered-place", "not-included", "unreadable"]


def receipt_for(entry: Entry, leaves: Sequence[bytes], checkpoint: Checkpoint) -> Receipt:
    """Return the receipt of `entry`; `leaves` are those under the checkpoint, in order."""
    under = leaves[: checkpoint.statement.number]
    path = tree.inclusion(under, entry.number - 1)
    return Receipt(
        unit=entry.unit,
        number=entry.number,
        previous=entry.previous.hex(),
        digest=entry.digest.hex(),
        body=entry.body.decode(),
        path=tuple(step.hex() for step in path),
        checkpoint=checkpoint,
    )


def without_body(receipt: Receipt) -> Receipt:
    """Return the receipt for someone who may know that the entry is, not what it says."""
    return msgspec.structs.replace(receipt, body=None)


def doubts(
    receipt: Receipt,
    keys: Mapping[str, PublicKey],
    verifiers: Mapping[str, Verifier],
) -> Iterator[Unproven | Unsigned]:
    """Yield whatever keeps the receipt from proving its entry; nothing: it is proven."""
    yield from complaints(receipt.checkpoint, keys, verifiers)
    statement = receipt.checkpoint.statement
    number = receipt.number
    try:
        previous = bytes.fromhex(receipt.previous)
        digest = bytes.fromhex(receipt.digest)
        root = bytes.fromhex(statement.root)
        path = [bytes.fromhex(step) for step in receipt.path]
        body = None if receipt.body is None else receipt.body.encode()
    except ValueError:
        yield Unproven(number=number, reason="unreadable")
        return
    if body is not None and digest_of(previous, body) != digest:
        yield Unproven(number=number, reason="altered-body")
    elif body is not None and place_of(body) != Place(receipt.unit, number):
        yield Unproven(number=number, reason="altered-place")
    if receipt.unit != statement.unit:
        yield Unproven(number=number, reason="altered-place")
    if not tree.included(digest, number - 1, statement.number, path, root):
        yield Unproven(number=number, reason="not-included")
