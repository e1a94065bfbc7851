"""Archives whose exercises would change are applied once these are sound: over HTTP, with real jobs and sandbox."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.classes.models import ClassUpload
from slipway.content.folder import class_archive
from slipway.content.imports.run import import_class
from slipway.content.models import Unit
from slipway.exercise_checks.models import CheckState, UploadCheck
from slipway.exercise_checks.upload_checks import (
    CHECKING_UPLOAD,
    LONGEST_SILENCE,
    LONGEST_WAIT,
    WayIn,
    way_in,
)
from slipway.jobs.models import Job
from tests.class_pages.scene import Scene, scene
from tests.content.folders import PLAIN
from tests.exercise_checks.class_files import class_archive_of, class_folder_of
from tests.exercise_checks.exercises import ADDS, SMALL
from tests.exercise_checks.sandbox_away import Away
from tests.exercise_checks.test_commands import RIGHT_TOO
from tests.exercise_checks.working import work_all

pytestmark = [pytest.mark.http, pytest.mark.sandbox, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def there() -> Scene:
    return scene()


def sent(there: Scene, archive: bytes) -> tuple[Client, str]:
    """The teacher's browser, and the address of the page that shows what the archive would change."""
    teacher = there.browser()
    file = SimpleUploadedFile("class.zip", archive, content_type="application/zip")
    answer = teacher.post(f"/classes/{there.classroom.pk}/admin/upload", {"archive": file})
    assert answer.status_code == 302
    return teacher, answer["Location"]


def shown(teacher: Client, address: str) -> str:
    part = teacher.get(f"{address}/check").content.decode()
    whole = teacher.get(address).content.decode()
    assert ("Change the class" in part) is ("Change the class" in whole)
    return whole


def test_it_is_applied_once_its_exercises_are_sound(there: Scene) -> None:
    teacher, address = sent(there, class_archive_of(areas={}))
    page = shown(teacher, address)
    assert "They wait to be checked" in page
    assert "Change the class" not in page
    refused = teacher.post(address, {"unchecked": "1"}, follow=True)
    assert "not known to be sound" in refused.content.decode()
    work_all(CHECKING_UPLOAD)
    page = shown(teacher, address)
    assert "1 exercise was checked and is sound." in page
    assert teacher.post(address)["Location"].endswith("/admin")
    assert Unit.objects.filter(classroom=there.classroom, slug="areas", kind="exercise").exists()
    assert there.deeds() == ["class.import"]
    assert not UploadCheck.objects.exists()


def test_one_that_is_not_sound_is_refused_with_case_and_output(there: Scene) -> None:
    teacher, address = sent(there, class_archive_of(areas={"reference/shapes.py": ADDS}, more=RIGHT_TOO))
    work_all(CHECKING_UPLOAD)
    page = shown(teacher, address)
    assert "The exercises are not sound" in page
    assert "areas/reference/shapes.py" in page
    assert "area(3, 4): expected 12, got 7" in page
    assert "more/wrong/adds.py" in page
    assert "Change the class" not in page
    teacher.post(address, {"unchecked": "1"})
    assert not Unit.objects.filter(classroom=there.classroom, slug="areas").exists()
    assert there.deeds() == []


def test_without_a_sandbox_the_sender_decides_and_that_is_audited(
    there: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slipway.exercise_checks.upload_check_job.sandbox", Away)
    teacher, address = sent(there, class_archive_of(areas={}))
    work_all(CHECKING_UPLOAD)
    page = shown(teacher, address)
    assert "The exercises could not be checked" in page
    assert "does not answer." in page
    teacher.post(address)
    assert not Unit.objects.filter(classroom=there.classroom, slug="areas").exists()
    teacher.post(address, {"unchecked": "1"})
    assert Unit.objects.filter(classroom=there.classroom, slug="areas").exists()
    assert there.deeds() == ["class.import", "class.import-unchecked"]
    assert AuditEntry.objects.filter(action="class.import-unchecked", actor=there.people["teacher"]).exists()


def test_what_is_in_the_class_already_needs_no_check_and_warnings_are_shown(there: Scene) -> None:
    plain = {"wrong/adds.py": ""}
    folder = class_folder_of(areas=plain)
    import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=folder)
    UploadCheck.objects.all().delete()
    teacher, address = sent(there, class_archive_of(renamed={**plain, "guide.md": "Another guide.\n"}))
    assert not Job.objects.exists()
    page = shown(teacher, address)
    assert "has no wrong solution: whether the tests notice a mistake is not known" in page
    assert "Change the class" in page


