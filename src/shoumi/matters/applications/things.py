"""Applications and delegations as rows of their registers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from shoumi.acts.confirming import Proposal
from shoumi.acts.fields import KNOW, Code, Level, Line, PersonRef, SealedText, one_of, refers_to
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing, deputy, keys, post, signer
from shoumi.procedures.application import Application
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.route import Stage

AWAITS = "awaits"
"""An application points by this relation to everyone who may sign what is open, now or later."""
BY_POST, BY_DELEGATION, IN_PERSON = "awaits-post", "awaits-delegation", "awaits-person"
"""By what they may: to appointments, to delegations, or to the persons themselves."""
WAITING = (AWAITS, BY_POST, BY_DELEGATION, IN_PERSON)
NAMES = "names"
"""An application points by this relation to what its act is about and what tells of that."""


class Named(Struct, frozen=True, kw_only=True):
    """A thing that an application names."""

    kind: Code
    thing: Line


class About(Struct, frozen=True, kw_only=True):
    """What an act is about: the ids in it, the things that signers see, and their levels.

    The most secret level comes first.
    """

    subjects: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()
    levels: tuple[Level, ...] = ()


class ApplicationRow(Thing, frozen=True, kw_only=True, tag="applications.application"):
    """申请: a request to be allowed one act, with every round it went through."""

    application: Annotated[Application, Meta(extra={"holds_act": True, "see": "know"})]
    names: Annotated[tuple[Named, ...], KNOW] = ()

    def face(self) -> Face:
        """Listed by the act that is asked for and the department-free name of its state."""
        return Face(
            name=self.application.act,
            level=next(iter(self.application.wanted.levels), None),
            state=self.application.state.value,
            holder=self.application.applicant,
        )

    def audience(self, known: Known) -> frozenset[str]:
        """The applicant, whoever may sign now or has signed, and those asked for an opinion."""
        entered = {signer(person) for _, person in self._signed()}
        return keys("know", "person", {self.application.applicant}) | {
            f"know:{subject}" for subject in self.signers(known) | entered
        }

    def signers(self, known: Known) -> frozenset[str]:
        """The subjects of those who see what is named, because they have to judge it.

        Who waits sees by post or delegation, as long as that runs; who signed, from then on. Who
        only entered what a body or an outer body decided does not.
        """
        asked = {person for question in self.application.questions for person in question.persons}
        signed = {person for stage, person in self._signed() if stage.signed_in_person}
        themselves = {*signed, *asked, *known.linked(self.id, IN_PERSON)}
        return frozenset(
            {post(each) for each in known.linked(self.id, BY_POST)}
            | {deputy(each) for each in known.linked(self.id, BY_DELEGATION)}
            | {signer(person) for person in themselves}
        )

    def _signed(self) -> Iterator[tuple[Stage, str]]:
        """Everybody whose name stands under a stage of any round."""
        for each in self.application.rounds:
            stages = {stage.id: stage for stage in each.route.stages}
            for signature in each.signatures:
                for name in signature.names:
                    yield stages[signature.stage], name


ApplicationRef = Annotated[str, refers_to("applications.application")]


class DelegationRow(Thing, frozen=True, kw_only=True, tag="applications.delegation"):
    """委托: one person signs for another between two days; both names are shown."""

    delegation: Annotated[Delegation, Meta(extra={"holds_act": True})]

    def face(self) -> Face:
        """Listed by the principal."""
        return Face(name=self.delegation.delegate, state="given", holder=self.delegation.principal)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the row names its own
        """Principal and delegate, and the secrecy office."""
        return keys("know", "person", {self.delegation.principal, self.delegation.delegate}) | {
            "row:role:secrecy_office"
        }


class Naming(Thing, frozen=True, kw_only=True, tag="applications.naming"):
    """指定环节签署人: who signs where the text of a clause names nobody; two people say so."""

    open_to_all: ClassVar[bool] = True

    act: Code
    clause: Line
    role: Annotated[str | None, one_of("role")] = None
    person: PersonRef | None = None
    reason: SealedText = ""
    proposal: Proposal

    def face(self) -> Face:
        """Listed by the clause."""
        state = "named" if self.proposal.stands else "proposed"
        return Face(name=self.clause, state=state)


NamingRef = Annotated[str, refers_to("applications.naming")]
