"""Who and what several files of this room begin with; a file may have its own of the same name."""

from collections.abc import Iterator

import pytest

from slipway.lms.models import ConsumerKey, Lms
from slipway.orgs.models import Organization, User
from tests.class_pages.scene import Scene, scene
from tests.factories import account, lms, organization
from tests.owner_pages.lms_that_registers import RegisteringLms, registering_lms


@pytest.fixture
def owner() -> User:
    """Somebody with an account."""
    return account()


@pytest.fixture
def acme(owner: User) -> Organization:
    """The owner's organization."""
    return organization(owner=owner)


@pytest.fixture
def key(acme: Organization) -> ConsumerKey:
    """The key of an LMS of that organization."""
    return lms(acme).consumer_keys.get()


@pytest.fixture
def moodle(owner: User) -> Lms:
    """An LMS of the owner's that has a key already."""
    made = lms(organization(owner=owner), name="Moodle")
    Lms.objects.filter(pk=made.pk).update(family="moodle")
    return made


@pytest.fixture
def there(db: None) -> Scene:
    """A class with its people and its LMS."""
    return scene()


@pytest.fixture
def theirs() -> Iterator[RegisteringLms]:
    """An LMS that registers tools by dynamic registration, running."""
    with registering_lms() as running:
        yield running
