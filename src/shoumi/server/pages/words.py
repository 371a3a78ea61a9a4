"""What things and codes are called: the packs' terms, and names out of the registers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.utils.translation import get_language, gettext

from shoumi.acts.known import Asking
from shoumi.acts.shape import Shape, shapes
from shoumi.acts.thing import Thing, kind_of
from shoumi.deadlines.periods import (
    CalendarMonths,
    CalendarYears,
    Days,
    EndOfDay,
    Hours,
    MonthDay,
    NextDay,
    NextYearOn,
    OnDate,
    Weeks,
    WorkingDays,
    parse,
)
from shoumi.deadlines.reckoning import by_date, by_work, elapsed
from shoumi.decision.decide import House
from shoumi.decision.law_book import Shelf
from shoumi.law.clause import Clause
from shoumi.law.pack import Pack
from shoumi.law.shapes import is_period
from shoumi.law.words import Message, Text, say
from shoumi.matters.access.things import Account
from shoumi.matters.applications.things import ApplicationRow, DelegationRow, Naming
from shoumi.matters.law.things import AdoptedPack, ProposedChange
from shoumi.matters.organisation.things import Appointment, Department, Person
from shoumi.matters.personnel.things import Clearance

BASE = "shoumi"
EXACT = frozenset({"field", "figure", "kind", "act", "matter"})
"""Sorts whose codes are names of ours; a regulation's code that looks alike means another thing."""
_SORTS = {
    "roles": "role",
    "fields": "field",
    "missing": "field",
    "items": "code",
    "levels": "level",
    "statements": "statement",
}
"""Of what sort the codes are that stand at a place of a sentence, where the names differ."""
_FIGURES = {"level": "level", "levels": "level", "roles": "role", "role": "role", "who": "role"}
"""Of what sort the codes of a figure are; all others are plain codes."""


def language() -> str:
    """The reader's language as packs name it: zh or en."""
    return "en" if (get_language() or "").startswith("en") else "zh"


