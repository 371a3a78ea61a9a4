"""A ruling as plain values, in the reader's language: what the API and the command line answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from shoumi.decision.law_book import Shelf
from shoumi.decision.verdict import Finding, Ruling
from shoumi.law.clause import Clause
from shoumi.law.words import Message, Text
from shoumi.procedures.route import Stage


class ToldFinding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One clause's part of a verdict: what it says, and where it refuses, why and what cures it."""

    clause: str
    locator: str = ""
    says: str = ""
    rule: str
    effect: str
    said: str
    message: str | None = None
    missing: str | None = None
    supplier: str | None = None
    cure: str | None = None
    proposed: tuple[str, ...] = ()
    due_at: datetime | None = None


class ToldStage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One signature of the route: by which roles, and which clauses ask for it."""

    roles: tuple[str, ...]
    mode: str
    rank: int | None
    clauses: tuple[str, ...]
    needs: tuple[str, ...] = ()


class ToldRuling(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The verdict (permitted, waiting, refused) with its findings, refusing ones first."""

    verdict: str
    findings: tuple[ToldFinding, ...]
    route: tuple[ToldStage, ...] = ()


class Teller:
    """Tells rulings in one language."""

    def __init__(
        self, shelf: Shelf, *, say: Callable[[Message], str], text: Callable[[Text], str]
    ) -> None:
        """Say messages with `say`, and the packs' texts with `text`."""
        self._shelf, self._say, self._text = shelf, say, text
        self._clauses: dict[str, dict[str, Clause]] = {}

    def ruling(self, ruling: Ruling) -> ToldRuling:
        """All of a ruling."""
        findings = sorted(ruling.findings, key=lambda one: one.breach is None)
        stages = ruling.route.stages if ruling.route else ()
        return ToldRuling(
            verdict=ruling.verdict.value,
            findings=tuple(self.finding(one) for one in findings),
            route=tuple(_stage(one) for one in stages),
        )

    def finding(self, finding: Finding) -> ToldFinding:
        """One finding, with the sentence of its clause."""
        clause, breach = self.clause(finding.clause), finding.breach
        return ToldFinding(
            clause=finding.clause,
            locator=clause.locator if clause else "",
            says=self._text(clause.says) if clause else "",
            rule=finding.rule,
            effect=finding.effect,
            said=finding.said.value,
            message=self._say(breach.message) if breach else None,
            missing=breach.missing if breach else None,
            supplier=breach.supplier if breach else None,
            cure=breach.cure if breach else None,
            proposed=finding.proposed,
            due_at=finding.due_at,
        )

    def clause(self, identifier: str) -> Clause | None:
        """The clause of that id on the shelf, in force or not."""
        pack = identifier.partition("/")[0]
        if pack not in self._clauses:
            found = self._shelf.library.get(pack)
            self._clauses[pack] = {one.id: one for one in found.clauses} if found else {}
        return self._clauses[pack].get(identifier)


def _stage(stage: Stage) -> ToldStage:
    return ToldStage(
        roles=stage.roles,
        mode=stage.mode.value,
        rank=stage.rank,
        clauses=stage.clauses,
        needs=stage.needs,
    )
