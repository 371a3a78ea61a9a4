"""The files of adopted packs, kept beside the journal: an old decision names their digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from shoumi.acts.thing import kind_of
from shoumi.evidence.changes import Change, Make
from shoumi.law.pack import file_digest, pack_digest
from shoumi.law.words import N_, Message
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.trouble import Trouble
from shoumi.server.tables.statements import Direct, Writer

FilesOf = Callable[[str], Mapping[str, bytes]]
"""Every file of a pack on the shelf, by its path."""


class OtherFilesError(Trouble):
    """The files of a pack are no longer those that were read when the server started."""

    identifier = "DOOR-E009"

    def __init__(self, pack: str) -> None:
        """Name the pack."""
        template = N_(
            "The files of {pack} were changed after the server had read them. "
            "Nothing was recorded; start the server again, then adopt the regulation."
        )
        super().__init__(Message(template, {"pack": pack}))


def keep_adopted(
    changes: Iterable[Change], files_of: FilesOf, direct: Direct, writer: Writer
) -> None:
    """Write the files of every pack that the changes adopt, unless they are kept already."""
    for change in changes:
        if isinstance(change, Make) and change.kind == kind_of(AdoptedPack):
            _keep(str(change.body["pack"]), str(change.body["digest"]), files_of, direct, writer)


def _keep(pack: str, digest: str, files_of: FilesOf, direct: Direct, writer: Writer) -> None:
    if direct.ask("SELECT 1 FROM pack_file WHERE digest = %s LIMIT 1", [digest]):
        return
    files = files_of(pack)
    if digest_of_files(files) != digest:
        raise OtherFilesError(pack)
    rows = [(digest, pack, path, content) for path, content in sorted(files.items())]
    # Units of one database share the files; another one may be adopting the same pack now.
    writer.insert("pack_file", "digest, pack, file, content", rows, " ON CONFLICT DO NOTHING")


def kept_files(direct: Direct, digest: str) -> dict[str, bytes]:
    """The files of the pack of that digest as they were adopted; none where it never was."""
    rows = direct.ask("SELECT file, content FROM pack_file WHERE digest = %s", [digest])
    return {path: bytes(content) for path, content in rows}


def kept_packs(direct: Direct) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Every pack that was ever adopted in this database: its name and its files."""
    for digest, pack in direct.ask("SELECT DISTINCT digest, pack FROM pack_file", []):
        yield pack, kept_files(direct, digest)


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """The digest by which an adoption names the pack that these files make."""
    return pack_digest({path: file_digest(content) for path, content in files.items()})
