"""`slipway tidy`: what nobody can reach any more goes, all else stays, and nothing younger than a day is touched."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from slipway.classes.models import ClassUpload, LaunchSession, UploadPart
from slipway.content.folder import class_archive
from slipway.content.models import StoredFile, Unit, UnitFile
from slipway.content.stored_files import store_files
from slipway.exercise_checks.uploads import receive_upload
from slipway.lms.models import LaunchRecord, RefusalTally
from slipway.people.models import SingleUseCode
from slipway.site.tidy import tidy
from slipway.submissions.models import Trial
from tests import factories
from tests.class_pages.scene import file_in
from tests.content.folders import PLAIN, file
from tests.people.test_enter import code_for
from tests.servers import Slipway

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def ago(**time: float) -> Any:
    return timezone.now() - timedelta(**time)


@pytest.fixture
def made() -> factories.ClassWithUnits:
    """A class with one of everything that may become garbage, all of this moment."""
    made = factories.classroom_with_units(factories.organization(owner=factories.account()))
    file_in(made.unit("u1"))
    store_files([file("nobodys.txt", b"nobody's")])
    teacher = factories.account()
    receive_upload(
        actor=teacher,
        organization=made.classroom.organization,
        classroom=made.classroom,
        slug="",
        archive=class_archive(PLAIN, name="python"),
    )
    token, session = factories.launch_session(made.classroom)
    code_for("dashboard", token, session.launch_id)
    RefusalTally.objects.create(who="x" * 64, hour=timezone.now(), count=3)
    Client().force_login(teacher)
    return made


def age(days: float) -> None:
    """Let all of it be that old, or over for so long."""
    StoredFile.objects.update(kept_at=ago(days=days))
    ClassUpload.objects.update(at=ago(days=days))
    SingleUseCode.objects.update(expires_at=ago(days=days))
    LaunchSession.objects.update(expires_at=ago(days=days))
    Session.objects.update(expire_date=ago(days=days))
    RefusalTally.objects.update(hour=ago(days=days))


def printed() -> list[str]:
    """What the command prints, line by line."""
    out = StringIO()
    call_command("tidy", stdout=out)
    return out.getvalue().splitlines()


def test_what_is_younger_than_a_day_stays(made: factories.ClassWithUnits) -> None:
    age(0.9)
    assert printed() == ["nothing to tidy"]


def test_what_is_older_goes_once_and_is_told(made: factories.ClassWithUnits) -> None:
    age(31)
    assert printed() == [
        "archives that nobody applied: 1 removed",
        "files that no unit uses: 1 removed, 0.0 MB",
        "codes that are over: 1 removed",
        "launch sessions that are over: 1 removed",
        "sessions that are over: 1 removed",
        "counts of refusals: 1 removed",
    ]
    assert printed() == ["nothing to tidy"]
    assert StoredFile.objects.get().pk == UnitFile.objects.get().file_id
    assert LaunchRecord.objects.count() == 1


def test_counts_of_refusals_are_kept_for_thirty_days(made: factories.ClassWithUnits) -> None:
    age(29)
    tidy()
    assert RefusalTally.objects.count() == 1


def test_trials_of_exercises_are_kept_for_a_week(made: factories.ClassWithUnits) -> None:
    person = factories.account()
    for unit, days in (("u1", 6.9), ("u2", 7.1)):
        Trial.objects.create(unit=made.unit(unit), user=person, files={}, received_at=ago(days=days))
    assert printed() == ["trials of exercises: 1 removed"]
    assert Trial.objects.get().unit == made.unit("u1")


def test_what_a_unit_takes_up_again_is_no_garbage(made: factories.ClassWithUnits) -> None:
    """The same content, forgotten for a month, is uploaded at the moment when somebody tidies up."""
    age(31)
    store_files([file("nobodys.txt", b"nobody's")])
    tidy()
    assert StoredFile.objects.filter(size=len(b"nobody's")).exists()


def test_a_file_from_before_files_were_dated(made: factories.ClassWithUnits) -> None:
    StoredFile.objects.update(kept_at=None)
    tidy()
    assert StoredFile.objects.get().pk == UnitFile.objects.get().file_id


def test_more_than_one_batch() -> None:
    store_files(file(str(number), str(number).encode()) for number in range(1_100))
    age(2)
    assert printed() == ["files that no unit uses: 1100 removed, 0.0 MB"]


def test_it_runs_beside_a_server_on_both_databases(anywhere: Slipway) -> None:
    anywhere.slipway("tidy")
    assert anywhere.slipway("tidy") == "nothing to tidy\n"


def test_guides_of_an_earlier_release_are_laid_out_anew(made: factories.ClassWithUnits) -> None:
    unit, other = made.unit("u1"), made.unit("u2")
    Unit.objects.filter(pk=unit.pk).update(guide="```python\nif x:\n```", guide_html="<p>old</p>")
    Unit.objects.filter(pk=other.pk).update(guide="![" * 6_000, guide_html="<p>as it was</p>")
    assert "guides of an earlier release: 1 laid out anew" in printed()
    unit.refresh_from_db()
    other.refresh_from_db()
    assert '<span class="code-keyword">if</span>' in unit.guide_html
    assert other.guide_html == "<p>as it was</p>"  # too much work by today's rules: it stays
    assert not any("guides" in line for line in printed())


def test_parts_of_an_archive_go_with_it(made: factories.ClassWithUnits) -> None:
    assert UploadPart.objects.exists()
    # As the release before leaves it, which knows of no parts.
    lost = UploadPart.objects.create(upload_id=made.classroom.pk, number=0, content=b"x")
    tidy()
    assert not UploadPart.objects.filter(pk=lost.pk).exists()
    assert UploadPart.objects.exists()
    ClassUpload.objects.update(at=ago(days=2))
    tidy()
    assert not UploadPart.objects.exists()
