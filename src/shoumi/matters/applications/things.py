"""Applications and delegations as rows of their registers."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from shoumi.acts.confirming import Proposal
from shoumi.acts.fields import Code, Line, PersonRef, SealedText, one_of, refers_to
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing, keys
from shoumi.procedures.application import Application
from shoumi.procedures.delegation import Delegation

AWAITS = "awaits"
"""An application points by this relation to everyone whose signature it waits for."""


class ApplicationRow(Thing, frozen=True, kw_only=True, tag="applications.application"):
    """申请: a request to be allowed one act, with every round it went through."""

    application: Annotated[Application, Meta(extra={"holds_act": True, "see": "know"})]

    def face(self) -> Face:
        """Listed by the act that is asked for and the department-free name of its state."""
        return Face(
            name=self.application.act,
            state=self.application.state.value,
            holder=self.application.applicant,
        )

    def audience(self, known: Known) -> frozenset[str]:
        """The applicant, whoever may sign now or has signed, and those asked for an opinion."""
        signed = {
            name
            for each in self.application.rounds
            for signature in each.signatures
            for name in signature.names
        }
        asked = {person for question in self.application.questions for person in question.persons}
        waiting = set(known.linked(self.id, AWAITS))
        people = {self.application.applicant} | signed | asked | waiting
        return keys("know", "person", people)


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
