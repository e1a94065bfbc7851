"""An LMS of the test's own."""

from collections.abc import Iterator

import pytest

from tests.lms.platforms import FakePlatform, fake_platform


@pytest.fixture
def platform() -> Iterator[FakePlatform]:
    with fake_platform() as running:
        yield running
