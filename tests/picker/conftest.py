"""The course and the school that most files of this room pick for; a file may have another of the same name."""

import pytest

from tests.launches.school import School, school
from tests.picker.scene import Course, course
from tests.servers import Slipway


@pytest.fixture
def there() -> Course:
    """Course 7 of a Canvas that is known by its origin, in an organization of its own."""
    return course()


@pytest.fixture(scope="module")
def acme(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school on a real server."""
    return school(live, tmp_path_factory.mktemp("acme"))
