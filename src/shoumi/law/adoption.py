"""The law in force in a unit: what it adopted and set, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from cryptography.hazmat.primitives import hashes

from shoumi.law.clause import Clause, Json
from shoumi.law.figures import Figures
from shoumi.law.filling import Ask, Filled, Gap, fill
from shoumi.law.groups import Groups
from shoumi.law.levels import Levels, levels_of
from shoumi.law.pack import Library, Pack, Parameter
from shoumi.law.rules import RuleCatalogue


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """A pack that binds from a day on; `until` is the first day on which it no longer does."""

    pack: str
    digest: str
    since: date
    until: date | None = None


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit set from a day on: a parameter, or one `figure` of one `clause`.

    A setting fills a gap; a figure that the text prints is never changed by it.
    """

    since: date
    value: Json
    parameter: str | None = None
    clause: str | None = None
    figure: str | None = None


class NotInLibraryError(LookupError):
    """An adopted pack is not in the library with the digest that was adopted."""

    def __init__(self, adoption: Adoption) -> None:
        super().__init__(
            f"{adoption.pack} was adopted with digest {adoption.digest}, which the library does"
            " not hold; put back the files that were adopted"
        )


class _Bound(msgspec.Struct, frozen=True, kw_only=True):
    """A clause and the days on which it binds."""

    clause: Clause
    since: date
    until: date

    def on(self, day: date) -> bool:
        return self.since <= day < self.until


class DayLaw(msgspec.Struct, frozen=True, kw_only=True):
    """The whole law of one day, computed once: for a rehearsal of many acts."""

    day: date
    clauses: tuple[Clause, ...]
    by_act: Mapping[str, tuple[Clause, ...]]
    by_rule: Mapping[str, tuple[Clause, ...]]
    of_clause: Mapping[str, Figures]
    gaps: tuple[Gap, ...]
    levels: Levels
    digest: str

    def bound(self, act: str) -> tuple[Clause, ...]:
        """The clauses whose rule binds the act, in the order of their ids."""
        return self.by_act.get(act, ())

    def rule(self, slug: str) -> tuple[Clause, ...]:
        return self.by_rule.get(slug, ())

    def figures(self, clause: Clause) -> Figures:
        return self.of_clause[clause.id]


