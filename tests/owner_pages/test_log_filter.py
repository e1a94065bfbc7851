"""The launch log narrowed, taken home as CSV, and a launch decided again."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom
from slipway.lms.models import ConsumerKey, LaunchRecord
from tests import factories
from tests.canvas import FORM, launch_fields, person, signed
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


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
