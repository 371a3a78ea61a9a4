"""A receipt proves its entry without the journal, or says what it does not prove."""

from datetime import UTC, datetime

import msgspec
import pytest

from shoumi.evidence import tree
from shoumi.evidence.checkpoint import (
    ED25519,
    Checkpoint,
    Ed25519Signer,
    Ed25519Verifier,
    Role,
    Statement,
    complaints,
    sign,
)
from shoumi.evidence.entry import Entry
from shoumi.evidence.receipt import Receipt, doubts, receipt_for, without_body
from tests.evidence.journals import UNIT, a_journal

SYSTEM = Ed25519Signer(b"s" * 32)
AUDITOR = Ed25519Signer(b"a" * 32)
KEYS = {signer.public.id: signer.public for signer in (SYSTEM, AUDITOR)}
VERIFIERS = {ED25519: Ed25519Verifier()}
ENTRIES = a_journal(11)
LEAVES = [tree.leaf(entry.digest) for entry in ENTRIES]


def a_checkpoint(entry: Entry = ENTRIES[8]) -> Checkpoint:
    statement = Statement(
        unit=UNIT,
        number=entry.number,
        digest=entry.digest.hex(),
        root=tree.root_of(LEAVES[: entry.number]).hex(),
        at=datetime(2026, 3, 2, tzinfo=UTC),
        registers=None,
    )
    roles: list[tuple[Role, Ed25519Signer]] = [("system", SYSTEM), ("auditor", AUDITOR)]
    signatures = tuple(sign(statement, by, signer) for by, signer in roles)
    return Checkpoint(statement=statement, signatures=signatures)


def why_not(receipt: Receipt) -> list[str]:
    return [doubt.reason for doubt in doubts(receipt, KEYS, VERIFIERS)]


@pytest.mark.parametrize("number", range(1, 10))
def test_every_entry_under_a_checkpoint_has_a_receipt(number: int) -> None:
    receipt = receipt_for(ENTRIES[number - 1], LEAVES, a_checkpoint())
    travelled = msgspec.json.decode(msgspec.json.encode(receipt), type=Receipt)
    assert why_not(travelled) == []
    assert why_not(without_body(travelled)) == []


def test_an_entry_behind_the_checkpoint_has_none() -> None:
    with pytest.raises(IndexError):
        receipt_for(ENTRIES[9], LEAVES, a_checkpoint())


@pytest.mark.parametrize(
    ("altered", "reason"),
    [
        ({"body": "{}"}, "altered-body"),
        ({"body": "\ud800"}, "unreadable"),
        ({"previous": "00" * 32}, "altered-body"),
        ({"previous": "not hex"}, "unreadable"),
        ({"number": 4}, "altered-place"),
        ({"unit": "other"}, "altered-place"),
        ({"digest": "00" * 32, "body": None}, "not-included"),
        ({"path": ()}, "not-included"),
    ],
)
def test_an_altered_receipt_says_what_it_no_longer_proves(
    altered: dict[str, object], reason: str
) -> None:
    receipt = receipt_for(ENTRIES[2], LEAVES, a_checkpoint())
    assert reason in why_not(msgspec.structs.replace(receipt, **altered))


def unsigned(checkpoint: Checkpoint) -> list[tuple[str, str]]:
    return [(one.by, one.reason) for one in complaints(checkpoint, KEYS, VERIFIERS)]


def test_a_checkpoint_with_both_signatures_stands() -> None:
    assert unsigned(a_checkpoint()) == []


def test_a_statement_changed_after_signing_has_no_valid_signature() -> None:
    checkpoint = a_checkpoint()
    statement = msgspec.structs.replace(checkpoint.statement, number=3)
    altered = msgspec.structs.replace(checkpoint, statement=statement)
    wrong = "wrong-signature"
    assert unsigned(altered) == [("system", wrong), ("auditor", wrong)]


def test_the_auditors_signature_does_not_serve_as_the_systems() -> None:
    checkpoint = a_checkpoint()
    moved = msgspec.structs.replace(checkpoint.signatures[1], by="system")
    altered = msgspec.structs.replace(checkpoint, signatures=(moved,))
    assert unsigned(altered) == [("system", "wrong-signature")]


def test_a_checkpoint_that_the_system_did_not_sign_is_named() -> None:
    altered = msgspec.structs.replace(a_checkpoint(), signatures=())
    assert unsigned(altered) == [("system", "no-signature")]


def test_an_unknown_key_or_scheme_is_named_and_never_passed_over() -> None:
    found = [one.reason for one in complaints(a_checkpoint(), {}, VERIFIERS)]
    assert found == ["unknown-key", "unknown-key"]
    found = [one.reason for one in complaints(a_checkpoint(), KEYS, {})]
    assert found == ["unknown-scheme", "unknown-scheme"]