class Words:
    """Names for codes, clauses, people and things, in the reader's language."""

    def __init__(self, asking: Asking, house: House, shelf: Shelf) -> None:
        """Nothing is looked up before it is shown."""
        self._asking, self._house, self._shelf = asking, house, shelf

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The packs on the shelf, the base pack first: its words come before those of others."""
        return tuple(sorted(self._shelf.library.values(), key=lambda pack: pack.id != BASE))

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], Text]:
        return {key: text for pack in reversed(self.packs) for key, text in pack.terms.items()}

    @cached_property
    def _roles(self) -> Mapping[str, Text]:
        return {
            code: role.name for pack in reversed(self.packs) for code, role in pack.roles.items()
        }

    def term(self, sort: str, code: object) -> str:
        """What a code is called; a code without a name is shown as it is, never hidden."""
        if code is None or code == "":
            return ""
        found = self._named(sort, str(code))
        return found.within(language()) if found else str(code).replace("_", " ")

    def has(self, sort: str, code: str) -> bool:
        """Whether a code has a name."""
        return self._named(sort, code) is not None

    def _named(self, sort: str, code: str) -> Text | None:
        if sort == "role":
            return self._roles.get(code)
        if sort == "level":
            levels = self._asking.levels
            return levels.level(code).name if levels.knows(code) else None
        if sort == "tier":
            tier = self._asking.levels.tiers.get(code)
            return tier.name if tier else None
        found = self._terms.get((sort, code))
        if found is None and sort.endswith("_state"):
            found = self._terms.get(("state", code))
        if found is None and sort not in EXACT:
            found = self._terms.get(("code", code))
        return found

    def codes(self, sort: str) -> list[tuple[str, str]]:
        """All codes of a sort with their names, for a list to choose from."""
        return [(code, self.term(sort, code)) for code in self._codes(sort)]

    def _codes(self, sort: str) -> Iterable[str]:
        levels = self._asking.levels
        if sort == "level":
            ranked = sorted(levels.levels.values(), key=lambda one: -(one.rank or 0))
            return [one.code if one.scheme == levels.reference else one.address for one in ranked]
        if sort == "tier":
            return [one.code for one in sorted(levels.tiers.values(), key=lambda one: -one.rank)]
        if sort == "role":
            return self._roles
        return [code for found, code in self._terms if found == sort]

    def field(self, shape: Shape | str, owner: str = "") -> str:
        """What a field is called, within its act or kind if that has a word of its own."""
        name = shape if isinstance(shape, str) else shape.name
        own = f"{owner}.{name}"
        return self.term("field", own) if self.has("field", own) else self.term("field", name)

    def state(self, thing: Thing) -> str:
        """What the state of a thing is called."""
        state = thing.face().state
        own = next((shape for shape in shapes(type(thing)) if shape.name == "state"), None)
        return self.term((own.code if own else None) or "state", state)

    def say(self, message: Message) -> str:
        """A sentence in the reader's language, the codes in it by their names."""
        values = {key: self._spoken(key, value) for key, value in message.values.items()}
        return say(Message(message.template, values), gettext)

    def _spoken(self, key: str, value: str | int) -> str | int:
        """A value of a sentence: people by name, codes by their terms, anything else as it is."""
        if not isinstance(value, str):
            return value
        if key in {"person", "who", "by", "holder", "giver", "receiver", "keeper"}:
            return self.person(value) or value
        sort = _SORTS.get(key, key)
        parts = value.replace(",", " ").split()
        if parts and all(self.has(sort, part) for part in parts):
            return gettext(", ").join(self.term(sort, part) for part in parts)
        return value

    def text(self, text: Text) -> str:
        """A text that a pack carries."""
        return text.within(language())

    def clause(self, identifier: str) -> Clause | None:
        """A clause by its address, in force or not."""
        pack, _, number = identifier.partition("/")
        found = self._shelf.library.get(pack)
        clauses = found.clauses if found else ()
        return next((one for one in clauses if one.number == number), None)

    def pack(self, identifier: str) -> Pack | None:
        """A regulation on the shelf."""
        return self._shelf.library.get(identifier)

    def person(self, identifier: str | None) -> str:
        """A person's name."""
        found = self._asking.known.get(Person, identifier) if identifier else None
        return found.name if found else ""

    def actor(self, identifier: str) -> str:
        """Who performed an act: a person, or one of the two that are no person."""
        named = {"setup": gettext("the set-up"), "system": gettext("this system")}
        return self.person(identifier) or named.get(identifier, identifier)

    def figure(self, value: object, name: str = "") -> str:
        """A figure of a clause, by its name; a period in words."""
        if isinstance(value, list | tuple):
            return gettext(", ").join(self.figure(one, name) for one in value)
        sort = _FIGURES.get(name)
        if sort and self.has(sort, str(value)):
            return self.term(sort, value)
        told = _period(value) if isinstance(value, str) and is_period(value) else None
        return self.say(told) if told else self.term("code", value)

    def department(self, identifier: str | None) -> str:
        """A department's name."""
        found = self._asking.known.get(Department, identifier) if identifier else None
        return found.name if found else ""

    def label(self, thing: Thing) -> str:
        """How a thing is called in a line: its number or open name, never a title."""
        own = self._own_label(thing)
        if own:
            return own
        face = thing.face()
        return face.number or face.name or self.term("kind", kind_of(thing))

    def _own_label(self, thing: Thing) -> str:
        """What a thing is called whose number and name do not say it."""
        told: tuple[str, ...] = ()
        match thing:
            case Person():
                told = (thing.name,)
            case Appointment():
                told = (self.person(thing.person), self.term("role", thing.role))
            case Account():
                told = (self.person(thing.person), self.term("account_kind", thing.account_kind))
            case Clearance():
                told = (self.person(thing.person), self.term("tier", thing.tier))
            case ApplicationRow():
                asked = thing.application
                told = (self.term("act", asked.act), self.person(asked.applicant))
            case DelegationRow():
                given = thing.delegation
                told = (f"{self.person(given.principal)} → {self.person(given.delegate)}",)
            case Naming():
                told = (self.term("act", thing.act), thing.clause)
            case AdoptedPack() | ProposedChange() if thing.pack and self.pack(thing.pack):
                told = (self.text(self._shelf.library[thing.pack].title),)
        return " · ".join(told)


def _period(code: str) -> Message | None:
    """A period in words, where it has a length or an end."""
    match parse(code):
        case Hours() as hours:
            return elapsed(hours.length)
        case (
            Days() | Weeks() | CalendarMonths() | CalendarYears()
            | MonthDay() | NextYearOn() | OnDate()
        ) as date:  # fmt: skip
            return by_date(date)
        case (WorkingDays() | EndOfDay() | NextDay()) as work:
            return by_work(work)
    return None
