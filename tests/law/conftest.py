"""The base pack of the program, read once."""

from __future__ import annotations

import pytest

from shoumi.law.pack import Pack
from shoumi.law.reader import read_catalogue, read_pack
from shoumi.law.rules import RuleCatalogue
from tests.law.written import BASE, HEAD, Write, files_below


@pytest.fixture(scope="session")
def base_files() -> dict[str, bytes]:
    return files_below(BASE)


@pytest.fixture(scope="session")
def catalogue(base_files: dict[str, bytes]) -> RuleCatalogue:
    read = read_catalogue(base_files)
    assert isinstance(read, RuleCatalogue), str(read)
    return read


@pytest.fixture(scope="session")
def base(base_files: dict[str, bytes], catalogue: RuleCatalogue) -> Pack:
    read = read_pack("shoumi", base_files, catalogue)
    assert isinstance(read, Pack), str(read)
    return read


@pytest.fixture(scope="session")
def write(catalogue: RuleCatalogue) -> Write:
    """A pack from its clauses and other files, which must be without mistake."""

    def written(name: str, clauses: str = "", **files: str) -> Pack:
        found = {"pack.toml": HEAD.format(id=name), "clauses/all.toml": clauses}
        found.update({f"{key}.toml": text for key, text in files.items()})
        read = read_pack(name, {path: text.encode() for path, text in found.items()}, catalogue)
        assert isinstance(read, Pack), str(read)
        return read

    return written
