"""The packs that stand on this installation's shelf, read once when it starts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta, timezone
from pathlib import Path

import msgspec

from shoumi.deadlines.reading import calendar_from, hours_from
from shoumi.decision.law_book import Shelf
from shoumi.law.mistakes import PackErrors
from shoumi.law.pack import Pack
from shoumi.law.reader import read_catalogue, read_pack

PACKAGED = Path(__file__).parent.parent / "packs"
BASE = "shoumi"
BEIJING = timezone(timedelta(hours=8))


class UnreadablePacksError(ValueError):
    """Packs with mistakes: every one of them, so that all can be mended at once."""

    def __init__(self, mistakes: Iterable[PackErrors]) -> None:
        """Keep the mistakes of each pack."""
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(one) for one in self.mistakes))


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of a pack's folder by its path with forward slashes."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def packaged_files(pack: str) -> dict[str, bytes]:
    """Every file of a packaged pack, none of a pack that there is not."""
    return files_below(PACKAGED / pack)


def stand_up(served: Collection[str], *more: Path) -> Shelf:
    """Read the packaged packs and those in `more` folders; all mistakes are reported at once."""
    folders = {path.parent.name: path.parent for path in _pack_files((PACKAGED, *more))}
    files = {name: files_below(folder) for name, folder in folders.items()}
    rules = read_catalogue(files[BASE])
    if isinstance(rules, PackErrors):
        raise UnreadablePacksError((rules,))
    read = {name: read_pack(name, content, rules, served=served) for name, content in files.items()}
    mistakes = [one for one in read.values() if isinstance(one, PackErrors)]
    if mistakes:
        raise UnreadablePacksError(mistakes)
    library: Mapping[str, Pack] = {one.id: one for one in read.values() if isinstance(one, Pack)}
    calendar = {
        path: content for path, content in files[BASE].items() if path.startswith("calendar/2")
    }
    return Shelf(
        library=library,
        rules=rules,
        calendar=calendar_from(calendar.values()),
        hours=hours_from(files[BASE]["calendar/hours.toml"]),
        zone=BEIJING,
    )


def _pack_files(roots: Iterable[Path]) -> Iterable[Path]:
    return (path for root in roots for path in sorted(root.glob("*/pack.toml")))


def with_kept(shelf: Shelf, kept: Iterable[tuple[str, Mapping[str, bytes]]]) -> Shelf:
    """The shelf with packs as units adopted them, where the packaged ones have moved on.

    `kept` are names and files of packs kept beside the journal. An update of the program thus
    changes no law that a unit has adopted. A pack that can no longer be read is an error.
    """
    library = dict(shelf.library)
    known = {pack.digest for pack in library.values()}
    for name, files in kept:
        read = read_pack(name, files, shelf.rules)
        if isinstance(read, PackErrors):
            raise UnreadablePacksError((read,))
        if read.digest not in known:
            library[f"{read.id}@{read.digest[:12]}"] = read
    return msgspec.structs.replace(shelf, library=library)
