"""Archives sent by teachers: refused by file and line, or looked at first and then applied."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone, translation

from slipway.classes.class_uploads import KEPT_FOR
from slipway.classes.models import ClassUpload
from slipway.content.export import class_folder
from slipway.content.folder import ClassFolder, class_archive, read_class_archive
from slipway.content.models import Classroom, Module, Unit, UnitFile
from slipway.web.languages import translated
from slipway.words import text
from tests.class_pages.scene import Scene
from tests.content.archives import HOSTILE, MALFORMED, Made, packed
from tests.content.folders import PLAIN, folder, module, unit

pytestmark = [pytest.mark.http, pytest.mark.django_db]

UPLOAD, NEW = "/classes/{classroom}/admin/upload", "/organizations/{org}/classes/upload"


def send(there: Scene, archive: bytes, *, who: str = "teacher", to: str = UPLOAD, **fields: str) -> HttpResponse:
    file = SimpleUploadedFile("class.zip", archive, content_type="application/zip")
    return there.post(to, {"archive": file, **fields}, who=who)


def admin(there: Scene) -> str:
    return f"/classes/{there.classroom.pk}/admin"


def archive_of(content: ClassFolder) -> bytes:
    return class_archive(content, name="python")


def state(there: Scene) -> list[object]:
    """All of the class, and whether anything was kept."""
    return [
        list(Classroom.objects.order_by("pk").values()),
        list(Module.objects.order_by("pk").values()),
        list(Unit.objects.order_by("pk").values()),
        list(UnitFile.objects.order_by("pk").values()),
        ClassUpload.objects.count(),
        there.deeds(),
    ]


def refused_and_unchanged(there: Scene, archive: bytes, fault: str, to: str, who: str) -> None:
    before = state(there)
    answer = send(there, archive, to=to, who=who)
    assert answer.status_code == 422
    assert any(fault in told for told in told_faults(answer.content.decode()))
    assert state(there) == before


def told_faults(page: str) -> list[str]:
    """What a page says of an archive, as `path:line: sentence`; the page tells each path once."""
    faults: list[str] = []
    for part in page.split('<li class="text-break">')[1:]:
        path, rest = part.removeprefix('<span class="mono">').split("</span>", 1) if part[0] == "<" else (".", part)
        said = re.findall(r"<li>(.*?)</li>", rest.split("</ul>", 1)[0], re.DOTALL)
        faults += [unescape(f"{path}:{each[5:] if each.startswith('line ') else f' {each}'}") for each in said]
    return faults


@pytest.mark.parametrize(("make", "fault"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused_and_nothing_changes(there: Scene, make: Made, fault: str) -> None:
    refused_and_unchanged(there, make(), fault, UPLOAD, "teacher")


@pytest.mark.parametrize(("files", "fault"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_folder_is_refused_and_nothing_changes(
    there: Scene, files: Mapping[str, bytes], fault: str
) -> None:
    refused_and_unchanged(there, packed(files), fault, UPLOAD, "teacher")
    refused_and_unchanged(there, packed(files), fault, NEW, "staff")


def changed(there: Scene) -> ClassFolder:
    """The class with everything in it that can become different: u1 renamed, u2 edited, u3 gone, m2 gone, u5 new."""
    first, second = class_folder(there.classroom).modules
    one, two = first.units
    _three, four = second.units
    renamed = replace(one, slug="begin", was="u1")
    edited = replace(two, title="Unit two", published=False)
    return folder(
        module("m1", renamed, edited, replace(four, slug="u4"), unit("u5"), title="Module 1"), title="Python again"
    )


def test_what_would_change_is_shown_first_and_then_it_does(there: Scene) -> None:
    teacher, ids = there.browser(), {row.slug: row.pk for row in there.classroom.units.all()}
    before = state(there)[:4]
    address = send(there, archive_of(changed(there)))["Location"]
    assert state(there)[:4] == before
    page = teacher.get(address).content.decode()
    for told in (
        "<strong>class</strong> now called “Python again”",
        "<strong>unit begin</strong> renamed from u1",
        "<strong>unit u2</strong> now called “Unit two”, now a draft",
        "<strong>unit u4</strong> moved to module m1",
        "<strong>unit u5</strong> added",
        "<strong>unit u3</strong> withdrawn",
        "<strong>module m2</strong> withdrawn",
    ):
        assert told in page
    assert teacher.post(address)["Location"] == admin(there)
    assert there.fresh().title == "Python again"
    assert {row.pk: row.slug for row in there.classroom.units.all()}[ids["u1"]] == "begin"
    assert there.deeds() == ["class.import"]
    assert not ClassUpload.objects.exists()
    assert teacher.post(address).status_code == 404


def test_a_preview_is_told_in_german_also_one_of_the_release_before(there: Scene) -> None:
    teacher = there.browser()
    address = send(there, archive_of(changed(there)))["Location"]
    shown = teacher.get(address, headers={"Accept-Language": "de"}).content.decode()
    with translation.override("de"):
        named = translated(text("renamed from %(slug)s", slug="u1"))
    assert named in shown
    parts = {"pattern": "renamed from %(slug)s", "values": {"slug": "u1"}}
    line = [["class", {}], [["renamed from u1", parts], ["new order", {}]]]
    ClassUpload.objects.update(changes=[line])
    shown = teacher.get(address, headers={"Accept-Language": "de"}).content.decode()
    assert named in shown
    assert "new order" not in shown
    assert teacher.post(address)["Location"] == address  # to be looked at again


def test_what_changes_is_what_was_shown(there: Scene) -> None:
    """Somebody writes to the class in between: the sender looks again."""
    teacher = there.browser()
    address = send(there, archive_of(changed(there)))["Location"]
    Unit.objects.filter(pk=there.unit("u2").pk).update(published=False)
    before = state(there)[:4]
    answer = teacher.post(address, follow=True)
    assert "Look again" in answer.content.decode()
    assert state(there)[:4] == before
    assert "<strong>unit u2</strong> now called “Unit two”</div>" in answer.content.decode()
    assert teacher.post(address)["Location"] == admin(there)
    assert there.fresh().title == "Python again"


def test_an_archive_of_the_class_as_it_is_has_nothing_to_change(there: Scene) -> None:
    address = send(there, archive_of(class_folder(there.classroom)))["Location"]
    page = there.browser().get(address).content.decode()
    assert "Nothing would change" in page
    assert "Change the class" not in page


def test_an_archive_is_discarded(there: Scene) -> None:
    teacher = there.browser()
    address = send(there, archive_of(PLAIN))["Location"]
    assert teacher.post(f"{address}/discard")["Location"] == there.path("/classes/{classroom}/admin")
    assert not ClassUpload.objects.exists()
    assert there.deeds() == ["class.upload-discard"]


def test_only_the_newest_archive_is_kept_and_none_for_long(there: Scene) -> None:
    old = send(there, archive_of(PLAIN), who="owner")["Location"].rpartition("/")[2]
    ClassUpload.objects.filter(pk=old).update(at=timezone.now() - KEPT_FOR * 2)
    send(there, archive_of(PLAIN))
    newest = send(there, archive_of(changed(there)))["Location"].rpartition("/")[2]
    assert [str(row.pk) for row in ClassUpload.objects.all()] == [newest]


@pytest.mark.parametrize("who", ["owner", "staff", "student", "stranger"])
def test_what_one_sent_is_for_nobody_else(there: Scene, who: str) -> None:
    address = send(there, archive_of(PLAIN))["Location"]
    assert there.browser().get(f"{address}/check").status_code == 200
    assert there.browser(who).get(f"{address}/check").status_code == 404
    assert there.browser(who).get(address).status_code == 404
    assert there.browser(who).post(address).status_code == 404


def test_who_teaches_no_longer_applies_no_more(there: Scene) -> None:
    address = send(there, archive_of(PLAIN))["Location"]
    there.classroom.enrolments.filter(user=there.people["teacher"]).update(active=False)
    assert there.browser().post(address).status_code == 404
    assert there.fresh().title == "Python from zero"


class TestNewClass:
    def test_it_is_made_after_a_look_and_its_sender_teaches(self, there: Scene) -> None:
        staff = there.browser("staff")
        address = send(there, archive_of(PLAIN), to=NEW, who="staff")["Location"]
        assert not Classroom.objects.filter(title="Python").exists()
        page = staff.get(address).content.decode()
        assert "short name python<" in page
        assert "<strong>unit loops</strong> added" in page
        made_at = staff.post(address)["Location"]
        made = Classroom.objects.get(slug="python", organization=there.organization)
        assert made_at == f"/classes/{made.pk}/admin"
        assert class_folder(made) == PLAIN
        assert made.enrolments.get().user == there.people["staff"]
        assert there.deeds() == ["class.create", "class.enrol", "class.import"]

    def test_a_short_name_that_is_taken_changes_no_class(self, there: Scene) -> None:
        slug, before = there.classroom.slug, class_folder(there.classroom)
        answer = send(there, archive_of(PLAIN), to=NEW, who="staff", slug=slug)
        assert answer.status_code == 422
        assert "a class of this short name already" in answer.content.decode()
        address = send(there, archive_of(PLAIN), to=NEW, who="staff", slug="free")["Location"]
        Classroom.objects.filter(pk=there.classroom.pk).update(slug="free")  # somebody was faster
        again = there.browser("staff").post(address)
        assert again["Location"] == there.path(NEW)
        assert class_folder(there.fresh()) == before

    def test_who_may_no_longer_make_classes_makes_none(self, there: Scene) -> None:
        address = send(there, archive_of(PLAIN), to=NEW, who="staff")["Location"]
        there.organization.memberships.filter(user=there.people["staff"]).update(role="member")
        assert there.browser("staff").post(address).status_code == 404
        assert not Classroom.objects.filter(title="Python").exists()


class TestDownload:
    def test_it_is_the_class_and_audited(self, there: Scene) -> None:
        answer = there.post("/classes/{classroom}/admin/download")
        assert answer["Content-Disposition"] == f'attachment; filename="{there.classroom.slug}.zip"'
        assert answer["Content-Type"] == "application/zip"
        assert "no-store" in answer["Cache-Control"]
        assert read_class_archive(BytesIO(answer.content)) == class_folder(there.classroom)
        assert there.deeds() == ["class.export"]

    def test_an_empty_class_has_nothing_to_download(self, there: Scene) -> None:
        there.classroom.modules.all().delete()
        browser = there.browser()
        page = browser.post(f"{admin(there)}/download", follow=True).content.decode()
        assert "nothing to download" in page
        assert there.deeds() == []

    def test_a_launch_gets_none(self, there: Scene) -> None:
        """Exports are for who signed in here: the launched door has no such address."""
        assert there.post("/classes/{classroom}/admin/download", who="student").status_code == 404
