"""The launch log: what it says to owners and teachers; narrowed, taken home as CSV, and a launch decided again."""

import csv
import io
import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from slipway.audit.models import AuditEntry
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom
from slipway.lms.models import ConsumerKey, LaunchRecord, RefusalTally
from slipway.lti.refusal import Refusal
from slipway.orgs.models import Organization, User
from slipway.web.languages import translated
from slipway.web.refusals import EXPLANATIONS
from slipway.words import text
from tests import factories
from tests.canvas import FORM, launch_fields, person, signed
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


# ---- narrowed, taken home and decided again


class Log:
    """An organization with two launches into a class and one refused elsewhere, and its owner's browser."""

    def __init__(self) -> None:
        self.owner = factories.account()
        self.organization = factories.organization(owner=self.owner)
        self.made = factories.classroom_with_units(self.organization, lms_host="canvas.example.edu", lms_course_id="7")
        self.canvas = factories.lms(self.organization, name="Canvas")
        self.moodle = factories.lms(self.organization, name="Moodle")
        self.browser = browser_of(self.owner)
        self.record(person_name="Sam Student")
        self.record(person_name="=Sofia", at=timezone.now() - timedelta(days=3))
        self.record(lms=self.moodle, person_name="Li Late", let_in=False, code="stale", classroom_id=None)

    def record(self, **fields: object) -> LaunchRecord:
        """A launch from Canvas into the class, unless `fields` say otherwise."""
        known = {"lms": self.canvas, "classroom_id": self.made.classroom.pk, "let_in": True, "door": "unit"}
        return LaunchRecord.objects.create(organization=self.organization, **{**known, **fields})

    @property
    def path(self) -> str:
        return f"/organizations/{self.organization.pk}/settings/launches"

    def names(self, **asked: str) -> set[str]:
        """Who stands on the page for this filter."""
        page = self.browser.get(f"{self.path}?{urlencode(asked)}").content.decode()
        return {name for name in ("Sam Student", "=Sofia", "Li Late") if name in page.partition("<tbody>")[2]}


@pytest.fixture
def log() -> Log:
    return Log()


def test_every_field_narrows_the_log(log: Log) -> None:
    everybody = {"Sam Student", "=Sofia", "Li Late"}
    assert log.names() == everybody
    assert log.names(lms=str(log.moodle.pk)) == {"Li Late"}
    assert log.names(classroom=str(log.made.classroom.pk)) == {"Sam Student", "=Sofia"}
    assert log.names(person="sam") == {"Sam Student"}
    assert log.names(outcome="refused") == {"Li Late"}
    assert log.names(time="day") == {"Sam Student", "Li Late"}
    assert log.names(time="day", outcome="let-in") == {"Sam Student"}
    assert log.names(lms="nonsense", time="never") == everybody


def test_another_organizations_lms_is_no_choice(log: Log) -> None:
    stranger = factories.lms(name="Their secret LMS")
    page = log.browser.get(f"{log.path}?lms={stranger.pk}").content.decode()
    assert "Their secret LMS" not in page


def test_the_log_goes_home_as_csv_and_that_is_audited(log: Log) -> None:
    log.record(person_name="Anna = Maria")
    answer = log.browser.post(f"{log.path}.csv?{urlencode({'outcome': 'let-in'})}")
    assert answer.headers["content-disposition"] == 'attachment; filename="launches.csv"'
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert {row["person"] for row in rows} == {"Sam Student", "'=Sofia", "Anna = Maria"}
    assert AuditEntry.objects.get(action="launch-log.export").details == {"rows": "3"}


def test_a_teacher_takes_home_their_own_class_only(log: Log) -> None:
    teacher = factories.account()
    factories.enrol(teacher, log.made.classroom, ClassRole.TEACHER)
    browser = browser_of(teacher)
    assert browser.post(f"{log.path}.csv").status_code == 404
    answer = browser.post(f"/classes/{log.made.classroom.pk}/launches.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Sam Student" in text
    assert "Li Late" not in text


def launch(key: ConsumerKey, path: str, who: dict[str, str], course: int = 7) -> None:
    """A launch through the door, so that the log has its claims."""
    fields = launch_fields(course=course) | who
    body = urlencode(signed(f"http://localhost:8000{path}", fields, key=key.key, secret=key.secret))
    Client().post(path, data=body, content_type=FORM)


def test_a_launch_is_decided_again_by_todays_settings(log: Log) -> None:
    key, unit = log.canvas.consumer_keys.get(), log.made.unit("u1")
    launch(key, f"/lti/units/{unit.pk}", person("nora", name="Nora New"))
    path = f"{log.path}/{LaunchRecord.objects.get(person_name='Nora New').pk}"
    assert "What would this launch do now?" in log.browser.get(path).content.decode()
    before = LaunchRecord.objects.count()
    assert "It would be let in" in log.browser.get(f"{path}/dry-run").content.decode()
    Classroom.objects.update(lti_enabled=False)
    page = log.browser.get(f"{path}/dry-run").content.decode()
    assert "It would be refused" in page
    assert "This class is not open to an LMS" in page
    assert LaunchRecord.objects.count() == before


def test_a_refused_launch_is_let_in_once_its_cause_is_mended(log: Log) -> None:
    key = log.canvas.consumer_keys.get()
    launch(key, "/lti/course", person("nora", name="Nora New"), course=9)
    refused = LaunchRecord.objects.get(code="not-connected")
    assert "It would be refused" in log.browser.get(f"{log.path}/{refused.pk}/dry-run").content.decode()
    Classroom.objects.update(lms_course_id="9")
    assert "The home of the class would open" in log.browser.get(f"{log.path}/{refused.pk}/dry-run").content.decode()


def test_what_was_never_verified_cant_be_decided(log: Log) -> None:
    nothing = log.record(let_in=False, code="not-verified")
    assert "be told" in log.browser.get(f"{log.path}/{nothing.pk}/dry-run").content.decode()
