"""The installation of the tests of accounts, with things in it that a plain account may not see."""

import pytest
from django.test import Client

from shoumi.server.accounts.models import Credential
from tests.server.accounts.insiders.world import World, filled_world
from tests.server.accounts.units import Installation, arrived


@pytest.fixture
def world(installation: Installation) -> World:
    insider = arrived(Client(), installation, "li")
    insider.raise_request_exception = False
    people = {one.name: one.person for one in Credential.objects.all()}
    return filled_world(people, insider, arrived(Client(), installation, "zhang"))
