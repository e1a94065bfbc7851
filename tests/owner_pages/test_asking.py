"""What a registration lacks that was made before Slipway asked for more: said on the LMS's page, with how to add it."""

from collections.abc import Mapping

import pytest

from slipway.lms.models import ConsumerKey, LaunchRecord, Registration
from slipway.lti.config.asked import custom_parameters, scopes
from slipway.lti.v1p3.names import (
    GRADES,
    LINE_ITEM_READ_SCOPE,
    LINE_ITEM_SCOPE,
    LTI,
    NOTICE_SCOPE,
    NOTICES,
    RESULT_SCOPE,
    ROSTER,
    SCORE_SCOPE,
)
from slipway.orgs.models import User
from slipway.owner_pages.registrations.lacking import lacking, lacking_by_key
from tests.factories import organization
from tests.lms.registered import registered
from tests.orgs.browsers import browser_of

ALL = {
    GRADES: {"scope": [scope for scope in scopes("canvas") if "/lti-ags/" in scope]},
    ROSTER: {"context_memberships_url": "https://canvas.example.edu/roster"},
    NOTICES: {"scope": [NOTICE_SCOPE]},
    f"{LTI}custom": dict(custom_parameters("canvas")),  # unexpanded, as where nothing is to be told
}


def said(found: object) -> str:
    return str(found)


@pytest.mark.parametrize(
    ("claims", "services", "custom"),
    [
        (ALL, [], 0),
        (ALL | {ROSTER: None}, ["the roster"], 0),
        (ALL | {NOTICES: None}, ["notices"], 0),
        (ALL | {GRADES: {"scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score"]}},
         ["columns of the gradebook", "results"], 0),
        (ALL | {GRADES: "nonsense"}, ["columns of the gradebook", "results", "scores"], 0),
        (ALL | {f"{LTI}custom": {"canvas_course_id": "5", "canvas_api_domain": "x"}}, [], 10),
        ({}, ["columns of the gradebook", "results", "scores", "the roster", "notices"], 12),
    ],
)  # fmt: skip
def test_what_a_canvas_lacks(claims: Mapping[str, object], services: list[str], custom: int) -> None:
    found = lacking([claims], family="canvas")
    assert sorted(map(said, found.services)) == sorted(services)
    assert len(found.custom) == custom


def test_one_launch_may_say_what_another_leaves_out() -> None:
    parts: list[Mapping[str, object]] = [{name: value} for name, value in ALL.items()]
    assert not lacking(parts, family="canvas")


def test_nothing_is_lacking_before_the_first_launch() -> None:
    assert not lacking([], family="canvas")
    assert not lacking_by_key([], family="canvas")


@pytest.mark.parametrize("family", ["schoology", "openedx"])
def test_who_keeps_custom_parameters_back_is_not_asked_for_them(family: str) -> None:
    assert not lacking([ALL | {f"{LTI}custom": {}}], family=family)


@pytest.mark.parametrize(
    ("family", "granted", "lacks"),
    [
        ("openedx", [LINE_ITEM_READ_SCOPE, RESULT_SCOPE, SCORE_SCOPE], []),  # its declarative mode
        ("openedx", [LINE_ITEM_SCOPE, RESULT_SCOPE, SCORE_SCOPE], []),
        ("openedx", [RESULT_SCOPE, SCORE_SCOPE], ["columns of the gradebook"]),
        ("openedx", [LINE_ITEM_READ_SCOPE, SCORE_SCOPE], ["results"]),
        ("schoology", [LINE_ITEM_READ_SCOPE, RESULT_SCOPE, SCORE_SCOPE], ["columns of the gradebook"]),
    ],
)
def test_an_open_edx_that_lets_columns_be_read_gives_all_that_it_can(
    family: str, granted: list[str], lacks: list[str]
) -> None:
    found = lacking([ALL | {GRADES: {"scope": granted}}], family=family)
    assert list(map(said, found.services)) == lacks


def test_a_key_of_a_canvas_lacks_custom_parameters_alone() -> None:
    full = {f"custom_{name}": "1" for name in custom_parameters("canvas")}
    assert not lacking_by_key([full], family="canvas")
    assert lacking_by_key([full | {}, {}], family="canvas").custom == []
    assert "context_id_history" in lacking_by_key([{"custom_canvas_course_id": "5"}], family="canvas").custom
    assert not lacking_by_key([{}], family="moodle")


