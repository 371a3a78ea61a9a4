"""`shoumi rehearse --journal --adopt PACK`: what a regulation would have done to last year."""

from __future__ import annotations

from pathlib import Path

from django.db import connections

from shoumi.cli.asking.house import the_shelf
from shoumi.cli.asking.ledger import the_house
from shoumi.cli.voice.ending import DONE, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.reading import entries_of
from shoumi.server.journal.rehearsal import Heard, Past
from shoumi.server.perform import one_moment


def rehearse_journal(pack: str, packs: list[Path], speaker: Speaker) -> int:
    """List what the pack would have refused, kept waiting or opened; nothing is recorded."""
    house = the_house()
    shelf = the_shelf(*packs) if packs else house.shelf
    digest = shelf.digest(pack)
    if digest is None:
        raise UnusableInputError(
            N_("There is no pack {pack}; there are: {known}."),
            pack=pack,
            known=" ".join(sorted(shelf.library)),
        )
    past = Past(house.door.catalogue, shelf, pack, digest)
    heard: list[Heard] = []
    acts = 0
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        if any(one.pack == pack for one in known.find(AdoptedPack)):
            raise UnusableInputError(N_("{pack} has been adopted already."), pack=pack)
        # Read whole first: what is sealed is looked up through the same cursor meanwhile.
        for entry in list(entries_of(direct, house.unit)):
            acts += 1
            heard.extend(past.hear(entry, known))
    speaker.value(_values(pack, acts, heard, speaker))
    _print(acts, heard, speaker)
    return DONE


def _print(acts: int, heard: list[Heard], speaker: Speaker) -> None:
    for one in heard:
        speaker.line(f"{one.entry:6} {one.at:%Y-%m-%d %H:%M} {one.by} {one.act}")
        for finding in one.refused:
            if finding.breach:
                speaker.line(f"       {finding.clause}: {speaker.message(finding.breach.message)}")
        for clause in one.waiting:
            speaker.line(f"       {clause}: {speaker.sentence(N_('waiting for approval'))}")
        for duty in one.opened:
            due = f"{duty.due_at:%Y-%m-%d %H:%M}" if duty.due_at else "-"
            speaker.line(f"       {' '.join(duty.clauses)}: {duty.rule} {duty.who} {due}")
    speaker.tell(
        N_(
            "Of {acts} entries it would have refused {refused}, kept {waiting} waiting, "
            "and opened {duties} duties."
        ),
        acts=acts,
        refused=sum(1 for one in heard if one.refused),
        waiting=sum(1 for one in heard if one.waiting and not one.refused),
        duties=sum(len(one.opened) for one in heard),
    )


def _values(pack: str, acts: int, heard: list[Heard], speaker: Speaker) -> dict[str, object]:
    return {
        "pack": pack,
        "entries": acts,
        "refused": sum(1 for one in heard if one.refused),
        "waiting": sum(1 for one in heard if one.waiting and not one.refused),
        "duties": sum(len(one.opened) for one in heard),
        "acts": [
            {
                "entry": one.entry,
                "at": one.at,
                "by": one.by,
                "act": one.act,
                "refused": [
                    {
                        "clause": finding.clause,
                        "message": speaker.message(finding.breach.message),
                    }
                    for finding in one.refused
                    if finding.breach
                ],
                "waiting": one.waiting,
                "opened": [
                    {"rule": duty.rule, "who": duty.who, "due_at": duty.due_at}
                    for duty in one.opened
                ],
            }
            for one in heard
        ],
    }
