"""Who is who on a day: the office and personnel registers, asked as every matter asks them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shoumi.acts.known import Held, Known
from shoumi.acts.thing import deputy, post, reader, signer
from shoumi.matters.applications.things import DelegationRow
from shoumi.matters.organisation.things import Appointment, Department, Person
from shoumi.matters.personnel.things import Clearance

DEPARTMENTAL = frozenset({"department_head", "department_secrecy_head", "section_maintainer"})


class Office:
    """The People protocol over any `Known`, for one day."""

    def __init__(self, known: Known, on: date) -> None:
        """Ask `known` as of the day `on`; answers are kept until the office itself changes."""
        self._known, self._on = known, on
        self._appointments: dict[str, tuple[Appointment, ...]] = {}
        self._roles: dict[str, frozenset[str]] = {}
        self._roles_in: dict[tuple[str, str], frozenset[str]] = {}
        self._tiers: dict[str, str | None] = {}
        self._passes: dict[str, frozenset[str]] = {}
        self._subjects: dict[str, frozenset[str]] = {}

    def appointments(self, person: str, /) -> tuple[Appointment, ...]:
        """The appointments of a person that run that day."""
        if person not in self._appointments:
            held = self._known.find(Appointment, holder=person)
            self._appointments[person] = tuple(a for a in held if a.runs_on(self._on))
        return self._appointments[person]

    def roles(self, person: str, /) -> frozenset[str]:
        """The roles a person holds that day, unit-wide and departmental alike."""
        if person not in self._roles:
            self._roles[person] = frozenset(held.role for held in self.appointments(person))
        return self._roles[person]

    def roles_in(self, person: str, department: str, /) -> frozenset[str]:
        """The roles a person holds for a department or for the whole unit."""
        if (person, department) not in self._roles_in:
            line = self._line(department)
            self._roles_in[person, department] = frozenset(
                held.role
                for held in self.appointments(person)
                if held.department is None or held.department in line
            )
        return self._roles_in[person, department]

    def holders(self, role: str, /, department: str | None = None) -> tuple[str, ...]:
        """Who holds a role; the nearest department up the line that has one answers."""
        held = [a for a in self._known.find(Appointment, name=role) if a.runs_on(self._on)]
        if department is None or role not in DEPARTMENTAL:
            return tuple(dict.fromkeys(a.person for a in held))
        for place in self._line(department):
            found = tuple(dict.fromkeys(a.person for a in held if a.department == place))
            if found:
                return found
        return ()

    def ahead(self, role: str, /, department: str | None = None) -> tuple[Held, ...]:
        """Who holds a role, or will; for a departmental role, in that department or above.

        Above is asked only as long as no place below has a holder without a last day.
        """
        held = [
            a
            for a in self._known.find(Appointment, name=role)
            if (a.until is None or self._on <= a.until) and self.exists(a.person)
        ]
        if department is None or role not in DEPARTMENTAL:
            return tuple(Held(a.id, a.person) for a in held)
        found: list[Held] = []
        for place in self._line(department):
            here = [a for a in held if a.department == place]
            found.extend(Held(a.id, a.person) for a in here)
            if any(a.until is None and a.since <= self._on for a in here):
                break
        return tuple(found)

    def passes(self, person: str, /) -> frozenset[str]:
        """The posts and delegations under which a person may act that day, as subjects."""
        if person not in self._passes:
            posts = {post(held.id) for held in self.appointments(person)}
            given = (row for row in self._known.find(DelegationRow, name=person) if self._runs(row))
            here = self.exists(person)
            self._passes[person] = frozenset(
                posts | {deputy(row.id) for row in given} if here else ()
            )
        return self._passes[person]

    def _runs(self, row: DelegationRow) -> bool:
        """Whether a delegation lets its delegate act that day, for who still holds the role."""
        given = row.delegation
        if not given.since <= self._on <= given.until or not self.exists(given.principal):
            return False
        return given.role in self.roles(given.principal)

    def department(self, person: str, /) -> str | None:
        """The department of a person."""
        found = self._known.get(Person, person)
        return found.department if found else None

    def tier(self, person: str, /) -> str | None:
        """The tier granted last and still running."""
        if person not in self._tiers:
            granted = self._known.find(Clearance, holder=person)
            running = [clearance.tier for clearance in granted if clearance.runs_on(self._on)]
            self._tiers[person] = running[-1] if running else None
        return self._tiers[person]

    def subjects(self, person: str, /) -> frozenset[str]:
        """The subjects that audience keys may name for this person."""
        if person not in self._subjects:
            self._subjects[person] = frozenset(self._subjects_of(person))
        return self._subjects[person]

    def _subjects_of(self, person: str) -> Iterator[str]:
        yield from (f"person:{person}", reader(person), signer(person), *self.passes(person))
        place = self.department(person)
        if place:
            yield f"department:{place}"
        for role in self.roles(person):
            yield f"role:{role}"
            if place and role in self.roles_in(person, place):
                yield f"role:{role}@{place}"

    def exists(self, person: str, /) -> bool:
        """Whether that person is of this unit and has not left."""
        found = self._known.get(Person, person)
        return found is not None and (found.left_on is None or self._on <= found.left_on)

    def _line(self, department: str) -> tuple[str, ...]:
        """The department and those above it; a ring in the register ends the walk."""
        line: list[str] = []
        place: str | None = department
        while place is not None and place not in line:
            line.append(place)
            found = self._known.get(Department, place)
            place = found.parent if found else None
        return tuple(line)