@pytest.fixture
def made(owner: User) -> Registration:
    made = registered(organization(owner=owner))
    made.lms.family = "canvas"
    made.lms.save()
    return made


def launched(lms: Registration, claims: Mapping[str, object], **by: object) -> None:
    LaunchRecord.objects.create(
        organization=lms.lms.organization, lms=lms.lms, door="unit", let_in=True, claims=dict(claims), **by
    )


@pytest.mark.http
@pytest.mark.django_db
def test_the_lms_page_names_what_an_older_registration_lacks(owner: User, made: Registration) -> None:
    page = f"/organizations/{made.lms.organization_id}/settings/lti/{made.lms_id}"
    assert "Lacks" not in browser_of(owner).get(page).content.decode()
    launched(made, ALL | {ROSTER: None, f"{LTI}custom": {}}, registration=made)
    text = browser_of(owner).get(page).content.decode()
    assert "Lacks the roster, 12 custom parameters" in " ".join(text.replace("</span>", "").split())
    assert f"registrations/{made.pk}#asks-title" in text


@pytest.mark.http
@pytest.mark.django_db
def test_the_registrations_page_says_how_to_add_it(owner: User, made: Registration) -> None:
    page = f"/organizations/{made.lms.organization_id}/settings/lti/registrations/{made.pk}"
    text = browser_of(owner).get(page).content.decode()
    assert "canvas_due_at=$Canvas.assignment.dueAt.iso8601" in text
    assert NOTICE_SCOPE in text
    assert "This registration lacks something" not in text
    launched(made, ALL | {NOTICES: None}, registration=made)
    text = browser_of(owner).get(page).content.decode()
    assert "This registration lacks something" in text
    assert "In Canvas edit the developer key" in text


@pytest.mark.http
@pytest.mark.django_db
def test_a_key_of_an_older_configuration_says_so_too(owner: User, made: Registration) -> None:
    key = ConsumerKey.objects.create(lms=made.lms, key="older", secret="s3cret")
    page = f"/organizations/{made.lms.organization_id}/settings/lti/{made.lms_id}"
    launched(made, {"custom_canvas_course_id": "5"}, consumer_key=key)
    text = browser_of(owner).get(page).content.decode()
    assert "canvas_due_at" in text
    assert "In Canvas add the app anew" in text


CUSTOM = "submission_end=$ResourceLink.submission.endDateTime"


def steps_of(owner: User, made: Registration, family: str, way: str) -> str:
    """The page *Connect your LMS* of that kind."""
    made.lms.family = family
    made.lms.save()
    page = f"/organizations/{made.lms.organization_id}/settings/lti/{made.lms_id}/connect?way={way}"
    return browser_of(owner).get(page).content.decode()


@pytest.mark.http
@pytest.mark.django_db
def test_the_steps_by_key_have_the_lines_to_paste(owner: User, made: Registration) -> None:
    text = steps_of(owner, made, "moodle", "1.1")
    assert CUSTOM in text
    assert "lti-nrps/scope/contextmembership.readonly" not in text


@pytest.mark.http
@pytest.mark.django_db
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
    text = steps_of(owner, made, family, "1.3")
    assert [each for each in services if each not in text] == []
    before, lines, _ = text.partition('id="custom-parameters"')
    assert lines, "the lines stand in the page once"
    assert text.count(CUSTOM) == 1
    steps = before[before.rindex("<ol") :]
    assert "custom parameters" in steps.lower()
    assert "<details" not in steps
    assert f'<ol start="{step}">' in steps


@pytest.mark.http
@pytest.mark.django_db
@pytest.mark.parametrize(("family", "times"), [("schoology", 1), ("openedx", 0)])
def test_who_sends_no_custom_parameters_along_has_no_step_for_them(
    owner: User, made: Registration, family: str, times: int
) -> None:
    text = steps_of(owner, made, family, "1.3")
    assert text.count('id="custom-parameters"') == times
    assert ("Names and Roles Services" in text) is (family == "schoology")
    assert "What your LMS should send along" in text or family == "openedx"
