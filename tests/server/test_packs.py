"""What was adopted is kept beside the journal, file by file."""

from collections.abc import Mapping

import pytest
from django.db import connections

from shoumi.law.reader import read_pack
from shoumi.server.journal.packs import OtherFilesError, digest_of_files, kept_files
from shoumi.server.perform import one_moment
from shoumi.server.shelf import packaged_files
from shoumi.server.verify import verify_ledger
from tests.server.houses import House, shelf
from tests.server.ledgers import every_row


@pytest.fixture
def house(alias: str) -> House:
    return House(alias)


def test_an_adopted_pack_can_be_read_again_from_the_database(house: House) -> None:
    house.adopt("jm-carriers")
    digest = shelf().library["jm-carriers"].digest
    with one_moment(connections[house.door.using]) as direct:
        kept = kept_files(direct, digest)
    assert kept == packaged_files("jm-carriers")
    assert digest_of_files(kept) == digest
    read = read_pack("jm-carriers", kept, shelf().rules)
    assert read == shelf().library["jm-carriers"]
    assert list(verify_ledger(house.door)) == []


def test_a_pack_that_was_changed_on_the_disk_is_not_adopted(house: House) -> None:
    def changed(pack: str) -> Mapping[str, bytes]:
        return {**packaged_files(pack), "pack.toml": b"# another text"}

    house.door.files_of = changed
    before = len(list(every_row(house.door.using, "entry", house.unit)))
    with pytest.raises(OtherFilesError, match="jm-media"):
        house.adopt("jm-media")
    # The proposal stands; what it proposed was not adopted.
    assert len(list(every_row(house.door.using, "entry", house.unit))) == before + 1
