"""A private PostgreSQL for the tests: made when first asked for, gone when the tests are.

One cluster serves all workers of a run, and each worker has a database of its own. A guard waits
for the process of the whole run to end, however it ends, then stops the cluster and removes it.
"""

import fcntl
import os
import pwd
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

OWNER = "shoumi"
GUARD = """(
tail --pid={run} -f /dev/null
{pg_ctl} -D {place}/rows -m immediate stop
rm -rf {place}
) &"""


def program(name: str) -> str:
    """The newest installed PostgreSQL's program of that name."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=version)
    if not found:
        pytest.fail("PostgreSQL is not installed; ./check installs it.")
    return str(found[-1])


def version(file: Path) -> int:
    return int(file.parts[-3])


def as_postgres(command: Sequence[str]) -> list[str]:
    """PostgreSQL refuses to run as root: there the command runs as Debian's user for it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else [*command]


def start_cluster(run: int, *, options: str) -> Path:
    """Start a cluster that lives as long as the process `run`; the folder of its socket."""
    place = Path(tempfile.mkdtemp(prefix="shoumi-postgres-"))
    if os.geteuid() == 0:
        os.chown(place, pwd.getpwnam("postgres").pw_uid, -1)
    rows = place / "rows"
    initdb = [program("initdb"), "-D", str(rows), "-U", OWNER, "-A", "trust", "-E", "UTF8"]
    start = [program("pg_ctl"), "-D", str(rows), "-w", "-l", str(place / "log")]
    subprocess.run(
        as_postgres([*initdb, "--locale=C.UTF-8", "--no-sync"]),
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    subprocess.run(
        as_postgres([*start, "-o", f"-k {place} -c listen_addresses='' {options}", "start"]),
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    leave_guard(place, run)
    return place


def leave_guard(place: Path, run: int) -> None:
    text = GUARD.format(run=run, place=shlex.quote(str(place)), pg_ctl=program("pg_ctl"))
    subprocess.run(
        as_postgres(["/bin/sh", "-c", text]),
        check=True,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def postgres_place(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the socket of the cluster that all workers of this run share."""
    alone = worker_id == "master"
    run = os.getpid() if alone else os.getppid()
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    known = shared / f"postgres-{run}"
    with one_at_a_time(shared / "postgres.lock"):
        if not known.exists():
            # Nothing here outlives the run: waiting for the disk would only cost time.
            place = start_cluster(run, options="-c fsync=off -c synchronous_commit=off")
            known.write_text(str(place))
    return Path(known.read_text())


@pytest.fixture(scope="session")
def postgres_dsn(postgres_place: Path, worker_id: str) -> str:
    """Where this worker's own empty database is; its role may do everything in it."""
    here = f"host={postgres_place} user={OWNER}"
    with psycopg.connect(f"{here} dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {worker_id}".encode())
    return f"{here} dbname={worker_id}"
