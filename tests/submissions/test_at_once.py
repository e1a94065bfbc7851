"""No attempt is counted twice, and none is given away, when many tabs hand in at the same moment."""

from pathlib import Path

import pytest

from tests.at_once import printed_by
from tests.postgres import NewDatabase

PROGRAM = "tests.submissions.at_once"


def test_three_attempts_on_sqlite(tmp_path: Path, migrated: Path) -> None:
    assert printed_by(PROGRAM, tmp_path, migrated=migrated) == "3 5 [1, 2, 3]"


@pytest.mark.postgresql
def test_three_attempts_on_postgresql(tmp_path: Path, migrated: Path, new_postgresql: NewDatabase) -> None:
    assert (
        printed_by(PROGRAM, tmp_path, migrated=migrated, DATABASE_URL=new_postgresql("hand_in_at_once"))
        == "3 5 [1, 2, 3]"
    )
