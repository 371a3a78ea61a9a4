"""Every fault that a pack can have, with its permanent id: a number is never given twice."""

from __future__ import annotations

from typing import Final

import msgspec

from shoumi.law.words import N_, Message


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A sort of mistake: what is said of it, and what would make it right."""

    id: str
    says: str
    expected: str


class PackError(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake: `place` is the clause's number or the path of keys inside the file."""

    id: str
    file: str
    place: str
    message: Message
    expected: Message

    def __str__(self) -> str:
        """One line for a terminal, in English."""
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{self.id} {where}: {self.message} Expected: {self.expected}."


class PackErrors(msgspec.Struct, frozen=True, kw_only=True):
    """All mistakes of a pack, in the order of its files; never empty."""

    pack: str
    errors: tuple[PackError, ...]

    def __str__(self) -> str:
        """All errors, one a line."""
        return "\n".join(str(error) for error in self.errors)


FILE_NOT_EXPECTED: Final = Fault(
    id="PACK-E001",
    says=N_("A pack has no place for the file “{path}”."),
    expected=N_(
        "pack.toml, roles.toml, levels.toml, parameters.toml, terms.toml, fields.toml, or files below clauses/, forms/, checklists/, cases/"
    ),
)
FILE_TOO_LARGE: Final = Fault(
    id="PACK-E002",
    says=N_("The file has {size} bytes; a pack's file may have {limit}."),
    expected=N_("a smaller file: clauses can be spread over several"),
)
NOT_UTF8: Final = Fault(
    id="PACK-E003",
    says=N_("The file is not UTF-8: byte {offset} fits no character."),
    expected=N_("a text file saved as UTF-8"),
)
BYTE_ORDER_MARK: Final = Fault(
    id="PACK-E004",
    says=N_("The file begins with a byte order mark."),
    expected=N_("UTF-8 without a byte order mark"),
)
NOT_TOML: Final = Fault(
    id="PACK-E005",
    says=N_("The file is not TOML: {detail}."),
    expected=N_("a file that a TOML 1.0 reader accepts"),
)
NO_PACK_FILE: Final = Fault(
    id="PACK-E006",
    says=N_("The pack has no pack.toml."),
    expected=N_("a file pack.toml with id, title, issuer, issued, version and source"),
)
ID_IS_NOT_FOLDER: Final = Fault(
    id="PACK-E007",
    says=N_("The pack calls itself “{id}”, but its folder is “{name}”."),
    expected=N_("an id that is the name of the folder"),
)
UNKNOWN_KEY: Final = Fault(
    id="PACK-E010",
    says=N_("“{key}” is no key of this place."),
    expected=N_("one of {known}"),
)
MISSING_KEY: Final = Fault(
    id="PACK-E011",
    says=N_("“{key}” is missing."),
    expected=N_("a value for “{key}”"),
)
WRONG_TYPE: Final = Fault(
    id="PACK-E012",
    says=N_("“{key}” is {found}."),
    expected=N_("{wanted}"),
)
EMPTY_TEXT: Final = Fault(
    id="PACK-E013",
    says=N_("“{key}” is empty."),
    expected=N_("a text with at least one character that is no space"),
)
LANGUAGE_MISSING: Final = Fault(
    id="PACK-E014",
    says=N_("“{key}” does not stand in “{language}”."),
    expected=N_("a text in both zh and en"),
)
BAD_CODE: Final = Fault(
    id="PACK-E015",
    says=N_("“{code}” is not a code."),
    expected=N_("small letters, figures and underscores, beginning with a letter"),
)
NOT_A_VALUE: Final = Fault(
    id="PACK-E016",
    says=N_("“{key}” holds a number that cannot be written down: {found}."),
    expected=N_("a finite number"),
)
BAD_PACK_ID: Final = Fault(
    id="PACK-E020",
    says=N_("“{id}” is not the id of a pack."),
    expected=N_("small letters, figures and hyphens, beginning with a letter"),
)
BAD_VERSION: Final = Fault(
    id="PACK-E021",
    says=N_("“{version}” is not a version."),
    expected=N_("whole numbers with full stops between them, such as 1.0"),
)
DOUBLED_ARTICLE: Final = Fault(
    id="PACK-E022",
    says=N_("Article “{number}” stands twice."),
    expected=N_("each article once"),
)
NO_EFFECT: Final = Fault(
    id="PACK-E030",
    says=N_("The clause has no effect."),
    expected=N_("exactly one of {effects}, with the rule that it names"),
)
TWO_EFFECTS: Final = Fault(
    id="PACK-E031",
    says=N_("The clause has {count} effects: {found}."),
    expected=N_("exactly one effect; the second sentence is a clause of its own"),
)
UNKNOWN_EFFECT: Final = Fault(
    id="PACK-E032",
    says=N_("“{effect}” is not an effect."),
    expected=N_("one of {effects}"),
)
UNKNOWN_RULE: Final = Fault(
    id="PACK-E033",
    says=N_("No rule is called “{rule}”."),
    expected=N_("a rule of the catalogue, such as “{nearest}”"),
)
OTHER_EFFECT: Final = Fault(
    id="PACK-E034",
    says=N_("The rule “{rule}” has the effect {wanted}, the clause says {found}."),
    expected=N_('{wanted} = "{rule}"'),
)
DOUBLED_NUMBER: Final = Fault(
    id="PACK-E035",
    says=N_("The number “{number}” stands twice; the first is in {first}."),
    expected=N_("a number of its own for each clause"),
)
DOUBLED_CLAUSE: Final = Fault(
    id="PACK-E036",
    says=N_("The clause says and does the same as {first}."),
    expected=N_("each clause once"),
)
BAD_NUMBER: Final = Fault(
    id="PACK-E037",
    says=N_("“{number}” is not the number of a clause."),
    expected=N_("letters, figures, full stops and hyphens without space, such as 1.11.2c"),
)
UNTIL_BEFORE_SINCE: Final = Fault(
    id="PACK-E038",
    says=N_("The clause ends on {until}, before it begins on {since}."),
    expected=N_("an end after the beginning"),
)
UNKNOWN_MODE: Final = Fault(
    id="PACK-E039",
    says=N_("“{mode}” is not a mode of a clause."),
    expected=N_("one of {modes}"),
)
EXAMPLE_WITHOUT_ACT: Final = Fault(
    id="PACK-E040",
    says=N_("The example “{name}” performs no act."),
    expected=N_('act = {{ do = "matter.verb-object", … }}'),
)
NO_REFUSED_EXAMPLE: Final = Fault(
    id="PACK-E041",
    says=N_("No example of the clause is refused, though its rule is served."),
    expected=N_("at least one example with refused = true"),
)
NO_PERMITTED_EXAMPLE: Final = Fault(
    id="PACK-E042",
    says=N_("No example of the clause is permitted, though its rule is served."),
    expected=N_("at least one example with refused = false"),
)
UNKNOWN_ACT: Final = Fault(
    id="PACK-E043",
    says=N_("No act is called “{act}”."),
    expected=N_("an act of the catalogue, such as “{nearest}”"),
)
DOUBLED_EXAMPLE: Final = Fault(
    id="PACK-E044",
    says=N_("Two examples of the clause are called “{name}”."),
    expected=N_("a name of its own for each example"),
)
UNKNOWN_FIGURE: Final = Fault(
    id="PACK-E050",
    says=N_("The rule “{rule}” knows no figure “{figure}”."),
    expected=N_("one of {known}"),
)
WRONG_SHAPE: Final = Fault(
    id="PACK-E051",
    says=N_("The figure “{figure}” is {found}."),
    expected=N_("{wanted}"),
)
DATES_OUT_OF_ORDER: Final = Fault(
    id="PACK-E052",
    says=N_("The figure “{figure}” has a value from {later} behind one from {earlier}."),
    expected=N_(
        "values in the order of their days, each day once, and only the first without a day"
    ),
)
UNKNOWN_PERIOD: Final = Fault(
    id="PACK-E053",
    says=N_("“{code}” is not a period."),
    expected=N_(
        "a length such as P7D, P15WD, P1W, P3M, P1Y, PT24H, a named end such as at_once, same_day or once, a month-day or a date"
    ),
)
UNKNOWN_PARAMETER: Final = Fault(
    id="PACK-E054",
    says=N_("No parameter is called “{parameter}”."),
    expected=N_("a parameter of parameters.toml, such as “{nearest}”"),
)
NO_VALUES: Final = Fault(
    id="PACK-E055",
    says=N_("The figure “{figure}” has no value."),
    expected=N_("at least one value, or unset = true for a gap"),
)
NEITHER_VALUE_NOR_GAP: Final = Fault(
    id="PACK-E056",
    says=N_("A value of the figure “{figure}” is {found}."),
    expected=N_("either value = … or unset = true"),
)
UNKNOWN_LEVEL: Final = Fault(
    id="PACK-E057",
    says=N_("No level is called “{level}”."),
    expected=N_("one of {known}"),
)
UNKNOWN_ROLE: Final = Fault(
    id="PACK-E058",
    says=N_("No role is called “{role}”."),
    expected=N_("a role of roles.toml, such as “{nearest}”"),
)
UNKNOWN_AUDIENCE: Final = Fault(
    id="PACK-E059",
    says=N_("No audience is called “{audience}”."),
    expected=N_("an audience or role, such as “{nearest}”"),
)
UNKNOWN_STAGE_MODE: Final = Fault(
    id="PACK-E060",
    says=N_("“{mode}” is not a mode of a stage."),
    expected=N_("one of {modes}"),
)
BAD_RANK: Final = Fault(
    id="PACK-E061",
    says=N_("{rank} is not a rank of a stage."),
    expected=N_("a whole number from 1 to 99, or no rank where the text prints no order"),
)
FOLLOWS_UNKNOWN_CLAUSE: Final = Fault(
    id="PACK-E062",
    says=N_("The route follows “{clause}”, which this pack does not have."),
    expected=N_("a clause of this pack, or pack/number of another"),
)
EMPTY_ROUTE: Final = Fault(
    id="PACK-E063",
    says=N_("The route has no stage and follows no other."),
    expected=N_(
        "stages, or follows or same_route_as, or unset = true where the flow chart is not in the source"
    ),
)
FOLLOWS_ITSELF: Final = Fault(
    id="PACK-E064",
    says=N_("The route follows the clause it stands in."),
    expected=N_("another clause"),
)
UNKNOWN_FIELD: Final = Fault(
    id="PACK-E070",
    says=N_("A condition asks the field “{field}”, which nothing has."),
    expected=N_("a known field, such as “{nearest}”"),
)
UNKNOWN_FORM: Final = Fault(
    id="PACK-E071",
    says=N_("“{form}” is not a form of condition for the field “{field}”."),
    expected=N_(
        "a value, a list, any, none, {{ unset = true }}, at_least, at_most, before, after or not"
    ),
)
CONDITION_OF_WRONG_TYPE: Final = Fault(
    id="PACK-E072",
    says=N_("The condition on “{field}” has the value {found}."),
    expected=N_("{wanted}"),
)
UNKNOWN_FIELD_VALUE: Final = Fault(
    id="PACK-E073",
    says=N_("The field “{field}” never has the value “{value}”."),
    expected=N_("one of {known}"),
)
EMPTY_CONDITION: Final = Fault(
    id="PACK-E074",
    says=N_("The condition on “{field}” names no value, so it would never hold."),
    expected=N_("at least one value"),
)
DOUBLED_ROLE: Final = Fault(
    id="PACK-E080",
    says=N_("The role “{role}” is defined already."),
    expected=N_("each role once; another name for another role"),
)
EXCLUDES_UNKNOWN_ROLE: Final = Fault(
    id="PACK-E081",
    says=N_("The role “{role}” excludes “{other}”, which is no role."),
    expected=N_("a role of roles.toml"),
)
EXCLUDES_ITSELF: Final = Fault(
    id="PACK-E082",
    says=N_("The role “{role}” excludes itself."),
    expected=N_("other roles only"),
)
EXCLUDES_ONE_SIDED: Final = Fault(
    id="PACK-E083",
    says=N_("The role “{role}” excludes “{other}”, but not the other way round."),
    expected=N_("both roles name each other in exclusive_with"),
)
DOUBLED_SCHEME: Final = Fault(
    id="PACK-E090",
    says=N_("The scheme “{scheme}” is defined already."),
    expected=N_("each scheme of levels once"),
)
DOUBLED_LEVEL: Final = Fault(
    id="PACK-E091",
    says=N_("The scheme “{scheme}” has the level “{level}” twice."),
    expected=N_("each level once in its scheme"),
)
DOUBLED_LEVEL_RANK: Final = Fault(
    id="PACK-E092",
    says=N_("The levels “{first}” and “{second}” have the same rank {rank}."),
    expected=N_("a rank of its own for each level of a scheme"),
)
MAPS_TO_UNKNOWN_LEVEL: Final = Fault(
    id="PACK-E093",
    says=N_("The level “{level}” maps to “{target}”, which no scheme has."),
    expected=N_("one of {known}"),
)
CYCLIC_MAPPING: Final = Fault(
    id="PACK-E094",
    says=N_("The levels map to one another in a circle: {circle}."),
    expected=N_("a mapping that ends at a level of the state"),
)
TIER_WITHOUT_LEVEL: Final = Fault(
    id="PACK-E095",
    says=N_("The tier “{tier}” names no level."),
    expected=N_("level = the highest level that people of the tier may know"),
)
DOUBLED_TIER: Final = Fault(
    id="PACK-E096",
    says=N_("The tier “{tier}” is defined already."),
    expected=N_("each tier once"),
)
SCHEME_WITHOUT_LEVELS: Final = Fault(
    id="PACK-E097",
    says=N_("The scheme “{scheme}” has no level."),
    expected=N_("at least one level"),
)
LEVEL_WITHOUT_RANK: Final = Fault(
    id="PACK-E098",
    says=N_("The level “{level}” has no rank, though it does not stand beside the others."),
    expected=N_('a rank, or standing = "beside"'),
)
UNKNOWN_KIND: Final = Fault(
    id="PACK-E100",
    says=N_("“{kind}” is not a kind of {what}."),
    expected=N_("one of {known}"),
)
PROPOSAL_OF_WRONG_TYPE: Final = Fault(
    id="PACK-E101",
    says=N_("The proposal of the parameter “{parameter}” is {found}."),
    expected=N_("{wanted}"),
)
DOUBLED_PARAMETER: Final = Fault(
    id="PACK-E102",
    says=N_("The parameter “{parameter}” is defined already."),
    expected=N_("each parameter once"),
)
DOUBLED_FIELD: Final = Fault(
    id="PACK-E103",
    says=N_("The field “{field}” is defined already."),
    expected=N_("each field once"),
)
DOUBLED_TERM: Final = Fault(
    id="PACK-E104",
    says=N_("The {sort} “{code}” has a name already."),
    expected=N_("each code named once"),
)
NOT_A_RULE: Final = Fault(
    id="PACK-E110",
    says=N_("Line {line} is not a rule: {detail}."),
    expected=N_("one JSON object a line with rule, effect, acts, says and params"),
)
DOUBLED_RULE: Final = Fault(
    id="PACK-E111",
    says=N_("The rule “{rule}” stands twice, again on line {line}."),
    expected=N_("each rule once"),
)
FAULTS: Final[tuple[Fault, ...]] = (
    FILE_NOT_EXPECTED,
    FILE_TOO_LARGE,
    NOT_UTF8,
    BYTE_ORDER_MARK,
    NOT_TOML,
    NO_PACK_FILE,
    ID_IS_NOT_FOLDER,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    EMPTY_TEXT,
    LANGUAGE_MISSING,
    BAD_CODE,
    NOT_A_VALUE,
    BAD_PACK_ID,
    BAD_VERSION,
    DOUBLED_ARTICLE,
    NO_EFFECT,
    TWO_EFFECTS,
    UNKNOWN_EFFECT,
    UNKNOWN_RULE,
    OTHER_EFFECT,
    DOUBLED_NUMBER,
    DOUBLED_CLAUSE,
    BAD_NUMBER,
    UNTIL_BEFORE_SINCE,
    UNKNOWN_MODE,
    EXAMPLE_WITHOUT_ACT,
    NO_REFUSED_EXAMPLE,
    NO_PERMITTED_EXAMPLE,
    UNKNOWN_ACT,
    DOUBLED_EXAMPLE,
    UNKNOWN_FIGURE,
    WRONG_SHAPE,
    DATES_OUT_OF_ORDER,
    UNKNOWN_PERIOD,
    UNKNOWN_PARAMETER,
    NO_VALUES,
    NEITHER_VALUE_NOR_GAP,
    UNKNOWN_LEVEL,
    UNKNOWN_ROLE,
    UNKNOWN_AUDIENCE,
    UNKNOWN_STAGE_MODE,
    BAD_RANK,
    FOLLOWS_UNKNOWN_CLAUSE,
    EMPTY_ROUTE,
    FOLLOWS_ITSELF,
    UNKNOWN_FIELD,
    UNKNOWN_FORM,
    CONDITION_OF_WRONG_TYPE,
    UNKNOWN_FIELD_VALUE,
    EMPTY_CONDITION,
    DOUBLED_ROLE,
    EXCLUDES_UNKNOWN_ROLE,
    EXCLUDES_ITSELF,
    EXCLUDES_ONE_SIDED,
    DOUBLED_SCHEME,
    DOUBLED_LEVEL,
    DOUBLED_LEVEL_RANK,
    MAPS_TO_UNKNOWN_LEVEL,
    CYCLIC_MAPPING,
    TIER_WITHOUT_LEVEL,
    DOUBLED_TIER,
    SCHEME_WITHOUT_LEVELS,
    LEVEL_WITHOUT_RANK,
    UNKNOWN_KIND,
    PROPOSAL_OF_WRONG_TYPE,
    DOUBLED_PARAMETER,
    DOUBLED_FIELD,
    DOUBLED_TERM,
    NOT_A_RULE,
    DOUBLED_RULE,
)
