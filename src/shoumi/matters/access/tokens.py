"""Tokens: what a program shows to act in a person's name, for few acts and until a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.consequence import Consequence, Made, Moment, become
from shoumi.acts.fields import AUDIT, DESK, Code, Line, PersonRef, SealedLine, refers_to
from shoumi.acts.known import Asking, Known
from shoumi.acts.matter import ActKind
from shoumi.acts.rule import Rule, refusal
from shoumi.acts.thing import Face, Thing, keys
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_

GUARDIAN = "security_administrator"


class ApiToken(Thing, frozen=True, kw_only=True, tag="access.token"):
    """接口令牌: opens these acts and these registers to a program; its secret is kept nowhere.

    `number` is the part that is no secret, `digest` that of the part that is. Beside kinds of
    things, `kinds` may name duties and journal.
    """

    person: PersonRef
    number: Line
    digest: Annotated[Line, AUDIT]
    acts: Annotated[tuple[Code, ...], DESK] = ()
    kinds: Annotated[tuple[Code, ...], DESK] = ()
    until: date
    purpose: Annotated[SealedLine | None, DESK] = None
    revoked_at: datetime | None = None

    def face(self) -> Face:
        """Listed by its owner."""
        state = "revoked" if self.revoked_at else "issued"
        return Face(number=self.number, state=state, holder=self.person, due_on=self.until)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the row names its own
        """The owner; who guards accounts may end it, the auditor reads it."""
        return keys("desk", "person", {self.person}) | {
            f"desk:role:{GUARDIAN}",
            "audit:role:audit_administrator",
        }


TokenRef = Annotated[str, refers_to("access.token")]


class IssueToken(Act, frozen=True, kw_only=True, tag="access.issue-token"):
    """签发接口令牌: let a program act in the own name; the digest only is entered."""

    number: Line
    digest: Line
    acts: tuple[Code, ...] = ()
    kinds: tuple[Code, ...] = ()
    until: date
    purpose: SealedLine | None = None


class RevokeToken(Act, frozen=True, kw_only=True, tag="access.revoke-token"):
    """收回接口令牌: from now on it opens nothing."""

    token: TokenRef


class TokenFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, in which roles, on which day, and the token if there is one already."""

    by: str = ""
    roles: frozenset[str] = frozenset()
    on: date | None = None
    token: ApiToken | None = None


def token_facts(act: IssueToken | RevokeToken, asking: Asking) -> TokenFacts:
    """Look up the token and who asks."""
    known = asking.known
    return TokenFacts(
        by=asking.by,
        roles=asking.people.roles(asking.by),
        on=asking.on,
        token=known.get(ApiToken, act.token) if isinstance(act, RevokeToken) else None,
    )


@refusal("access.base.token-limited", IssueToken)
def opens_little_and_ends(act: IssueToken, facts: TokenFacts, figures: Figures) -> Breach | None:
    """A token names what it opens and a last day that is not far away."""
    if not act.acts and not act.kinds:
        return breach(N_("Name the acts or registers that the token opens."), missing="acts")
    longest = timedelta(days=int(figures["days"]))
    if facts.on is None or facts.on <= act.until <= facts.on + longest:
        return None
    return breach(
        N_("A token ends within {days} days from today."),
        missing="until",
        days=int(figures["days"]),
    )


@refusal("access.base.token-owner", RevokeToken)
def is_the_owner_or_guardian(
    _act: RevokeToken, facts: TokenFacts, _figures: Figures
) -> Breach | None:
    """A token is revoked by its owner or by the security administrator, and once."""
    if facts.token is not None and facts.token.revoked_at is not None:
        return breach(N_("The token has been revoked already."), missing="token")
    if facts.token is None or facts.token.person == facts.by or GUARDIAN in facts.roles:
        return None
    return breach(N_("This is the token of another person."), missing="token", supplier=GUARDIAN)


def issued(act: IssueToken, facts: TokenFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A token of whoever asks."""
    token = ApiToken(
        id=moment.new_id(),
        person=facts.by,
        number=act.number,
        digest=act.digest,
        acts=act.acts,
        kinds=act.kinds,
        until=act.until,
        purpose=act.purpose,
    )
    return (Made(token),)


def revoked(_act: RevokeToken, facts: TokenFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A token that opens nothing any more."""
    return (become(facts.token, revoked_at=moment.at),) if facts.token else ()


TOKEN_KINDS = (
    ActKind(act=IssueToken, facts=token_facts, follows=issued),
    ActKind(act=RevokeToken, facts=token_facts, follows=revoked, subjects=("token",), final=True),
)
TOKEN_RULES: tuple[Rule, ...] = (opens_little_and_ends, is_the_owner_or_guardian)