class LawInForce:
    """Packs, adoptions and settings, indexed by act and rule when it is made.

    Raises NotInLibraryError when an adopted pack is missing or its files changed.
    """

    def __init__(
        self,
        *,
        library: Library,
        adoptions: Iterable[Adoption],
        settings: Iterable[Setting] = (),
        catalogue: RuleCatalogue,
    ) -> None:
        self.catalogue = catalogue
        self._library = dict(library)
        self._adoptions = tuple(adoptions)
        self._adopted = _adopted(library, self._adoptions)
        self._settings = sorted(settings, key=lambda setting: setting.since)
        self._bound = _bound(self._adopted)
        self._by_act, self._by_rule = _indexes(self._bound, catalogue)

    def adopting(self, adoption: Adoption, pack: Pack) -> LawInForce:
        """The law as it would be with one pack more; an older version of it ends that day."""
        others = [
            msgspec.structs.replace(each, until=min(each.until or date.max, adoption.since))
            if each.pack == pack.id
            else each
            for each in self._adoptions
        ]
        return LawInForce(
            library={**self._library, pack.digest: pack},
            adoptions=[*others, adoption],
            settings=self._settings,
            catalogue=self.catalogue,
        )

    def clauses(self, day: date) -> tuple[Clause, ...]:
        """All clauses in force on `day`, in the order of their ids."""
        return _on(self._bound, day)

    def bound(self, act: str, day: date) -> tuple[Clause, ...]:
        """The clauses in force whose rule binds the act."""
        return _on(self._by_act.get(act, []), day)

    def rule(self, slug: str, day: date) -> tuple[Clause, ...]:
        """The clauses in force that name the rule."""
        return _on(self._by_rule.get(slug, []), day)

    def figures(self, clause: Clause, day: date) -> Figures:
        """The figures of the clause: as printed, else as set, else as proposed (拟)."""
        return fill(clause, day, self._ask(day)).figures

    def gaps(self, day: date) -> tuple[Gap, ...]:
        """Every figure in force on `day` that nobody has set."""
        ask = self._ask(day)
        return tuple(gap for clause in self.clauses(day) for gap in fill(clause, day, ask).gaps)

    def _ask(self, day: date) -> Ask:
        """What fills gaps on `day`: the newest setting, else the proposal of the parameter."""
        begun = [setting for setting in reversed(self._settings) if setting.since <= day]
        known = self.parameters(day)

        def ask(clause: Clause, figure: str, parameter: str | None) -> Filled:
            for setting in begun:
                if _fills(setting, clause, figure, parameter):
                    return Filled(value=setting.value, settled=True)
            proposing = known.get(parameter) if parameter else None
            return Filled(value=proposing.proposal if proposing else None, settled=False)

        return ask

    def parameters(self, day: date) -> dict[str, Parameter]:
        """The parameters of the base pack and of the packs in force."""
        found = dict(self.catalogue.parameters)
        for pack in self.packs(day):
            found.update(pack.parameters)
        return found

    def groups(self, day: date) -> Groups:
        """What wider codes hold, by the base pack and the packs in force."""
        found = dict(self.catalogue.groups)
        for pack in self.packs(day):
            found.update(pack.groups)
        return found

    def levels(self, day: date) -> Levels:
        """The levels of the base pack and of the packs in force, side by side."""
        packs = self.packs(day)
        own = levels_of(
            tuple(scheme for pack in packs for scheme in pack.schemes),
            tuple(tier for pack in packs for tier in pack.tiers),
        )
        base = self.catalogue.levels
        return Levels(
            levels={**base.levels, **own.levels},
            tiers={**base.tiers, **own.tiers},
            reference=base.reference or own.reference,
        )

    def packs(self, day: date) -> list[Pack]:
        """The packs in force on `day`, by id."""
        return [
            pack
            for adoption, pack in self._adopted
            if adoption.since <= day and (adoption.until is None or day < adoption.until)
        ]

    def digest(self, day: date) -> str:
        """SM3 over what decides on `day`: the packs in force and the settings begun."""
        packs = sorted((pack.id, pack.digest) for pack in self.packs(day))
        begun = sorted(
            msgspec.json.encode(setting, order="deterministic")
            for setting in self._settings
            if setting.since <= day
        )
        running = hashes.Hash(hashes.SM3())
        running.update(b"shoumi law of a day\0")
        running.update(msgspec.json.encode([packs, [text.decode() for text in begun]]))
        return running.finalize().hex()

    def on(self, day: date) -> DayLaw:
        """The law of a day, with every figure computed."""
        clauses = self.clauses(day)
        ask = self._ask(day)
        answers = {clause.id: fill(clause, day, ask) for clause in clauses}
        return DayLaw(
            day=day,
            clauses=clauses,
            by_act={act: _on(bound, day) for act, bound in self._by_act.items()},
            by_rule={slug: _on(bound, day) for slug, bound in self._by_rule.items()},
            of_clause={clause: answer.figures for clause, answer in answers.items()},
            gaps=tuple(gap for answer in answers.values() for gap in answer.gaps),
            levels=self.levels(day),
            digest=self.digest(day),
        )


def _adopted(library: Library, adoptions: Iterable[Adoption]) -> list[tuple[Adoption, Pack]]:
    packs = {(pack.id, pack.digest): pack for pack in library.values()}
    found = []
    for adoption in sorted(adoptions, key=lambda each: (each.pack, each.since)):
        pack = packs.get((adoption.pack, adoption.digest))
        if pack is None:
            raise NotInLibraryError(adoption)
        found.append((adoption, pack))
    return found


def _bound(adopted: list[tuple[Adoption, Pack]]) -> list[_Bound]:
    """Each clause with the days that adoption and clause have in common."""
    found = [
        _Bound(
            clause=clause,
            since=max(adoption.since, clause.since or date.min),
            until=min(adoption.until or date.max, clause.until or date.max),
        )
        for adoption, pack in adopted
        for clause in pack.clauses
    ]
    return sorted(found, key=lambda bound: bound.clause.id)


def _indexes(
    bound: list[_Bound], catalogue: RuleCatalogue
) -> tuple[dict[str, list[_Bound]], dict[str, list[_Bound]]]:
    by_act: defaultdict[str, list[_Bound]] = defaultdict(list)
    by_rule: defaultdict[str, list[_Bound]] = defaultdict(list)
    for each in bound:
        by_rule[each.clause.rule].append(each)
        for act in catalogue.rules[each.clause.rule].acts:
            by_act[act].append(each)
    return dict(by_act), dict(by_rule)


def _on(bound: Iterable[_Bound], day: date) -> tuple[Clause, ...]:
    return tuple(each.clause for each in bound if each.on(day))


def _fills(setting: Setting, clause: Clause, figure: str, parameter: str | None) -> bool:
    if setting.parameter is not None:
        return setting.parameter == parameter
    return (setting.clause, setting.figure) == (clause.id, figure)
