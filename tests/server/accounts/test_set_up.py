"""The set-up: nothing is written before the end, and then everything."""

from shoumi.server.accounts.models import Credential
from tests.server.accounts.units import Installation, a_draft, entries


def test_a_set_up_writes_the_first_entries(installation: Installation) -> None:
    assert entries("act")[0] == ("organisation.register-unit",)
    assert Credential.objects.count() == 7
