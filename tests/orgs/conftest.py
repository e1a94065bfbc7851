"""The organization that most files of this room speak of, and its owner."""

import pytest

from slipway.orgs.models import Organization, User
from tests.factories import account, organization


@pytest.fixture
def owner() -> User:
    return account("olga@acme.example", name="Olga Owner")


@pytest.fixture
def acme(owner: User) -> Organization:
    return organization("Acme College", owner=owner)
