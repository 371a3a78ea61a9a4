"""The matter of carriers, as one value."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.acts.matter import ANY, ActKind, Matter
from shoumi.law.clause import Json
from shoumi.matters.carriers import acts, ending_acts, imports, things, work
from shoumi.matters.carriers.facts import copying as copying_facts
from shoumi.matters.carriers.facts import custody as custody_facts
from shoumi.matters.carriers.facts import ending as ending_facts
from shoumi.matters.carriers.facts import importing as importing_facts
from shoumi.matters.carriers.following import copying, custody, ending, importing
from shoumi.matters.carriers.rules.copying import COPYING_RULES
from shoumi.matters.carriers.rules.counting import COUNTING_RULES
from shoumi.matters.carriers.rules.custody import CUSTODY_RULES
from shoumi.matters.carriers.rules.custody_duties import CUSTODY_DUTIES
from shoumi.matters.carriers.rules.destroying import DESTROYING_RULES
from shoumi.matters.carriers.rules.importing import IMPORTING_RULES
from shoumi.matters.carriers.rules.reads import telling_what_they_read
from shoumi.matters.carriers.rules.register import RECEIVED, REGISTER_RULES


def copy_conditions(act: acts.Copy, facts: copying_facts.CopyFacts) -> Mapping[str, Json]:
    """What a clause on copying may ask of the application."""
    state = facts.carriers[0] if facts.carriers else None
    circulating = state is not None and state.basis == "circulation"
    return {
        "level": [one.level for one in facts.carriers],
        "operation": act.operation,
        "kind": facts.kind,
        "issuer_allows_copying": facts.issuer_allows_copying,
        "carrier_state": "circulating" if circulating else (state.state if state else None),
    }


def register_conditions(
    act: acts.Register, _facts: custody_facts.RegisterFacts
) -> Mapping[str, Json]:
    """What a clause on entering may ask of the entry."""
    return {"movement": "received" if act.origin in RECEIVED else None}


def passing_conditions(
    _act: acts.HandOverCarriers | acts.Accept,
    facts: custody_facts.HandOverFacts | custody_facts.OfferFacts,
) -> Mapping[str, Json]:
    """What a clause on passing carriers on may ask of them."""
    return {"level": [one.level for one in facts.carriers]}


def destroy_conditions(
    _act: ending_acts.Destroy, facts: ending_facts.DestroyFacts
) -> Mapping[str, Json]:
    """What a clause on destruction may ask of the list."""
    return {"level": [one.level for one in facts.carriers], "kind": facts.kind}


KINDS: tuple[ActKind, ...] = (
    ActKind(
        act=acts.Register,
        facts=custody_facts.register_facts,
        follows=custody.registered,
        conditions=register_conditions,
        tells={"movement": frozenset({"received"})},
        daily=True,
    ),
    ActKind(
        act=acts.HandOverCarriers,
        facts=custody_facts.hand_over_facts,
        follows=custody.offered,
        subjects=("carriers",),
        conditions=passing_conditions,
        tells={"level": ANY},
        daily=True,
    ),
    ActKind(
        act=acts.Accept,
        facts=custody_facts.offer_facts,
        follows=custody.accepted,
        subjects=("hand_over",),
        conditions=passing_conditions,
        tells={"level": ANY},
        daily=True,
    ),
    ActKind(
        act=acts.CancelHandOver,
        facts=custody_facts.offer_facts,
        follows=custody.cancelled,
        subjects=("hand_over",),
    ),
    ActKind(
        act=acts.Copy,
        facts=copying_facts.copy_facts,
        follows=copying.granted,
        subjects=("carriers",),
        conditions=copy_conditions,
        tells={
            "level": ANY,
            "operation": ANY,
            "kind": ANY,
            "issuer_allows_copying": ANY,
            "carrier_state": ANY,
        },
    ),
    ActKind(
        act=acts.FinishJob,
        facts=copying_facts.finish_facts,
        follows=copying.finished,
        subjects=("job",),
    ),
    ActKind(
        act=acts.DestroyWaste,
        facts=copying_facts.waste_facts,
        follows=copying.waste_destroyed,
        subjects=("job",),
        final=True,
    ),
    ActKind(
        act=ending_acts.OpenCount,
        facts=ending_facts.open_count_facts,
        follows=ending.count_opened,
    ),
    ActKind(
        act=ending_acts.SubmitCount,
        facts=ending_facts.count_facts,
        follows=ending.sheet_submitted,
        subjects=("count",),
        final=True,
    ),
    ActKind(
        act=ending_acts.SettleCount,
        facts=ending_facts.count_facts,
        follows=ending.count_settled,
        subjects=("count",),
        final=True,
    ),
    ActKind(
        act=ending_acts.Destroy,
        facts=ending_facts.destroy_facts,
        follows=ending.batch_approved,
        subjects=("carriers",),
        conditions=destroy_conditions,
        tells={"level": ANY, "kind": ANY},
    ),
    ActKind(
        act=ending_acts.WitnessDestruction,
        facts=ending_facts.batch_facts,
        follows=ending.witnessed,
        subjects=("batch",),
        final=True,
    ),
    ActKind(
        act=ending_acts.CloseBatch,
        facts=ending_facts.batch_facts,
        follows=ending.batch_closed,
        subjects=("batch",),
        final=True,
    ),
    ActKind(
        act=imports.FinishImport,
        facts=importing_facts.finish_import_facts,
        follows=importing.import_finished,
    ),
    ActKind(
        act=imports.TakeBackImport,
        facts=importing_facts.take_back_facts,
        follows=importing.import_taken_back,
        subjects=("import_batch",),
        final=True,
    ),
)

MATTER = Matter(
    slug="carriers",
    things=(
        things.Edition,
        things.Carrier,
        things.HandOver,
        work.Job,
        work.Batch,
        work.Inventory,
        imports.Import,
    ),
    acts=KINDS,
    rules=tuple(
        telling_what_they_read(
            (
                *REGISTER_RULES,
                *CUSTODY_RULES,
                *CUSTODY_DUTIES,
                *COPYING_RULES,
                *COUNTING_RULES,
                *DESTROYING_RULES,
                *IMPORTING_RULES,
            )
        )
    ),
)
