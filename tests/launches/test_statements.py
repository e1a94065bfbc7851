"""How many SQL statements a launch and its page take, on both databases: pinned, for Monday morning's sake."""

import json
import subprocess
import sys

import pytest

from tests.launches.school import School

pytestmark = pytest.mark.http

BUDGET = {"new": 14, "returning": 6, "course": 6, "select new": 14, "select": 6}
PAGE_BUDGET = 8 + 1  # what the page reads, and the launch session that every page begins with


@pytest.fixture(scope="module")
def counts(acme: School) -> dict[str, int]:
    """The counts of this school's server."""
    command = [sys.executable, "-m", "tests.launches.count_statements", acme.address("python", "loops")]
    done = subprocess.run(
        [*command, acme.canvas.key, acme.canvas.secret, "counted"],
        env=dict(acme.server.environment) | {"DJANGO_SETTINGS_MODULE": "slipway.site.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("deed", sorted(BUDGET))
def test_a_launch_keeps_to_its_statements(counts: dict[str, int], deed: str) -> None:
    assert counts[deed] <= BUDGET[deed]


@pytest.mark.parametrize("page", ["page", "class page", "picker"])
def test_a_page_keeps_to_its_statements(counts: dict[str, int], page: str) -> None:
    assert counts[page] <= PAGE_BUDGET
