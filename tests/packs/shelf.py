"""The packs as they stand in the tree, read with the catalogue of the base pack."""

from functools import cache
from pathlib import Path

from shoumi.law.mistakes import PackErrors
from shoumi.law.pack import Pack
from shoumi.law.reader import read_catalogue, read_pack
from shoumi.law.rules import RuleCatalogue

PACKS = Path(__file__).parents[2] / "src" / "shoumi" / "packs"
INVENTORY = Path(__file__).parent / "inventory"
REGULATIONS = tuple(sorted(path.stem for path in INVENTORY.glob("*.txt")))


def files_of(pack: str) -> dict[str, bytes]:
    folder = PACKS / pack
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def the_catalogue() -> RuleCatalogue:
    found = read_catalogue(files_of("shoumi"))
    assert isinstance(found, RuleCatalogue), str(found)
    return found


@cache
def the_pack(name: str, served: frozenset[str] = frozenset()) -> Pack:
    found = read_pack(name, files_of(name), the_catalogue(), served=served)
    assert not isinstance(found, PackErrors), str(found)
    return found
