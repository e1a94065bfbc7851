"""An LMS that speaks LTI 1.1 with Slipway learns LTI 1.3 in mid-term: nobody and nothing is there twice."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.advantage import registered
from tests.e2e.connecting import ask_and_approve
from tests.e2e.course import ReadyCourse, administrator, ready_course
from tests.peers.advantage import LaunchedInto, path_and_bearer
from tests.peers.browser import forms_in
from tests.servers import PracticeLms, Slipway
from tests.way_in import is_let_in

pytestmark = pytest.mark.http

# The course is connected by its teacher's request, not by its address.
OTHER_URL = """
[[organization]]
slug = "{slug}"
name = "Harbour College {slug}"
[[organization.class]]
slug = "python-from-zero"
title = "Python from zero"
lms_url = "https://canvas.example.edu/courses/1"
"""
OF_SCHOOL = {
    "LMSs": "SELECT l.id FROM lms_lms l",
    "courses": "SELECT c.id FROM lms_lmscourse c JOIN lms_lms l ON l.id = c.lms_id",
    "connections": "SELECT n.id FROM classes_courseconnection n JOIN lms_lmscourse c ON c.id = n.lms_course_id"
    " JOIN lms_lms l ON l.id = c.lms_id",
    "bound links": "SELECT r.id FROM lms_resourcelink r JOIN lms_lmscourse c ON c.id = r.lms_course_id"
    " JOIN lms_lms l ON l.id = c.lms_id",
    "people": "SELECT i.user_id AS id FROM people_lmsidentity i JOIN lms_lms l ON l.id = i.lms_id",
    "enrolments": "SELECT e.id FROM classes_enrolment e JOIN lms_lms l ON l.id = e.lms_id",
}


def test_a_course_of_both_versions_has_everybody_once(live: Slipway, practice: PracticeLms, tmp_path: Path) -> None:
    before = ready_course(live, practice, tmp_path)
    units = [address.rsplit("/", 1)[1] for address in before.site.addresses]
    live.apply(OTHER_URL.format(slug=before.site.slug))
    ask_and_approve(live, before)
    bare = item_without_unit(before, f"{live.url}/lti")
    bound = LaunchedInto(live).choice(before.launch("tess", item=bare), {"unit": units[3]})
    assert bound.status_code in {302, 303}, bound.text
    started = before.launch("sam", url=before.site.addresses[0])
    press(live, started, "Start")
    there = rows(live, before)
    assert {name: len(ids) for name, ids in there.items()} == {
        "LMSs": 1, "courses": 1, "connections": 1, "bound links": 1, "people": 2, "enrolments": 2
    }  # fmt: skip

    course = registered(live, before, "canvas")
    # The old links go over to LTI 1.3, as Canvas has it; the work is where it was.
    assert "Mark as completed" in shown(live, course.launch("sam"), units[0])
    assert shown(live, course.launch("sam", item=bare), units[3])
    links = course.pick("tess", units[1:3]).links
    for unit, link in zip(units[1:3], links, strict=True):
        assert shown(live, course.launch("sam", link=link["link"]), unit)
    # The entry of the old app in the course's menu still speaks LTI 1.1.
    assert is_let_in(before.launch("sam", app=before.app))
    assert "Mark as completed" in shown(live, course.launch("sam"), units[0])
    assert rows(live, before) == there
    assert versions(live, before) == {"1.1": 3, "1.3": 6}


def item_without_unit(course: ReadyCourse, url: str) -> str:
    """The id of a module's item that names no unit, as it was placed years ago."""
    with administrator(course.lms) as ada:
        ada.submit(f"{course.path}/modules/new", name="Week 1")
        module = ada.client.get(f"{course.path}/modules").text.partition("/items/new")[0].rpartition("/")[2]
        ada.submit(f"{course.path}/modules/{module}/items/new", kind="tool", title="Lab", tool_url=url)
        made = ada.here(course.path)
    return str(made["module_items"][-1]["id"])


def shown(slipway: Slipway, let_in: httpx.Response, unit: str) -> str:
    """The page of the unit that a student's launch leads to."""
    page = LaunchedInto(slipway).page(let_in).text
    assert f'data-unit="{unit}" data-role="student"' in page
    return page


def press(slipway: Slipway, let_in: httpx.Response, button: str) -> None:
    """Press a button of the page that a launch leads to, as its shell does."""
    path, bearer = path_and_bearer(let_in)
    page = slipway.get(path, headers=bearer).text
    form = forms_in(page.rpartition(f">{button}</button>")[0])[-1]
    answer = slipway.post(form.action, data=dict(form.pairs), headers=bearer)
    assert answer.status_code in {302, 303}, answer.text


def rows(slipway: Slipway, course: ReadyCourse) -> dict[str, set[Any]]:
    """The ids of what is there of the course's school."""
    of_school = "JOIN orgs_organization o ON o.id = l.organization_id WHERE o.slug = %s"
    slug = [course.site.slug]
    return {name: {row["id"] for row in slipway.query(f"{sql} {of_school}", slug)} for name, sql in OF_SCHOOL.items()}


def versions(slipway: Slipway, course: ReadyCourse) -> dict[str, int]:
    """How many launches of the school were let in, by LTI version."""
    found = slipway.query(
        "SELECT r.version, count(*) AS n FROM lms_launchrecord r JOIN orgs_organization o ON o.id = r.organization_id"
        " WHERE o.slug = %s AND r.let_in GROUP BY r.version",
        [course.site.slug],
    )
    return {row["version"]: row["n"] for row in found}
