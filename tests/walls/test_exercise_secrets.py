"""Tests, reference and wrong solutions of an exercise reach no student: by no address, form, image, error or log."""

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from slipway.classes.roles import ClassRole
from slipway.content.folder import read_class_archive
from slipway.content.kinds.exercise_settings import ExerciseSettings, ExerciseTab
from slipway.content.models import UnitFile
from slipway.content.units import duplicate
from slipway.sessions.unit_files import _signed, image_url_for
from slipway.sessions.visitor import Visitor
from slipway.submissions.models import Extension
from slipway.suites.shown import Show
from tests import factories
from tests.class_pages.scene import PNG, file_in
from tests.walls.people import browsers, form
from tests.walls.routes import ROUTES
from tests.walls.table import LAUNCHED, OPEN, OWN_DOOR, read
from tests.walls.test_walk import asking, shown, undone
from tests.walls.world import School, World

pytestmark = [pytest.mark.http, pytest.mark.django_db]

SECRET = "zq-for-teachers"  # in names and in contents
SHOWN = "zq-for-students"
SUITE = f"""\
namespace: shapes
definitions:
  unused: "{SECRET}"
tabs:
  - tab: "Examples"  # {SECRET}
    testcases:
      - stdin: "{SHOWN}"
        stdout: "{SHOWN}"
      - stdin: "{SHOWN}"
        stdout: !oracle {{data: "{SECRET}", oracle: custom_check, file: "{SECRET}.py", arguments: ["{SECRET}"]}}
  - tab: "Hidden"
    testcases:
      - stdin: "{SECRET}"
        stdout: "{SECRET}"
  - tab: "Later"
    testcases:
      - stdin: "{SECRET}"
        stdout: "{SECRET}"
"""
TABS = (
    ExerciseTab(tab="Examples", share=1),
    ExerciseTab(tab="Hidden", show=Show.VERDICT),
    ExerciseTab(tab="Later", show=Show.AFTER_DUE),
)
FILES = {
    "starter/shapes.py": f"# {SHOWN}\n".encode(),
    "boxes.png": PNG + SHOWN.encode(),
    f"tests/{SECRET}.yaml": SUITE.encode(),
    f"tests/{SECRET}.py": f"# {SECRET}\n".encode(),
    f"tests/files/{SECRET}.png": PNG + SECRET.encode(),
    f"TESTS/{SECRET}.png": PNG + SECRET.encode() + b"2",
    "reference/shapes.py": f"# {SECRET}\n\n".encode(),
    f"reference/{SECRET}.png": PNG + SECRET.encode() + b"3",
    f"wrong/{SECRET}.py": f"# {SECRET}\n\n\n".encode(),
    f"wrong/{SECRET}.png": PNG + SECRET.encode() + b"4",
    f"{SECRET}.txt": f"{SECRET}\n".encode(),
}
HIDDEN = [path for path in FILES if SECRET in path + FILES[path].decode(errors="replace")]
GUIDE = "".join(f"![]({path})\n" for path in FILES if path.endswith(".png"))
WALK = ("student", "other", "nobody")
OFTEN = {"student", "other", "preview", "beside"}  # who has most before them; the long run asks as everybody


@pytest.fixture
def acme(standing: World) -> School:
    """The school whose unit u1 is an exercise now. Its guide names hidden images, as one written elsewhere might."""
    unit = standing.acme.made.unit("u1")
    images = "".join(f'<p><img src="unit-file:{path}" alt=""></p>' for path in FILES if path.endswith(".png"))
    unit.kind, unit.guide, unit.guide_html = "exercise", GUIDE, images
    unit.exercise = ExerciseSettings(file="shapes.py", tests=f"tests/{SECRET}.yaml", tabs=TABS)
    unit.save()
    UnitFile.objects.filter(unit=unit).delete()
    for path, content in FILES.items():
        file_in(unit, path, content, "image/png" if path.endswith(".png") else "text/plain")
    return standing.acme


