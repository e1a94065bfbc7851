"""What rows say, they say on both databases."""

import pytest

from tests.jobs.databases import Database, printed

pytestmark = pytest.mark.http


def test_rows_say_the_same(database: Database) -> None:
    assert len(printed(database, "tests.jobs.everywhere")) > 25
