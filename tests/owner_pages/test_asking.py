"""Owners' pages say what a registration or a key lacks, and how to add it; so do the steps of a new one."""

import pytest

from slipway.lms.models import ConsumerKey, Lms, Registration
from slipway.lti.v1p3.names import LTI, NOTICE_SCOPE, NOTICES, ROSTER
from slipway.orgs.models import User
from tests.factories import organization
from tests.lms.registered import registered
from tests.owner_pages.pages import launched, shown
from tests.owner_pages.test_lacking import ALL

pytestmark = [pytest.mark.http, pytest.mark.django_db]

CUSTOM = "submission_end=$ResourceLink.submission.endDateTime"


@pytest.fixture
def made(owner: User) -> Registration:
    """A registration of a Canvas."""
    made = registered(organization(owner=owner))
    made.lms.family = "canvas"
    made.lms.save()
    return made


def test_the_lms_page_names_what_an_older_registration_lacks(owner: User, made: Registration) -> None:
    assert "Lacks" not in shown(owner, made.lms)
    launched(made, claims=ALL | {ROSTER: None, f"{LTI}custom": {}})
    text = shown(owner, made.lms)
    assert "Lacks the roster, 12 custom parameters" in " ".join(text.replace("</span>", "").split())
    assert f"registrations/{made.pk}#asks-title" in text


def test_the_registrations_page_says_how_to_add_it(owner: User, made: Registration) -> None:
    text = shown(owner, made)
    assert "canvas_due_at=$Canvas.assignment.dueAt.iso8601" in text
    assert NOTICE_SCOPE in text
    assert "This registration lacks something" not in text
    launched(made, claims=ALL | {NOTICES: None})
    text = shown(owner, made)
    assert "This registration lacks something" in text
    assert "In Canvas edit the developer key" in text


def test_a_key_of_an_older_configuration_says_so_too(owner: User, made: Registration) -> None:
    key = ConsumerKey.objects.create(lms=made.lms, key="older", secret="s3cret")
    launched(key, claims={"custom_canvas_course_id": "5"})
    text = shown(owner, made.lms)
    assert "canvas_due_at" in text
    assert "In Canvas add the app anew" in text


def steps_of(owner: User, lms: Lms, family: str, way: str) -> str:
    """The page *Connect your LMS* of that kind."""
    lms.family = family
    lms.save()
    return shown(owner, lms, f"/connect?way={way}")


def test_the_steps_by_key_have_the_lines_to_paste(owner: User, made: Registration) -> None:
    text = steps_of(owner, made.lms, "moodle", "1.1")
    assert CUSTOM in text
    assert "lti-nrps/scope/contextmembership.readonly" not in text


@pytest.mark.parametrize(
    ("family", "services", "step"),
    [
        ("moodle", ["grade sync and column management", "to retrieve members"], "4"),
        ("sakai", ["Assignment and Grade Services", "Names and Role"], "2"),
        ("desire2learn", ["Assignment and Grade Services", "Names and Role Provisioning Services"], "2"),
        ("blackboard", ["grade service", "membership service"], "4"),
        ("other", ["Assignment and Grade Services", "lti-nrps/scope/contextmembership.readonly"], "2"),
    ],
)
def test_a_step_by_hand_names_services_and_has_the_lines_to_paste(
    owner: User, made: Registration, family: str, services: list[str], step: str
) -> None:
    text = steps_of(owner, made.lms, family, "1.3")
    assert [each for each in services if each not in text] == []
    before, lines, _ = text.partition('id="custom-parameters"')
    assert lines, "the lines stand in the page once"
    assert text.count(CUSTOM) == 1
    steps = before[before.rindex("<ol") :]
    assert "custom parameters" in steps.lower()
    assert "<details" not in steps
    assert f'<ol start="{step}">' in steps


@pytest.mark.parametrize(("family", "times"), [("schoology", 1), ("openedx", 0)])
def test_who_sends_no_custom_parameters_along_has_no_step_for_them(
    owner: User, made: Registration, family: str, times: int
) -> None:
    text = steps_of(owner, made.lms, family, "1.3")
    assert text.count('id="custom-parameters"') == times
    assert ("Names and Roles Services" in text) is (family == "schoology")
    assert "What your LMS should send along" in text or family == "openedx"
