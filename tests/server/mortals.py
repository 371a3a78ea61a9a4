"""Programs that perform acts until they are killed. Run as a program: a place, a unit, two people.

Says the number of every entry whose recording was acknowledged before its program died.
"""

import os
import random
import signal
import struct
import sys
import time
from datetime import datetime, timedelta, timezone

import django

django.setup()

from shoumi.server.keys.keyring import open_keys  # noqa: E402 Django first
from shoumi.server.perform import Door  # noqa: E402 Django first
from tests.server.ledgers import MASTER, connect  # noqa: E402 Django first
from tests.server.trial import CATALOGUE, SmallBook  # noqa: E402 Django first

NUMBER = struct.Struct("<q")
LONGEST = 0.004


def live(told: list[str], heard: int) -> None:
    """Perform acts until the end, each acknowledged by its number."""
    door = opened(told)
    place, _, holder, officer = told
    while True:
        payload = {"do": "trial.register", "holder": holder, "title": f"{place}的会议纪要"}
        outcome = door.do(payload, officer)
        os.write(heard, NUMBER.pack(outcome.entry_number))


def opened(told: list[str]) -> Door:
    place, unit, *_ = told
    return Door(
        unit=unit,
        catalogue=CATALOGUE,
        make_book=SmallBook,
        keyring=open_keys(connect("mortal", place), unit, MASTER),
        clock=lambda: datetime.now(tz=timezone(timedelta(hours=8))),
        using="mortal",
    )


def die(told: list[str], chance: random.Random) -> list[int]:
    """Let a program live for some acts and a little longer, then kill it; what it acknowledged."""
    listening, heard = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listening)
        live(told, heard)
    os.close(heard)
    acknowledged = b"".join(os.read(listening, NUMBER.size) for _ in range(chance.randint(0, 3)))
    wait_until = time.perf_counter() + chance.uniform(0, LONGEST)
    while time.perf_counter() < wait_until:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(listening, 65536):
        acknowledged += more
    os.close(listening)
    return [number for (number,) in NUMBER.iter_unpack(acknowledged)]


def main(kills: str, seed: str, *told: str) -> None:
    """Kill as often as asked."""
    chance = random.Random(int(seed))  # noqa: S311 no secret
    for _ in range(int(kills)):
        for number in die(list(told), chance):
            sys.stdout.write(f"{number}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
