"""`shoumi do`: perform an act through the one door."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import msgspec

from shoumi.cli.asking.ledger import person_named, teller, the_house
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.decision.catalogue import UnusableActError
from shoumi.decision.verdict import Ruling
from shoumi.law.clause import Json
from shoumi.law.words import N_
from shoumi.server.api.telling import ToldFinding, ToldRuling
from shoumi.server.journal.trouble import NumberTakenError
from shoumi.server.pages.house import PagesHouse

Recorded: TypeAlias = dict[str, object]
Answer: TypeAlias = Callable[[PagesHouse, dict[str, Json], str], tuple[Ruling, Recorded]]
CODES = {"permitted": DONE, "waiting": DONE, "refused": NO}


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    configure_act(parser)
    parser.add_argument(
        "--on-paper", metavar="NUMBER", help=N_("the signed paper from which the act is entered")
    )


def configure_act(parser: argparse.ArgumentParser) -> None:
    """Name the options that `do` and `may` share."""
    parser.add_argument("slug", metavar="SLUG", help=N_("the act, e.g. carriers.hand-over"))
    parser.add_argument(
        "--by", required=True, metavar="PERSON", help=N_("who performs it: an id, or a name")
    )
    parser.add_argument(
        "--with",
        dest="payload",
        metavar="FILE.json",
        help=N_("the act's fields as a JSON object; - reads them from standard input"),
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Perform the act; exit 1 if it is refused."""

    def perform(house: PagesHouse, payload: dict[str, Json], by: str) -> tuple[Ruling, Recorded]:
        outcome = house.door.do(payload, by, on_paper=asked.on_paper)
        return outcome.ruling, {
            "entry": outcome.entry_number,
            "digest": outcome.digest,
            "made": outcome.made,
        }

    return answered(asked, speaker, perform)


def answered(asked: argparse.Namespace, speaker: Speaker, answer: Answer) -> int:
    """Ask, print what the law says, and end accordingly."""
    payload = {**_payload(asked.payload), "do": asked.slug}
    house = the_house()
    by = person_named(house, asked.by)
    try:
        ruling, recorded = answer(house, payload, by)
    except UnusableActError as error:
        raise UnusableInputError(
            N_("{field}: {why}"), field=error.field or "-", why=speaker.message(error.message)
        ) from error
    except NumberTakenError as error:
        raise UnusableInputError(error.message.template, **error.message.values) from error
    return answer_told(house, speaker, ruling, recorded)


def answer_told(house: PagesHouse, speaker: Speaker, ruling: Ruling, recorded: Recorded) -> int:
    """Print what the law says and what was recorded; the exit code."""
    told = teller(house, speaker).ruling(ruling)
    speaker.value({**msgspec.to_builtins(told), **recorded})
    for line in (*_lines(told, speaker), *_recorded(recorded, speaker)):
        speaker.line(line)
    return CODES[told.verdict]


def _payload(named: str | None) -> dict[str, Json]:
    if named is None:
        return {}
    try:
        content = sys.stdin.buffer.read() if named == "-" else Path(named).read_bytes()
        return msgspec.json.decode(content, type=dict[str, Json])
    except OSError as error:
        raise UnusableInputError(
            N_("{file} cannot be read: {why}."), file=named, why=error.strerror or str(error)
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UnusableInputError(
            N_("{file} is no JSON object: {why}."), file=named, why=str(error)
        ) from error


def _lines(told: ToldRuling, speaker: Speaker) -> Iterator[str]:
    yield {
        "permitted": speaker.sentence(N_("Permitted.")),
        "waiting": speaker.sentence(N_("Waiting for approval.")),
        "refused": speaker.sentence(N_("Refused.")),
    }[told.verdict]
    for finding in told.findings:
        yield from _finding(finding, speaker)
    for place, stage in enumerate(told.route, 1):
        roles = ", ".join(stage.roles) or speaker.sentence(N_("still to be named"))
        yield f"  {place}. {roles} ({', '.join(stage.clauses)})"


def _finding(finding: ToldFinding, speaker: Speaker) -> Iterator[str]:
    yield f"  {finding.said:9} {finding.clause}  {finding.locator}  {finding.says}"
    if finding.message:
        yield f"            {finding.message}"
    if finding.cure or finding.supplier:
        yield "            " + speaker.sentence(
            N_("What cures it: {cure}; who: {supplier}"),
            cure=finding.cure or "-",
            supplier=finding.supplier or "-",
        )


def _recorded(recorded: Recorded, speaker: Speaker) -> Iterator[str]:
    if "entry" in recorded:
        yield speaker.sentence(N_("Entry {number}"), number=str(recorded["entry"]))
    made = recorded.get("made")
    if isinstance(made, tuple) and made:
        yield speaker.sentence(N_("Made: {ids}"), ids=" ".join(made))
