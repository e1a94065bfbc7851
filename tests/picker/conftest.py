"""The course that most files of this room pick for; a file may have another of the same name."""

import pytest

from tests.picker.scene import Course, course


@pytest.fixture
def there() -> Course:
    """Course 7 of a Canvas that is known by its origin, in an organization of its own."""
    return course()
