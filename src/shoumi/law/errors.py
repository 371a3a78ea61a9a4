"""Every fault that a pack can have, with its permanent id: a number is never given twice."""

from __future__ import annotations

from typing import Final

import msgspec

from shoumi.law.words import N_


class Fault(msgspec.Struct, frozen=True):
    """A sort of mistake: its id, what is said of it, and what would make it right."""

    id: str
    says: str
    expected: str


FILE_NOT_EXPECTED: Final = Fault(
    "PACK-E001",
    N_("A pack has no place for the file “{path}”."),
    N_(
        "pack.toml, roles.toml, levels.toml, parameters.toml, groups.toml, terms.toml, or "
        "files below clauses/, forms/, checklists/, cases/"
    ),
)
FILE_TOO_LARGE: Final = Fault(
    "PACK-E002",
    N_("The file has {size} bytes; a pack's file may have {limit}."),
    N_("a smaller file: clauses can be spread over several"),
)
NOT_UTF8: Final = Fault(
    "PACK-E003",
    N_("The file is not UTF-8: byte {offset} fits no character."),
    N_("a text file saved as UTF-8"),
)
BYTE_ORDER_MARK: Final = Fault(
    "PACK-E004",
    N_("The file begins with a byte order mark."),
    N_("UTF-8 without a byte order mark"),
)
NOT_TOML: Final = Fault(
    "PACK-E005",
    N_("The file is not TOML: {detail}."),
    N_("a file that a TOML 1.0 reader accepts"),
)
NO_PACK_FILE: Final = Fault(
    "PACK-E006",
    N_("The pack has no pack.toml."),
    N_("a file pack.toml with id, title, issuer, version and source"),
)
ID_IS_NOT_FOLDER: Final = Fault(
    "PACK-E007",
    N_("The pack calls itself “{id}”, but its folder is “{name}”."),
    N_("an id that is the name of the folder"),
)
UNKNOWN_KEY: Final = Fault(
    "PACK-E010",
    N_("“{key}” is no key of this place."),
    N_("one of {known}"),
)
MISSING_KEY: Final = Fault(
    "PACK-E011",
    N_("“{key}” is missing."),
    N_("a value for “{key}”"),
)
WRONG_TYPE: Final = Fault(
    "PACK-E012",
    N_("“{key}” is {found}."),
    N_("{wanted}"),
)
EMPTY_TEXT: Final = Fault(
    "PACK-E013",
    N_("“{key}” is empty."),
    N_("a text with at least one character that is no space"),
)
LANGUAGE_MISSING: Final = Fault(
    "PACK-E014",
    N_("“{key}” does not stand in “{language}”."),
    N_("a text in both zh and en"),
)
BAD_CODE: Final = Fault(
    "PACK-E015",
    N_("“{code}” is not a code."),
    N_("small letters, figures and underscores, beginning with a letter"),
)
NOT_A_VALUE: Final = Fault(
    "PACK-E016",
    N_("“{key}” holds a number that cannot be written down: {found}."),
    N_("a finite number"),
)
BAD_PACK_ID: Final = Fault(
    "PACK-E020",
    N_("“{id}” is not the id of a pack."),
    N_("small letters, figures and hyphens, beginning with a letter"),
)
BAD_VERSION: Final = Fault(
    "PACK-E021",
    N_("“{version}” is not a version."),
    N_("whole numbers with full stops between them, such as 1.0"),
)
DOUBLED_ARTICLE: Final = Fault(
    "PACK-E022",
    N_("Article “{number}” stands twice."),
    N_("each article once"),
)
NO_EFFECT: Final = Fault(
    "PACK-E030",
    N_("The clause has no effect."),
    N_("exactly one of {effects}, with the rule that it names"),
)
TWO_EFFECTS: Final = Fault(
    "PACK-E031",
    N_("The clause has {count} effects: {found}."),
    N_("exactly one effect; the second sentence is a clause of its own"),
)
UNKNOWN_EFFECT: Final = Fault(
    "PACK-E032",
    N_("“{effect}” is not an effect."),
    N_("one of {effects}"),
)
UNKNOWN_RULE: Final = Fault(
    "PACK-E033",
    N_("No rule is called “{rule}”."),
    N_("a rule of the catalogue, such as “{nearest}”"),
)
OTHER_EFFECT: Final = Fault(
    "PACK-E034",
    N_("The rule “{rule}” has the effect {wanted}, the clause says {found}."),
    N_('{wanted} = "{rule}"'),
)
DOUBLED_NUMBER: Final = Fault(
    "PACK-E035",
    N_("The number “{number}” stands twice; the first is in {first}."),
    N_("a number of its own for each clause"),
)
DOUBLED_CLAUSE: Final = Fault(
    "PACK-E036",
    N_("The clause says and does the same as {first}."),
    N_("each clause once"),
)
BAD_NUMBER: Final = Fault(
    "PACK-E037",
    N_("“{number}” is not the number of a clause."),
    N_("letters, figures, full stops and hyphens without space, such as 1.11.2c"),
)
UNTIL_BEFORE_SINCE: Final = Fault(
    "PACK-E038",
    N_("The clause ends on {until}, before it begins on {since}."),
    N_("an end after the beginning"),
)
UNKNOWN_MODE: Final = Fault(
    "PACK-E039",
    N_("“{mode}” is not a mode of a clause."),
    N_("one of {modes}"),
)
EXAMPLE_WITHOUT_ACT: Final = Fault(
    "PACK-E040",
    N_("The example “{name}” performs no act."),
    N_('act = {{ do = "matter.verb-object", … }}'),
)
NO_REFUSED_EXAMPLE: Final = Fault(
    "PACK-E041",
    N_("No example of the clause is refused, though its rule is served."),
    N_("at least one example with refused = true"),
)
NO_PERMITTED_EXAMPLE: Final = Fault(
    "PACK-E042",
    N_("No example of the clause is permitted, though its rule is served."),
    N_("at least one example with refused = false"),
)
UNKNOWN_ACT: Final = Fault(
    "PACK-E043",
    N_("No act is called “{act}”."),
    N_("an act of the catalogue, such as “{nearest}”"),
)
DOUBLED_EXAMPLE: Final = Fault(
    "PACK-E044",
    N_("Two examples of the clause are called “{name}”."),
    N_("a name of its own for each example"),
)
UNKNOWN_FIGURE: Final = Fault(
    "PACK-E050",
    N_("The rule “{rule}” knows no figure “{figure}”."),
    N_("one of {known}"),
)
WRONG_SHAPE: Final = Fault(
    "PACK-E051",
    N_("The figure “{figure}” is {found}."),
    N_("{wanted}"),
)
DATES_OUT_OF_ORDER: Final = Fault(
    "PACK-E052",
    N_("The figure “{figure}” has a value from {later} behind one from {earlier}."),
    N_("values in the order of their days, each day once, and only the first without a day"),
)
UNKNOWN_PERIOD: Final = Fault(
    "PACK-E053",
    N_("“{code}” is not a period."),
    N_(
        "a length such as P7D, P15WD, P1W, P3M, P1Y, PT24H, a named end such as at_once, "
        "same_day or once, a month-day or a date"
    ),
)
UNKNOWN_PARAMETER: Final = Fault(
    "PACK-E054",
    N_("No parameter is called “{parameter}”."),
    N_("a parameter of parameters.toml, such as “{nearest}”"),
)
NEITHER_VALUE_NOR_GAP: Final = Fault(
    "PACK-E056",
    N_("A value of the figure “{figure}” is {found}."),
    N_("either value = … or unset = true"),
)
UNKNOWN_LEVEL: Final = Fault(
    "PACK-E057",
    N_("No level is called “{level}”."),
    N_("one of {known}"),
)
UNKNOWN_ROLE: Final = Fault(
    "PACK-E058",
    N_("No role is called “{role}”."),
    N_("a role of roles.toml, such as “{nearest}”"),
)
UNKNOWN_AUDIENCE: Final = Fault(
    "PACK-E059",
    N_("No audience is called “{audience}”."),
    N_("an audience or role, such as “{nearest}”"),
)
UNKNOWN_STAGE_MODE: Final = Fault(
    "PACK-E060",
    N_("“{mode}” is not a mode of a stage."),
    N_("one of {modes}"),
)
BAD_RANK: Final = Fault(
    "PACK-E061",
    N_("{rank} is not a rank of a stage."),
    N_("a whole number from 1 to 99, or no rank where the text prints no order"),
)
FOLLOWS_UNKNOWN_CLAUSE: Final = Fault(
    "PACK-E062",
    N_("The route follows “{clause}”, which this pack does not have."),
    N_("a clause of this pack, or pack/number of another"),
)
EMPTY_ROUTE: Final = Fault(
    "PACK-E063",
    N_("The route has no stage and follows no other."),
    N_(
        "stages, or follows or same_route_as, or unset = true where the flow chart is not in "
        "the source"
    ),
)
FOLLOWS_ITSELF: Final = Fault(
    "PACK-E064",
    N_("The route follows the clause it stands in."),
    N_("another clause"),
)
UNKNOWN_MOMENT: Final = Fault(
    "PACK-E065",
    N_("No occasion is called “{moment}”."),
    N_("one of {known}"),
)
UNKNOWN_FIELD: Final = Fault(
    "PACK-E070",
    N_("A condition asks the field “{field}”, which nothing has."),
    N_("a known field, such as “{nearest}”"),
)
UNKNOWN_FORM: Final = Fault(
    "PACK-E071",
    N_("“{form}” is not a form of condition for the field “{field}”."),
    N_("a value, a list, any, none, {{ unset = true }}, at_least, at_most, before, after or not"),
)
CONDITION_OF_WRONG_TYPE: Final = Fault(
    "PACK-E072",
    N_("The condition on “{field}” has the value {found}."),
    N_("{wanted}"),
)
UNKNOWN_FIELD_VALUE: Final = Fault(
    "PACK-E073",
    N_("The field “{field}” never has the value “{value}”."),
    N_("one of {known}"),
)
EMPTY_CONDITION: Final = Fault(
    "PACK-E074",
    N_("The condition on “{field}” names no value, so it would never hold."),
    N_("at least one value"),
)
DOUBLED_ROLE: Final = Fault(
    "PACK-E080",
    N_("The role “{role}” is defined already."),
    N_("each role once; another name for another role"),
)
EXCLUDES_UNKNOWN_ROLE: Final = Fault(
    "PACK-E081",
    N_("The role “{role}” excludes “{other}”, which is no role."),
    N_("a role of roles.toml"),
)
EXCLUDES_ITSELF: Final = Fault(
    "PACK-E082",
    N_("The role “{role}” excludes itself."),
    N_("other roles only"),
)
EXCLUDES_ONE_SIDED: Final = Fault(
    "PACK-E083",
    N_("The role “{role}” excludes “{other}”, but not the other way round."),
    N_("both roles name each other in exclusive_with"),
)
AUDIENCE_WITHOUT_PARTS: Final = Fault(
    "PACK-E084",
    N_("The audience “{audience}” is not made of others."),
    N_("either any_of (a union) or all_of (an intersection) with known audiences"),
)
UNKNOWN_KIND: Final = Fault(
    "PACK-E100",
    N_("“{kind}” is not a kind of {what}."),
    N_("one of {known}"),
)
PROPOSAL_OF_WRONG_TYPE: Final = Fault(
    "PACK-E101",
    N_("The proposal of the parameter “{parameter}” is {found}."),
    N_("{wanted}"),
)
DOUBLED_PARAMETER: Final = Fault(
    "PACK-E102",
    N_("The parameter “{parameter}” is defined already."),
    N_("each parameter once"),
)
DOUBLED_TERM: Final = Fault(
    "PACK-E104",
    N_("The {sort} “{code}” has a name already."),
    N_("each code named once"),
)
TERM_OF_NOTHING: Final = Fault(
    "PACK-E105",
    N_("The program knows no {sort} “{code}”, so a pack cannot name it."),
    N_("names only of what the program has; things and acts are not made by packs"),
)
NOT_A_DIRECTION: Final = Fault(
    "PACK-E106",
    N_("A parameter of the kind {kind} is not stricter as “{stated}”."),
    N_('stricter = "less" or "more", for one of these kinds: {kinds}'),
)
DOUBLED_GROUP: Final = Fault(
    "PACK-E107",
    N_("What “{code}” holds is defined already."),
    N_("each group once"),
)
GROUP_HOLDS_ITSELF: Final = Fault(
    "PACK-E108",
    N_("“{code}” holds itself, by way of what it holds."),
    N_("a group of narrower codes"),
)
NOT_A_RULE: Final = Fault(
    "PACK-E110",
    N_("Line {line} is not a rule: {detail}."),
    N_("one JSON object a line with rule, effect, acts, says and params"),
)
DOUBLED_RULE: Final = Fault(
    "PACK-E111",
    N_("The rule “{rule}” stands twice, again on line {line}."),
    N_("each rule once"),
)
