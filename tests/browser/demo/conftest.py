"""The same server and browser, on the whole demo world with its films."""

from __future__ import annotations

import pytest

from people.models import User
from portal.demo import seed


@pytest.fixture(scope="session")
def world(database_of_the_server) -> None:
    for _step in seed.everything(films=True):
        pass


@pytest.fixture
def account(world):
    """`account("sagsbehandler")` is the demo's person with that address."""
    return lambda name: User.objects.get(email=f"{name}@example.dk")
