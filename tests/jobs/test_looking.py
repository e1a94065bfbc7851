"""Looking for work costs one statement, by indexes, whatever else stands in the table: on both databases."""

import re
from typing import Any

import pytest

from tests.jobs.databases import Database, printed

pytestmark = pytest.mark.http

FOUND = {
    "nothing": [],
    "done": [],
    "later": [],
    "behind one that is worked on": [],
    "waiting": [["", False]],
    "lost": [["", False], ["taken", True]],
}


@pytest.fixture(scope="module")
def looks(database: Database) -> dict[str, Any]:
    return dict(printed(database, "tests.jobs.plans"))


def test_it_finds_what_can_be_begun(looks: dict[str, Any]) -> None:
    assert {name: looks[name]["found"] for name in FOUND} == FOUND


def test_a_look_is_one_statement(looks: dict[str, Any]) -> None:
    assert {looks[name]["statements"] for name in FOUND} == {1}


# On an empty table PostgreSQL would rather read that.
@pytest.mark.parametrize("state", [name for name in FOUND if name != "nothing"])
def test_no_look_reads_the_table(looks: dict[str, Any], state: str) -> None:
    assert whole_tables(looks[state]["plan"]) == []


def test_a_claim_reads_an_index(looks: dict[str, Any]) -> None:
    assert whole_tables(looks["claim plan"]) == []
    assert "jobs_queues" in " ".join(looks["claim plan"])


def test_an_idle_look_is_as_quick_beside_many_jobs_as_on_an_empty_table(looks: dict[str, Any]) -> None:
    """5,000 that are done and 5,000 that wait for an hour, in 500 queues: a look that read them would take more
    than that. What the machine does besides is why it isn't less.
    """
    assert looks["later"]["milliseconds"] < 5 + 5 * looks["nothing"]["milliseconds"]


def whole_tables(plan: list[str]) -> list[str]:
    """The lines that read all rows of the table: others scan a row of constants, or the queues found so far."""
    return [line for line in plan if "Seq Scan on jobs_job" in line or re.match(r"SCAN [jdl]\b|SCAN jobs_job", line)]
