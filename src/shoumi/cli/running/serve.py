"""`shoumi serve [--demo]`: the whole product on one machine, with the database that comes with it.

Django is not loaded before the place of the unit is known, so this module knows nothing of it.
"""

from __future__ import annotations

import argparse
import os
import socket
from pathlib import Path

from shoumi.cli.commands import with_ledger
from shoumi.cli.voice.ending import UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_

DEFAULT_HOME = "~/.local/share/shoumi"
THREADS = 8


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "--demo",
        action="store_true",
        help=N_("with a fictional unit and a year of its acts, made once and kept"),
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help=N_("the address to listen on (default 127.0.0.1: this machine alone)"),
    )
    parser.add_argument("--port", type=int, default=8000, help=N_("the port (default 8000)"))
    parser.add_argument(
        "--threads",
        type=int,
        default=THREADS,
        help=N_("how many requests are answered at a time (default 8)"),
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Prepare the database, then answer requests until stopped."""
    _must_be_free(asked.host, asked.port)
    home = home_of(demo=asked.demo)
    os.environ["SHOUMI_HOME"] = str(home)
    if asked.host not in {"127.0.0.1", "localhost", "::1"}:
        hosts = [asked.host, *filter(None, os.environ.get("SHOUMI_HOSTS", "").split(","))]
        os.environ["SHOUMI_HOSTS"] = ",".join(dict.fromkeys(hosts))
    if asked.demo:
        with_ledger("shoumi.cli.running.fiction").stand_in(home, speaker)
    with_ledger("shoumi.cli.running.preparing").prepare(home, speaker)
    url = f"http://{_bracketed(asked.host)}:{asked.port}/"

    def ready() -> None:
        speaker.value({"url": url, "home": str(home)})
        speaker.tell(
            N_("Shoumi answers at {url} (Ctrl-C stops it). Kept in {home}."),
            url=url,
            home=str(home),
        )

    web = with_ledger("shoumi.cli.running.web")
    code: int = web.serve(asked.host, asked.port, asked.threads, ready)
    return code


def home_of(*, demo: bool) -> Path:
    """Where the unit is kept; the fictional one has a folder of its own beside it."""
    home = Path(os.environ.get("SHOUMI_HOME", DEFAULT_HOME)).expanduser()
    return home / "demo" if demo else home


def _must_be_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise UnusableInputError(
                N_("{host}:{port} cannot be listened on ({why}); choose another with --port."),
                host=host,
                port=port,
                why=getattr(error, "strerror", None) or str(error),
            ) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
