"""Figures of which a rule reads some codes alone; what it leaves out is seen as unserved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from shoumi.acts.rule import Rule, reading

READS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "carriers.telegram.barred-ways": {"ways": ("copy", "print", "reprint")},
    "carriers.job.place": {"jobs": ("copy", "reprint", "forward")},
    "carriers.job.approved-number": {"jobs": ("copy", "reprint", "forward")},
    "carriers.job.confirmations": {"jobs": ("copy", "reprint", "forward")},
    "carriers.destroy.method": {"listing": ()},
    "carriers.register.fields": {"fields": ("receipt_number", "received_on", "level", "copies")},
    "carriers.count.periodic": {"also": ()},
    "carriers.custodian.keeper-named": {"object": ("document",)},
    "carriers.use.returned": {"opens": ("loan_due",)},
    "carriers.hold.retention": {"what": ("circulated",)},
    "classification.marking.before-use": {"elements": ("level", "period")},
}


def telling_what_they_read(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules, each with the codes that it reads of its figures."""
    for rule in rules:
        yield reading(rule, **READS[rule.slug]) if rule.slug in READS else rule
