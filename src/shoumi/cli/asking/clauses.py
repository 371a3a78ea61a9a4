"""`shoumi clauses`: the clause map, and which clauses of an inventory no pack holds."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import msgspec

from shoumi.cli.asking.house import the_shelf
from shoumi.cli.commands import with_ledger
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.decision.everything import everything
from shoumi.decision.law_book import Shelf
from shoumi.law.clause import Clause, Served
from shoumi.law.pack import Pack
from shoumi.law.words import N_


class ClauseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One clause of the map.

    `status` is served where the program has code for its rule and its acts tell what its condition
    asks, else not_yet_served; `untold` names the fields that none tells. `examples` counts those
    that are refused and those that pass.
    """

    id: str
    pack: str
    number: str
    locator: str
    mode: str
    effect: str
    rule: str
    matter: str
    status: str
    untold: tuple[str, ...] = ()
    says_zh: str
    says_en: str
    refused_examples: int
    permitted_examples: int
    since: str | None
    until: str | None
    asked: int | None = None
    refused: int | None = None


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """How an inventory compares: how many ids it names, which of them no pack holds."""

    named: int
    held: int
    missing: tuple[str, ...]


class _Named(msgspec.Struct, frozen=True):
    id: str


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("--pack", metavar="P", help=N_("only the clauses of one pack"))
    parser.add_argument("--matter", metavar="M", help=N_("only the clauses of one matter"))
    parser.add_argument(
        "--packs",
        action="append",
        default=[],
        type=Path,
        metavar="FOLDER",
        help=N_("also read the packs in this folder"),
    )
    parser.add_argument(
        "--use",
        action="store_true",
        help=N_("also how often each clause was asked and refused in the unit's journal"),
    )
    parser.add_argument(
        "--inventory",
        type=Path,
        metavar="FILE.jsonl",
        help=N_("one JSON object with an id a line: name the ids that no pack holds"),
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Print the map; exit 1 if an inventory names what no pack holds."""
    shelf = the_shelf(*asked.packs)
    _must_be_known(asked.pack, shelf)
    served = everything().served
    every = [clause for pack in _packs(shelf) for clause in pack.clauses]
    lines = [_line(clause, served) for clause in every]
    lines = [one for one in lines if asked.pack in (None, one.pack)]
    lines = [one for one in lines if asked.matter in (None, one.matter)]
    if asked.use:
        lines = _with_uses(lines, with_ledger("shoumi.cli.asking.uses").uses())
    compared = _compared(asked.inventory, {clause.id for clause in every})
    counts = Counter(one.status for one in lines)
    told: dict[str, object] = {
        "clauses": lines,
        "served": counts["served"],
        "not_yet_served": counts["not_yet_served"],
    }
    if compared is not None:
        told["inventory"] = compared
    speaker.value(told)
    if compared is None:
        _print(lines, counts, speaker)
        return DONE
    return _print_compared(compared, speaker)


def _with_uses(lines: list[ClauseLine], uses: Mapping[str, Mapping[str, int]]) -> list[ClauseLine]:
    return [
        msgspec.structs.replace(
            one,
            asked=uses.get(one.id, {}).get("asked", 0),
            refused=uses.get(one.id, {}).get("refused", 0),
        )
        for one in lines
    ]


def _must_be_known(pack: str | None, shelf: Shelf) -> None:
    if pack is not None and pack not in shelf.library:
        raise UnusableInputError(
            N_("There is no pack {pack}; there are: {known}."),
            pack=pack,
            known=" ".join(sorted(shelf.library)),
        )


def _packs(shelf: Shelf) -> list[Pack]:
    return sorted(shelf.library.values(), key=lambda pack: pack.id)


def _line(clause: Clause, served: Served) -> ClauseLine:
    refused = sum(example.refused for example in clause.examples)
    return ClauseLine(
        id=clause.id,
        pack=clause.pack,
        number=clause.number,
        locator=clause.locator,
        mode=clause.mode,
        effect=clause.effect.value,
        rule=clause.rule,
        matter=clause.rule.partition(".")[0],
        status="served" if clause.is_served(served) else "not_yet_served",
        untold=clause.untold(served) if clause.rule in served else (),
        says_zh=clause.says.zh,
        says_en=clause.says.en,
        refused_examples=refused,
        permitted_examples=len(clause.examples) - refused,
        since=clause.since.isoformat() if clause.since else None,
        until=clause.until.isoformat() if clause.until else None,
    )


def _compared(file: Path | None, held: set[str]) -> Inventory | None:
    if file is None:
        return None
    named = tuple(dict.fromkeys(_ids(file)))
    missing = tuple(one for one in named if one not in held)
    return Inventory(named=len(named), held=len(named) - len(missing), missing=missing)


def _ids(file: Path) -> list[str]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnusableInputError(
            N_("{file} cannot be read: {why}."), file=str(file), why=error.strerror or str(error)
        ) from error
    found = []
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=_Named).id)
            except msgspec.MsgspecError as error:
                raise UnusableInputError(
                    N_("{file}, line {line}: not a JSON object with an id ({why})."),
                    file=str(file),
                    line=number,
                    why=str(error),
                ) from error
    if not found:
        raise UnusableInputError(N_("{file} names no clause."), file=str(file))
    return found


def _print(lines: list[ClauseLine], counts: Counter[str], speaker: Speaker) -> None:
    for one in lines:
        status = (
            speaker.sentence(N_("served"))
            if one.status == "served"
            else speaker.sentence(N_("not yet served"))
        )
        status += f" ({' '.join(one.untold)})" if one.untold else ""
        examples = f"{one.refused_examples}-/{one.permitted_examples}+"
        use = "" if one.asked is None else f"  {one.asked}×/{one.refused}-"
        speaker.line(
            f"{one.id}  {one.locator}  {one.effect}  {one.rule}  "
            f"{status}  {examples}  {one.mode}{use}"
        )
        speaker.line(f"    {one.says_zh if speaker.language == 'zh' else one.says_en}")
    speaker.tell(
        N_("{count} clauses: {served} served, {waiting} not yet served."),
        count=len(lines),
        served=counts["served"],
        waiting=counts["not_yet_served"],
    )


def _print_compared(compared: Inventory, speaker: Speaker) -> int:
    for one in compared.missing:
        speaker.line(one)
    speaker.tell(
        N_("The inventory names {named} clauses: {held} stand in a pack, {missing} in none."),
        named=compared.named,
        held=compared.held,
        missing=len(compared.missing),
    )
    return NO if compared.missing else DONE