def visitors(standing: World) -> dict[str, Client]:
    """Everybody at Slipway's own door, and a teacher of another class of the same organization."""
    found = browsers(standing)
    other = factories.account(name="Other")
    elsewhere = factories.classroom_with_units(standing.acme.organization, title="Another").classroom
    factories.enrol(other, elsewhere, ClassRole.TEACHER)
    found["other"] = Client()
    found["other"].force_login(other)
    return found


def asked(table: str, *methods: str) -> Iterator[tuple[str, str]]:
    return ((name, method) for name, method in read(table) if method in methods)


def leaks(
    of: School, clients: Mapping[str, Client], addresses: Iterator[tuple[str, str]], **given: object
) -> list[str]:
    found = []
    for name, method in addresses:
        sent = form(of, name) if method == "POST" else {}
        for who, client in clients.items():
            with undone():
                cache.clear()
                answer = asking(client, method, of.path(name, **given), sent)()
            if SECRET in f"{answer.headers} {shown(answer)}" or answer["Content-Type"] == "application/zip":
                found.append(f"{method} {name} as {who}: {answer.status_code}")
    return found


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_shows_them_to_who_does_not_teach_the_class(
    standing: World,
    acme: School,
    method: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    everybody, is_long = visitors(standing), pytestconfig.getoption("--long")
    with caplog.at_level(logging.DEBUG):
        asks = {who: everybody[who] for who in WALK if is_long or who in OFTEN}
        found = leaks(acme, asks, asked(OWN_DOOR + OPEN, method))
    assert found == []
    out, err = capfd.readouterr()
    assert SECRET not in caplog.text + out + err


def test_no_launched_page_shows_them(standing: World, acme: School, pytestconfig: pytest.Config) -> None:
    found, is_long = [], pytestconfig.getoption("--long")
    for who, brings in standing.bearers().items():
        if not is_long and who not in OFTEN:
            continue
        found += leaks(acme, {who: brings.client()}, asked(LAUNCHED, "GET", "POST"), launch_id=brings.launch_id)
    assert found == []


def test_the_walk_would_see_them(standing: World, acme: School) -> None:
    teacher = {"teacher": visitors(standing)["teacher"]}
    assert leaks(acme, teacher, iter([("class-download", "POST")])) == ["POST class-download as teacher: 200"]


FOR_TEACHERS = (("unit-files", "GET"), ("unit-files", "POST"), ("unit-check", "GET"), ("unit-check", "POST"))


def test_the_page_of_files_is_for_who_teaches_the_class_and_signed_in_here(standing: World, acme: School) -> None:
    everybody = visitors(standing)
    strangers = {who: client for who, client in everybody.items() if who not in {"owner", "teacher"}}
    strangers |= {who: brings.client() for who, brings in standing.bearers().items()}  # no bearer opens it
    assert set(strangers) >= {"student", "observer", "stranger", "visit", "nobody", "other", "preview", "expired"}
    before = dict(UnitFile.objects.values_list("path", "file_id"))
    assert leaks(acme, strangers, iter(FOR_TEACHERS)) == []
    assert dict(UnitFile.objects.values_list("path", "file_id")) == before
    for who in ("owner", "teacher"):
        assert leaks(acme, {who: everybody[who]}, iter(FOR_TEACHERS[:1])) == [f"GET unit-files as {who}: 200"]


@pytest.mark.parametrize("path", FILES)
def test_a_signed_address_opens_what_students_may_have(standing: World, acme: School, path: str) -> None:
    student, unit = acme.people["student"], acme.made.unit("u1")
    visitor = Visitor(user=student, name="Sam")
    row = UnitFile.objects.get(unit=unit, path=path)
    address = reverse("unit-file", args=[_signed(visitor, row.pk)])
    for who in ("student", "teacher", "nobody"):
        answer = asking(visitors(standing)[who], "GET", address, {})()
        assert answer.status_code == (404 if path in HIDDEN else 200)
        assert SECRET not in shown(answer)
    is_image = path.endswith(".png")
    assert bool(image_url_for(visitor, unit)(path)) is (is_image and path not in HIDDEN)


def test_the_units_page_shows_guide_and_starter(standing: World, acme: School) -> None:
    unit, student = acme.made.unit("u1"), visitors(standing)["student"]
    page = shown(asking(student, "GET", acme.path("own:unit"), {})())
    assert f"# {SHOWN}" in page
    assert page.count('<img src="/files/') == page.count('src="/files/') == 1
    assert SECRET not in page
    assert ("Examples" in page, "you see only whether you pass" in page) == (True, True)
    assert "data-work" in page
    assert student.post(acme.path("own:unit-complete")).status_code == 404
    assert unit.exercise is not None


def visible_tests(standing: World, acme: School) -> dict[str, Any]:
    """What each who may open the unit gets for *Check*, as text."""
    everybody = visitors(standing)
    path = acme.path("own:visible-tests")
    answers = {who: asking(everybody[who], "GET", path, {})() for who in ("student", "observer", "teacher")}
    assert {answer.status_code for answer in answers.values()} == {200}
    for who in ("other", "stranger", "nobody"):
        assert everybody[who].get(path).status_code in {302, 404}
    return {who: shown(answer) for who, answer in answers.items()}


def test_browsers_get_the_cases_of_tabs_that_are_shown_and_nothing_else(standing: World, acme: School) -> None:
    UnitFile.objects.filter(unit=acme.made.unit("u1"), path__startswith="tests/files/").delete()
    Extension.objects.update(due_at=None)  # the world's, by which the student's due time has passed
    for told in visible_tests(standing, acme).values():
        assert SHOWN in told
        assert SECRET not in told
        assert [tab["name"] for tab in json.loads(told)["tests"]["suite"]["tabs"]] == ["Examples"]


def test_a_tab_of_after_due_comes_when_the_students_own_due_time_has_passed(standing: World, acme: School) -> None:
    unit, student = acme.made.unit("u1"), acme.people["student"]
    UnitFile.objects.filter(unit=unit, path__startswith="tests/files/").delete()
    Extension.objects.update(due_at=None)
    now = timezone.now()
    type(unit).objects.filter(pk=unit.pk).update(due_at=now - timedelta(hours=1))
    told = visible_tests(standing, acme)
    assert [len(json.loads(each)["tests"]["suite"]["tabs"]) for each in told.values()] == [2, 2, 2]
    Extension.objects.filter(unit=unit, user=student).update(due_at=now + timedelta(hours=1))
    told = visible_tests(standing, acme)
    assert [len(json.loads(each)["tests"]["suite"]["tabs"]) for each in told.values()] == [1, 2, 2]
    assert SECRET not in told["student"]


def test_nothing_of_it_comes_to_students_before_they_may_hand_in(standing: World, acme: School) -> None:
    unit = acme.made.unit("u1")
    UnitFile.objects.filter(unit=unit, path__startswith="tests/files/").delete()
    type(unit).objects.filter(pk=unit.pk).update(available_from=timezone.now() + timedelta(hours=1))
    told = {who: json.loads(each)["tests"] for who, each in visible_tests(standing, acme).items()}
    assert told.pop("student") is None
    assert all(told.values())


def test_files_that_hidden_tabs_share_keep_all_of_it_away(standing: World, acme: School) -> None:
    assert {json.loads(told)["tests"] for told in visible_tests(standing, acme).values()} == {None}


def test_teachers_get_all_of_it_back_and_a_copy_has_it_too(standing: World, acme: School) -> None:
    copy = duplicate(actor=acme.people["teacher"], row=acme.made.unit("u1"))
    assert copy.exercise == acme.made.unit("u1").exercise
    held = {row.path: bytes(row.file.content) for row in copy.files.select_related("file")}
    assert held == FILES
    UnitFile.objects.filter(path__startswith="TESTS/").delete()  # which no folder can have beside tests
    answer = visitors(standing)["teacher"].post(acme.path("class-download"))
    archive = BytesIO(answer.getvalue())
    assert archive.getvalue().startswith(b"PK")
    assert SECRET.encode() in archive.getvalue()
    assert "class-download" in ROUTES
    with pytest.raises(Exception, match="shows 'tests/files"):  # the guide's, which no folder may say
        read_class_archive(archive)
