"""What a registration lacks that was made before Slipway asked for more: said on the LMS's page, with how to add it."""

from collections.abc import Mapping

import pytest

from slipway.integration.asking import lacking, lacking_by_key
from slipway.lms.models import ConsumerKey, LaunchRecord, Registration
from slipway.lti.config.asked import custom_parameters, scopes
from slipway.lti.v1p3.names import GRADES, LTI, NOTICE_SCOPE, NOTICES, ROSTER
from slipway.orgs.models import User
from tests.factories import account, organization
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


def test_a_key_of_a_canvas_lacks_custom_parameters_alone() -> None:
    full = {f"custom_{name}": "1" for name in custom_parameters("canvas")}
    assert not lacking_by_key([full], family="canvas")
    assert lacking_by_key([full | {}, {}], family="canvas").custom == []
    assert "context_id_history" in lacking_by_key([{"custom_canvas_course_id": "5"}], family="canvas").custom
    assert not lacking_by_key([{}], family="moodle")


@pytest.fixture
def owner() -> User:
    return account()


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


@pytest.mark.http
@pytest.mark.django_db
@pytest.mark.parametrize("way", ["1.1", "1.3"])
def test_the_manual_pages_have_the_lines_to_paste(owner: User, made: Registration, way: str) -> None:
    made.lms.family = "moodle"
    made.lms.save()
    page = f"/organizations/{made.lms.organization_id}/settings/lti/{made.lms_id}/connect?way={way}"
    text = browser_of(owner).get(page).content.decode()
    assert "submission_end=$ResourceLink.submission.endDateTime" in text
    assert ("lti-nrps/scope/contextmembership.readonly" in text) is (way == "1.3")
