"""The launch log: what its lines and a launch's own page say, to owners and to teachers."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from slipway.classes.roles import ClassRole
from slipway.lms.models import ConsumerKey, LaunchRecord, RefusalTally
from slipway.lti.refusal import Refusal
from slipway.orgs.models import Organization, User
from slipway.web.languages import translated
from slipway.web.refusals import EXPLANATIONS
from slipway.words import text
from tests.factories import ClassWithUnits, account, classroom_with_units, enrol
from tests.orgs.browsers import browser_of
from tests.owner_pages.pages import launched, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def made(acme: Organization) -> ClassWithUnits:
    return classroom_with_units(acme)


def record(key: ConsumerKey, made: ClassWithUnits | None = None, **fields: object) -> LaunchRecord:
    into = {"classroom_id": made.classroom.pk, "unit_id": made.unit("u1").pk} if made else {}
    return launched(key, **{"role": "student", **into, **fields})


def log_of(acme: Organization, end: str = "") -> str:
    return f"/organizations/{acme.pk}/settings/launches{end}"


def read(user: User, acme: Organization, end: str = "") -> str:
    """What that person reads there."""
    return text_of(browser_of(user).get(log_of(acme, end)))


def test_a_line_says_who_came_from_where_to_what_and_how_it_ended(
    owner: User, acme: Organization, key: ConsumerKey, made: ClassWithUnits
) -> None:
    record(key, made, context_title="Intro to Python", person_name="Sam Student")
    record(key, let_in=False, code="stale", role="")
    page = read(owner, acme)
    for part in ("Canvas", "Intro to Python", "Sam Student", "Student", "Unit 1", "Let in", "Refused", "stale"):
        assert part in page


def test_pages_hold_fifty_and_cost_no_query_per_line(
    owner: User, acme: Organization, key: ConsumerKey, made: ClassWithUnits
) -> None:
    browser = browser_of(owner)
    record(key, made)
    with CaptureQueriesContext(connection) as few:
        browser.get(log_of(acme))
    for number in range(119):
        record(key, made, person_name=f"Person {number}")
    with CaptureQueriesContext(connection) as many:
        first = browser.get(log_of(acme)).content.decode()
    assert len(many) <= len(few)
    assert first.count("<tr>") == 51
    assert "Page 1 of 3" in first
    assert browser.get(f"{log_of(acme)}?page=3").content.decode().count("<tr>") == 21


def test_the_log_is_narrowed_to_an_outcome(owner: User, acme: Organization, key: ConsumerKey) -> None:
    record(key, person_name="Came In")
    record(key, person_name="Turned Away", let_in=False, code="no-role")
    refused = read(owner, acme, "?outcome=refused")
    assert "Turned Away" in refused
    assert "Came In" not in refused


def test_an_empty_log_says_what_will_stand_there(owner: User, acme: Organization) -> None:
    assert "No launches" in read(owner, acme)


def test_one_launch_is_opened_with_its_masked_claims(
    owner: User, acme: Organization, key: ConsumerKey, made: ClassWithUnits
) -> None:
    claims = {"context_title": "Intro", "oauth_signature": "(hidden)", "roles": "Learner"}
    launch = record(key, made, claims=claims)
    page = read(owner, acme, f"/{launch.pk}")
    for part in (str(launch.pk), "Learner", "oauth_signature", "(hidden)", made.classroom.title):
        assert part in page


@pytest.mark.parametrize("refusal", EXPLANATIONS, ids=lambda refusal: refusal.value)
def test_a_refusal_says_why_in_plain_words(owner: User, acme: Organization, key: ConsumerKey, refusal: Refusal) -> None:
    launch = record(key, let_in=False, code=refusal.value, cause="The secret is another one.")
    page = read(owner, acme, f"/{launch.pk}")
    assert str(EXPLANATIONS[refusal].title) in unescape(page)
    assert "Likely cause" in page
    assert "The secret is another one." in page


def test_a_cause_is_told_in_german_with_all_that_is_in_it(owner: User, acme: Organization, key: ConsumerKey) -> None:
    problem = text("it is longer than %(most)d characters", most=4711)
    cause = text("%(name)s is not usable: %(problem)s.", name="jwks_uri", problem=problem)
    launch = record(key, let_in=False, code="not-verified", cause=cause)
    page = browser_of(owner).get(f"{log_of(acme)}/{launch.pk}", headers={"Accept-Language": "de"}).content.decode()
    with translation.override("de"):
        told, inner = translated(cause), translated(problem)
    assert inner in told in unescape(page)
    assert cause.english not in page
    assert {"4711", "jwks_uri"} <= set(re.findall(r"[\w]+", told))


def test_a_code_of_another_release_breaks_nothing(owner: User, acme: Organization, key: ConsumerKey) -> None:
    launch = record(key, let_in=False, code="from-the-future")
    assert browser_of(owner).get(f"{log_of(acme)}/{launch.pk}").status_code == 200


def test_a_teacher_reads_the_reason_but_not_the_owners_cause(key: ConsumerKey, made: ClassWithUnits) -> None:
    teacher = account()
    enrol(teacher, made.classroom, ClassRole.TEACHER)
    launch = record(key, made, let_in=False, code="not-connected", cause="For owners.", person_name="Tim Strange")
    browser, path = browser_of(teacher), f"/classes/{made.classroom.pk}/launches"
    shown = browser.get(path).content.decode()
    assert "Tim Strange" in shown
    assert f'href="/classes/{made.classroom.pk}/admin"' in shown  # the class's own navigation
    assert f'href="{path}" aria-current="page"' in shown
    page = browser.get(f"{path}/{launch.pk}").content.decode()
    assert str(EXPLANATIONS[Refusal.NOT_CONNECTED].title) in page
    assert "For owners." not in page


def test_no_page_of_the_log_holds_a_secret(
    owner: User, acme: Organization, key: ConsumerKey, made: ClassWithUnits
) -> None:
    launch = record(key, made)
    browser = browser_of(owner)
    for path in (log_of(acme), f"{log_of(acme)}/{launch.pk}", f"/classes/{made.classroom.pk}/launches/{launch.pk}"):
        assert key.secret not in browser.get(path).content.decode()


def test_refused_launches_past_the_cap_are_told_as_a_number(owner: User, acme: Organization, key: ConsumerKey) -> None:
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    record(key, let_in=False, code="not-verified", role="")
    tally = RefusalTally.objects.create(lms=key.lms, who="somebody", hour=hour, count=1)
    assert "not listed" not in read(owner, acme)
    RefusalTally.objects.filter(pk=tally.pk).update(count=42)
    assert "41 more refused launches" in read(owner, acme)