def test_a_folder_without_exercises_is_applied_at_once(there: Scene) -> None:
    teacher, address = sent(there, class_archive(PLAIN, name="python"))
    assert not UploadCheck.objects.exists()
    assert "Its exercises" not in shown(teacher, address)
    assert teacher.post(address)["Location"].endswith("/admin")


def test_a_class_that_was_changed_meanwhile_is_checked_anew(there: Scene) -> None:
    import_class(
        actor=None, organization=there.organization, slug=there.classroom.slug, folder=class_folder_of(areas={})
    )
    teacher, address = sent(there, class_archive_of(areas={"guide.md": "Another guide.\n"}))
    assert "Change the class" in shown(teacher, address)
    other = class_folder_of(areas={"wrong/adds.py": SMALL["wrong/adds.py"] + "\n"})
    import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=other)
    page = teacher.post(address, follow=True).content.decode()
    assert "Look again" in page
    assert "They wait to be checked" in page
    assert UploadCheck.objects.get().slugs == ["areas"]


def test_a_large_archive_is_checked_some_at_a_time(there: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slipway.exercise_checks.upload_check_job.SECONDS_AT_A_TIME", 0.0)
    teacher, address = sent(there, class_archive_of(one={}, two={}))
    UploadCheck.objects.update(done=1)
    work_all(CHECKING_UPLOAD)  # no time is left for any
    assert UploadCheck.objects.get().state == CheckState.WAITING
    assert Job.objects.get().next_at is not None
    monkeypatch.setattr("slipway.exercise_checks.upload_check_job.SECONDS_AT_A_TIME", 60.0)
    work_all(CHECKING_UPLOAD)
    assert UploadCheck.objects.get().state == CheckState.PASSED
    assert "2 exercises were checked and are sound." in shown(teacher, address)


def test_an_archive_that_was_discarded_is_done_with(there: Scene) -> None:
    teacher, address = sent(there, class_archive_of(areas={}))
    teacher.post(f"{address}/discard")
    assert not ClassUpload.objects.exists()
    work_all(CHECKING_UPLOAD)
    assert Job.objects.get().finished_at is not None


def test_a_page_that_waits_costs_two_statements_beside_the_sign_in(there: Scene) -> None:
    teacher, address = sent(there, class_archive_of(areas={}))
    with CaptureQueriesContext(connection) as asked:
        teacher.get(f"{address}/check")
    tables = [query["sql"].partition(" FROM ")[2].split()[0].strip('"') for query in asked.captured_queries]
    assert tables[2:] == ["classes_classupload", "exercise_checks_uploadcheck"]
    assert tables[0] == "django_session"


@pytest.mark.parametrize(
    ("state", "silent_for", "way"),
    [
        (CheckState.PASSED, timedelta(days=1), WayIn.OPEN),
        (CheckState.FAILED, timedelta(days=1), WayIn.SHUT),
        (CheckState.UNKNOWN, timedelta(0), WayIn.UNCHECKED),
        (CheckState.WAITING, timedelta(0), WayIn.SHUT),
        (CheckState.WAITING, LONGEST_WAIT + timedelta(seconds=1), WayIn.UNCHECKED),
        (CheckState.RUNNING, LONGEST_WAIT + timedelta(seconds=1), WayIn.SHUT),
        (CheckState.RUNNING, LONGEST_SILENCE + timedelta(seconds=1), WayIn.UNCHECKED),
    ],
)
def test_whether_an_archive_may_be_applied(state: CheckState, silent_for: timedelta, way: WayIn) -> None:
    now = timezone.now()
    assert way_in(state, now - silent_for, now) is way
