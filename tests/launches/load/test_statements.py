"""How many SQL statements a launch and its page take, on both databases: pinned, as whole schools launch at once."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.launches.school import School

pytestmark = pytest.mark.http

# What a launch asks itself, and then its page: the answer to one POST has both.
BUDGET = {
    "new": 11 + 4, "returning": 6 + 4, "graded new": 8 + 4, "graded": 6 + 4, "course": 5 + 5,
    "link new": 10 + 3, "link": 5 + 3, "bound link": 6 + 4, "select new": 5 + 7, "select": 5 + 7,
}  # fmt: skip
# By bearer, as a reload fetches it; the launch session that every page begins with is one of them.
PAGE_BUDGET = {
    "page": 4, "class page": 5, "choosing page": 3, "picker": 7, "picker outline": 6, "picker module": 5,
    "picker search": 7, "picker refused": 8, "picker saved": 8,
}  # fmt: skip


@pytest.fixture(scope="module")
def counts(acme: School) -> dict[str, Any]:
    """The counts of this school's server, by LTI 1.1."""
    return counted(acme, "tests.launches.load.count_statements", acme.canvas.key, acme.canvas.secret, "counted")


@pytest.fixture(scope="module")
def counts_1p3(acme: School) -> dict[str, Any]:
    """And by LTI 1.3."""
    return counted(acme, "tests.launches.load.count_oidc_statements", acme.slug)


def counted(acme: School, program: str, *told: str) -> dict[str, Any]:
    """What a program that counts has counted."""
    done = subprocess.run(
        [sys.executable, "-m", program, acme.loops, *told],
        env=dict(acme.server.environment) | {"DJANGO_SETTINGS_MODULE": "slipway.site.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("deed", sorted(BUDGET))
def test_a_launch_of_1p3_keeps_to_the_same(counts_1p3: dict[str, Any], deed: str) -> None:
    assert counts_1p3[deed] <= BUDGET[deed]


@pytest.mark.parametrize("deed", ["moved", "moved course", "moved link"])
def test_a_course_that_1p1_called_otherwise_costs_no_statement_more(counts_1p3: dict[str, Any], deed: str) -> None:
    assert counts_1p3[deed] <= BUDGET["returning"]


def test_a_login_reads_its_registration_and_no_more(counts_1p3: dict[str, Any]) -> None:
    assert counts_1p3["login"] == 1


@pytest.mark.parametrize("deed", sorted(BUDGET))
def test_a_launch_keeps_to_its_statements(counts: dict[str, Any], deed: str) -> None:
    assert counts[deed] <= BUDGET[deed]


@pytest.mark.parametrize("page", sorted(PAGE_BUDGET))
def test_a_page_keeps_to_its_statements(counts: dict[str, Any], page: str) -> None:
    assert counts[page] <= PAGE_BUDGET[page]


def test_a_shell_asks_for_its_launch_and_no_more(counts: dict[str, Any]) -> None:
    assert counts["shell"] == 1


@pytest.mark.parametrize("deed", ["returning", "graded", "shell", "page"])
def test_nothing_is_compiled_twice(counts: dict[str, Any], deed: str) -> None:
    assert counts[f"{deed} compiled"] == 0


@pytest.mark.parametrize("deed", ["login", "returning", "graded"])
def test_nothing_of_1p3_is_compiled_twice(counts_1p3: dict[str, Any], deed: str) -> None:
    assert counts_1p3[f"{deed} compiled"] == 0


def test_every_statement_uses_an_index(counts: dict[str, Any], counts_1p3: dict[str, Any]) -> None:
    assert counts["scans"] + counts_1p3["scans"] == []
