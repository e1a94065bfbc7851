"""A unit and a student of its class's organization, for most tests of this room."""

import pytest

from slipway.content.models import Unit
from slipway.orgs.models import User
from tests import factories


@pytest.fixture
def unit() -> Unit:
    return factories.classroom_with_units().unit("u1")


@pytest.fixture
def student() -> User:
    return factories.account()
