"""`shoumi token`: a token with which a program acts in a person's name; revoke it with `do`."""

from __future__ import annotations

import argparse
from collections.abc import Container
from datetime import date

import msgspec

from shoumi.cli.asking.ledger import person_named, teller, the_house
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.api.tokens import issue


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "--by", required=True, metavar="PERSON", help=N_("in whose name: an id, or a name")
    )
    parser.add_argument(
        "--acts", nargs="*", default=[], metavar="SLUG", help=N_("the acts that it opens")
    )
    parser.add_argument(
        "--kinds",
        nargs="*",
        default=[],
        metavar="KIND",
        help=N_("the registers that it opens, and duties and journal"),
    )
    parser.add_argument("--until", required=True, metavar="DATE", help=N_("its last day"))
    parser.add_argument("--purpose", metavar="TEXT", help=N_("what it is for"))


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Issue it and print it once; exit 1 if the law refuses."""
    house = the_house()
    _must_be_known("--acts", asked.acts, house.door.catalogue.acts)
    kinds = {*house.door.catalogue.things, "duties", "journal"}
    _must_be_known("--kinds", asked.kinds, kinds)
    issued = issue(
        house,
        person_named(house, asked.by),
        acts=tuple(asked.acts),
        kinds=tuple(asked.kinds),
        until=_day(asked.until),
        purpose=asked.purpose,
    )
    told = teller(house, speaker).ruling(issued.outcome.ruling)
    speaker.value(
        {**msgspec.to_builtins(told), "token": issued.text or None, "made": issued.outcome.made}
    )
    for finding in told.findings:
        if finding.message:
            speaker.line(f"{finding.clause}: {finding.message}")
    if not issued.text:
        return NO
    speaker.line(issued.text)
    speaker.tell(N_("It is shown this once. Revoke it as {id}."), id=issued.outcome.made[0])
    return DONE


def _must_be_known(option: str, named: list[str], known: Container[str]) -> None:
    for one in named:
        if one not in known:
            raise UnusableInputError(
                N_("{option}: there is no {name}; shoumi acts lists what there is."),
                option=option,
                name=one,
            )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UnusableInputError(
            N_("{day} is no day; write it as 2026-03-02."), day=written
        ) from error
