"""Makes the pages of the manual that are derived: manual.py update | check.

What can be done stands in the catalogue of acts, what a pack can get wrong in the list of faults;
a page that repeats them by hand would soon be wrong.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from shoumi.acts.matter import ActKind
from shoumi.cli.asking.acts import ActView, Field
from shoumi.cli.asking.house import the_shelf
from shoumi.decision.everything import everything
from shoumi.law import errors, level_errors
from shoumi.law.clause import Clause, Served
from shoumi.law.errors import Fault

ROOT = Path(__file__).resolve().parent.parent
DERIVED = "*This page is made by `make manual` from the program; a test compares the two.*"
LATE = ("happened_at", "late_reason", "statements")
ANYONE = "anyone"

ACTS_OPENING = f"""\
# 办理事项 · What can be done

{DERIVED}

Each act below has a page, an address of the API and a line of `shoumi acts`, all derived from the
same fields. Who asks comes from the session; who may ask is what the base pack says, and the
clauses of the regulations in force are asked besides. Every act also takes `happened_at` (when it
happened, if not now), `late_reason` and `statements`. A field marked *sealed* stands encrypted
beside the journal. Clauses marked ° are written down and not yet served.
"""

ERRORS_OPENING = f"""\
# What a pack can get wrong

{DERIVED}

Reading a pack names every mistake in it at once: the id below, the file, the place, what is wrong
and what was expected. An id is never given to another mistake. Words in braces are filled in. The
folder named is a pack with exactly this mistake.

| id | what is said | what was expected | see |
| --- | --- | --- | --- |
"""


def acts_page() -> str:
    """Every act with its fields, who may perform it and the clauses that bind it."""
    view = ActView(everything(), the_shelf())
    return ACTS_OPENING + "".join(
        _matter(matter.slug, matter.acts, view) for matter in view.catalogue.matters if matter.acts
    )


def _matter(slug: str, kinds: tuple[ActKind, ...], view: ActView) -> str:
    name = view.name("matter", slug)
    heading = f"\n## {name.zh} · {name.en}\n\n`{slug}`\n"
    return heading + "".join(_act(kind, view) for kind in kinds)


def _act(kind: ActKind, view: ActView) -> str:
    line = view.line(kind)
    parts = [
        f"\n### {line.zh} · {line.en}\n",
        f"`{line.slug}`" + (" · final" if line.final else ""),
        f"\n{line.says}\n" if line.says else "",
        f"谁可以办理 · Who: {_who(line.who, view)}\n",
        *_fields(view.fields(kind.act, kind.slug)),
        f"\n依据 · Clauses: {_clauses(view.clauses(kind.slug), view.catalogue.served)}\n",
    ]
    return "\n".join(part for part in parts if part)


def _who(codes: tuple[str, ...], view: ActView) -> str:
    if ANYONE in codes:
        return "本单位人员 · any person of the unit"
    names = [view.roles[code] for code in codes]
    return ", ".join(f"{name.zh} · {name.en}" for name in names) or "nobody"


def _fields(fields: tuple[Field, ...]) -> Iterator[str]:
    own = [field for field in fields if field.name not in LATE]
    if own:
        yield "| field | 中文 | English | what it holds |\n| --- | --- | --- | --- |"
        yield from _rows(own, "")


def _rows(fields: list[Field] | tuple[Field, ...], within: str) -> Iterator[str]:
    for field in fields:
        path = f"{within}{field.name}"
        yield f"| `{path}` | {field.label_zh} | {field.label_en} | {_holds(field)} |"
        yield from _rows(field.fields, f"{path}.")


def _holds(field: Field) -> str:
    sort = f"code: {field.codes}" if field.codes else field.refers_to or field.type
    marks = [f"list of {sort}" if field.many else sort]
    marks += ["required"] if field.required else []
    marks += ["sealed"] if field.sealed else []
    return ", ".join(marks)


def _clauses(clauses: tuple[Clause, ...], served: Served) -> str:
    told = [f"{one.id}{'' if one.is_served(served) else '°'} {one.effect.value}" for one in clauses]
    return ", ".join(told) or "none but those of the ground"


def errors_page() -> str:
    """Every fault that a pack can have, with a folder that shows it."""
    return ERRORS_OPENING + "".join(f"{_fault(fault)}\n" for fault in faults())


def faults() -> list[Fault]:
    """All faults in the order of their ids."""
    stated = [*vars(errors).values(), *vars(level_errors).values()]
    found = [value for value in stated if isinstance(value, Fault)]
    return sorted(found, key=lambda fault: fault.id)


def _fault(fault: Fault) -> str:
    cells = (fault.id, fault.says, fault.expected, " ".join(_shown_by(fault.id)))
    return "| " + " | ".join(cell.replace("|", "\\|").replace("{{", "{") for cell in cells) + " |"


def _shown_by(identifier: str) -> Iterator[str]:
    for told in sorted((ROOT / "tests" / "packs" / "broken").glob("*/expected.txt")):
        first = told.read_text(encoding="utf-8").split()[0]
        if first == identifier and told.parent.name != "fifty-at-once":
            yield f"`{told.parent.name}`"


PAGES: dict[str, Callable[[], str]] = {
    "docs/users/acts.md": acts_page,
    "docs/pack-authors/errors.md": errors_page,
}


def outdated() -> list[str]:
    """The pages that differ from what the program says."""
    return [
        name
        for name, made in PAGES.items()
        if not (ROOT / name).exists() or (ROOT / name).read_text(encoding="utf-8") != made()
    ]


def main(arguments: list[str]) -> int:
    """Bring the pages up to date, or say which are not."""
    if arguments == ["update"]:
        for name, made in PAGES.items():
            (ROOT / name).write_text(made(), encoding="utf-8")
        return 0
    if arguments == ["check"]:
        for name in outdated():
            print(f"{name} is not up to date: make manual")
        return 1 if outdated() else 0
    print("manual.py update | check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
