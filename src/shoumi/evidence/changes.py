"""What an entry did to the registers: the contract between the journal and the rows.

Each change is one JSON object whose "change" names its kind. `face` holds the columns that
every thing has, `body` the rest. What is absent from an Alter stays as it was; null sets
null. Texts that must be wipeable stand here as sealed tokens only.
"""

from typing import Final, Literal

import msgspec

FaceKey = Literal["number", "name", "level", "state", "holder", "department", "due_on"]


class Make(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="make",
    forbid_unknown_fields=True, omit_defaults=True,
):  # fmt: skip
    """A thing that was not there before: `kind` and `id` are never used again."""

    kind: str
    id: str
    face: dict[FaceKey, object] = {}
    body: dict[str, object] = {}


class Alter(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="alter",
    forbid_unknown_fields=True, omit_defaults=True,
):  # fmt: skip
    """Only what changed of a thing."""

    kind: str
    id: str
    face: dict[FaceKey, object] = {}
    body: dict[str, object] = {}


class Link(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="link",
    forbid_unknown_fields=True,
):  # fmt: skip
    """`source` stands in `relation` to `target` from now on."""

    source: str = msgspec.field(name="from")
    relation: str
    target: str = msgspec.field(name="to")


class Unlink(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="unlink",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A link ends."""

    source: str = msgspec.field(name="from")
    relation: str
    target: str = msgspec.field(name="to")


class Scope(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="scope",
    forbid_unknown_fields=True,
):  # fmt: skip
    """Whoever holds `key` may know of `thing` from now on."""

    thing: str
    key: str


class Unscope(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="unscope",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A key no longer opens the thing."""

    thing: str
    key: str


class OpenDuty(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="open_duty",
    forbid_unknown_fields=True, omit_defaults=True,
):  # fmt: skip
    """Something falls due."""

    id: str
    body: dict[str, object] = {}


class AlterDuty(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="alter_duty",
    forbid_unknown_fields=True, omit_defaults=True,
):  # fmt: skip
    """Only what changed of a duty, open or closed."""

    id: str
    body: dict[str, object] = {}


class CloseDuty(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="close_duty",
    forbid_unknown_fields=True, omit_defaults=True,
):  # fmt: skip
    """A duty is done or dropped; `body` adds how. It stays in the register, closed."""

    id: str
    body: dict[str, object] = {}


class NextNumber(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="change", tag="next",
    forbid_unknown_fields=True,
):  # fmt: skip
    """`value` is the number that `series` gave out last; it only grows."""

    series: str
    value: int


Change = (
    Make | Alter | Link | Unlink | Scope | Unscope
    | OpenDuty | AlterDuty | CloseDuty | NextNumber
)  # fmt: skip


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an entry's body that the fold reads."""

    v: Literal[1]
    unit: str
    number: int
    changes: list[Change]


class _ToldLoosely(msgspec.Struct, frozen=True, kw_only=True):
    v: Literal[1]
    changes: list[msgspec.Raw]


_TOLD: Final = msgspec.json.Decoder(Told)
_LOOSELY: Final = msgspec.json.Decoder(_ToldLoosely)
_CHANGE: Final[msgspec.json.Decoder[Change]] = msgspec.json.Decoder(Change)


def changes_in(body: bytes) -> tuple[list[Change], list[str]]:
    """Return the changes that an entry's body tells, and why others cannot be read."""
    try:
        return _TOLD.decode(body).changes, []
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return _one_by_one(body)


def _one_by_one(body: bytes) -> tuple[list[Change], list[str]]:
    try:
        told = _LOOSELY.decode(body).changes
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        return [], [str(error)]
    read: list[Change] = []
    unread: list[str] = []
    for raw in told:
        try:
            read.append(_CHANGE.decode(raw))
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            unread.append(str(error))
    return read, unread
