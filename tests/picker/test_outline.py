"""The picker of an offer that is too large for one page: modules with counts, and units when they are asked for."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import cast
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.content.models import Module, Unit
from slipway.lti.message import SelectionRequest
from slipway.picker import find, units
from slipway.picker.models import Placement
from tests import factories
from tests.picker.scene import (
    EDITOR,
    RETURN_URL,
    Course,
    Form,
    Picker,
    connected,
    course,
    ids,
    named,
    switch_off,
    taught,
)
from tests.picker.test_tree import large_school, listed
from tests.workspaces.reading import text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]
ONE = SelectionRequest(return_url=RETURN_URL)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class of four units is too large for one page."""
    monkeypatch.setattr(units, "WHOLE_UP_TO", 3)


def part(picker: Picker, path: str, **sought: str) -> HttpResponse:
    """What the page's script fetches below the picker's address."""
    browser = Client(headers=factories.bearer(picker.token))
    return cast("HttpResponse", browser.get(f"{picker.path}/{path}", sought))


def opened(picker: Picker, module: Module | str) -> HttpResponse:
    """The units of a module that is opened."""
    return part(picker, f"modules/{module if isinstance(module, str) else module.pk}")


def sought(picker: Picker, words: str) -> HttpResponse:
    return part(picker, "search", q=words)


def waiting(answer: HttpResponse) -> list[str]:
    """The ids of modules whose units wait, in order."""
    return re.findall(r'<details data-units="([^"]*)">', answer.content.decode())


def said(part_of_a_page: HttpResponse) -> str:
    """Its words."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", part_of_a_page.content.decode())).split())


def test_modules_stand_there_with_their_counts(there: Course) -> None:
    made = named(there)
    connected(there, "Small", modules=1, units=1)
    Unit.objects.filter(pk=made.unit("u4").pk).update(withdrawn_at=timezone.now())
    answer = there.open().get()
    assert answer.status_code == 200
    assert listed(answer) == ["Named by its URL", "Small"]
    assert Form(answer).units == []
    assert waiting(answer)[:2] == [str(made.unit(slug).module_id) for slug in ("u1", "u3")]
    assert "3 units Module 1 2 units Module 2 1 unit Small" in text_of(answer)


@pytest.mark.parametrize("withdrawn", [0, 1])
def test_it_is_whole_as_long_as_it_is_small(there: Course, withdrawn: int) -> None:
    """Withdrawn units, and those of withdrawn modules, do not count."""
    made = named(there)
    if withdrawn:
        Module.objects.filter(pk=made.unit("u4").module_id).update(withdrawn_at=timezone.now())
    answer = there.open().get()
    assert len(Form(answer).units) == 2 * withdrawn
    assert len(waiting(answer)) == 2 - 2 * withdrawn


def test_a_module_without_units_to_offer_is_not_listed(there: Course) -> None:
    made = named(there, modules=3)
    Unit.objects.filter(module=made.unit("u1").module_id).update(withdrawn_at=timezone.now())
    picker = there.open()
    assert waiting(picker.get()) == [str(made.unit(slug).module_id) for slug in ("u3", "u5")]
    assert opened(picker, made.unit("u1").module).status_code == 404


@pytest.mark.parametrize(("request_", "control"), [(EDITOR, "checkbox"), (ONE, "radio")])
def test_units_come_as_a_small_page_has_them(
    there: Course, monkeypatch: pytest.MonkeyPatch, request_: SelectionRequest, control: str
) -> None:
    made = named(there)
    Unit.objects.filter(pk=made.unit("u2").pk).update(published=False, points="2.5", title="<b>Two</b>")
    Placement.objects.create(lms_course=there.row, unit=made.unit("u1"), placed_by=there.teacher)
    picker = there.open(request_)
    answer = opened(picker, made.unit("u1").module)
    assert answer.status_code == 200
    assert Form(answer).units == ids(made.unit("u1"), made.unit("u2"))
    assert {field["type"] for field in Form(answer).inputs} == {control}
    lines = re.findall("<li><label>.*", answer.content.decode())
    assert ["In this course already" in line for line in lines] == [True, False]
    assert "2.5 points" in lines[1]
    assert "<b>" not in lines[1]
    monkeypatch.setattr(units, "WHOLE_UP_TO", 4)
    whole = picker.get().content.decode()
    assert all(line in whole for line in lines)


def test_what_is_not_offered_does_not_come(there: Course) -> None:
    named(there)
    elsewhere = course()
    off, gone = named(there, "Off"), named(there, "Gone")
    switch_off(off.classroom)
    Module.objects.filter(pk=gone.unit("u1").module_id).update(withdrawn_at=timezone.now())
    colleague = factories.classroom_with_units(there.organization, title="A colleague's")
    mine = taught(there)
    for picker in (there.open(), there.open(role="preview")):
        for strange in (off, gone, colleague, named(elsewhere), *([mine] if picker.session.role == "preview" else [])):
            assert opened(picker, strange.unit("u1").module).status_code == 404
        assert opened(picker, str(uuid4())).status_code == 404
    assert opened(there.open(), mine.unit("u1").module).status_code == 200


def test_search_shows_nothing_that_is_not_offered(there: Course) -> None:
    made, off, gone = named(there, "Ours"), named(there, "Off"), named(there, "Gone")
    named(course(), "Elsewhere")
    mine = taught(there, "Mine")
    switch_off(off.classroom)
    Unit.objects.filter(classroom=gone.classroom).update(withdrawn_at=timezone.now())
    Module.objects.filter(pk=made.unit("u3").module_id).update(withdrawn_at=timezone.now())
    offered = ids(made.unit("u1"), made.unit("u2"))
    assert Form(sought(there.open(), "unit")).units == offered + ids(*mine.units.values())
    assert Form(sought(there.open(role="preview"), "unit")).units == offered


@pytest.mark.parametrize(
    ("words", "found", "says"),
    [
        ("grosse", [], "Nothing is called that."),
        ("GROẞE", ["u1"], "1 unit found"),
        ("große", ["u1"], "1 unit found"),
        ("unit cafe", ["u2", "u3", "u4"], "3 units found"),
        ("  CAFÉ\tmodule 2 ", ["u2", "u3", "u4"], "3 units found"),
        ("gorithm 4", ["u4"], "1 unit found"),
        ("modulecafe", [], "Nothing is called that."),
        ("%", [], "Nothing is called that."),
        ("", [], "Nothing is called that."),
    ],
)
def test_what_is_found(there: Course, words: str, found: list[str], says: str) -> None:
    made = named(there, "Café of algorithms")
    Unit.objects.filter(pk=made.unit("u1").pk).update(title="Große Schleifen 1")
    Placement.objects.create(lms_course=there.row, unit=made.unit("u3"), placed_by=there.teacher)
    answer = sought(there.open(), words)
    assert answer.status_code == 200
    assert Form(answer).units == ids(*map(made.unit, found))
    text = said(answer)
    assert text.startswith(says)
    assert ("Unit 3 In this course already" in text) is ("u3" in found)
    assert b"<details>" not in answer.content


def test_of_many_the_first_are_shown(there: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "MOST_FOUND", 2)
    connected(there, "Second")
    first = named(there, "First")
    first.classroom.modules.filter(slug="m1").update(position=9)
    answer = sought(there.open(), "unit")
    assert Form(answer).units == ids(first.unit("u3"), first.unit("u4"))
    assert "8 units found. Here are the first 2: another word leaves fewer." in said(answer)
    assert "Second" not in said(answer)


def test_no_part_without_the_page(there: Course) -> None:
    """To whom the page shows no unit, its parts show none either: a session that is over, a host that is unknown."""
    made = named(there)
    strange = there.open(SelectionRequest(return_url="https://new.example.org/back"))
    token, session = factories.launch_session(made.classroom, role="teacher", person=there.teacher)
    for path in (f"modules/{made.unit('u1').module_id}", "search"):
        assert part(strange, path, q="unit").status_code == 404
        assert Client().get(f"/l/{session.launch_id}/picker/{path}", headers=factories.bearer(token)).status_code == 404
        assert there.open().post({}, f"/{path}").status_code == 405
        over = there.open()
        type(session).objects.filter(pk=over.session.pk).update(ended_at=timezone.now())
        assert part(over, path, q="unit").status_code == 401


def test_units_of_closed_modules_go_home_in_order(there: Course) -> None:
    second, first = connected(there, "Second"), named(there, "First")
    answer = there.open().save(second.unit("u1"), first.unit("u4"), first.unit("u1"))
    items = json.loads(Form(answer).hidden["content_items"])["@graph"]
    expected = ids(first.unit("u1"), first.unit("u4"), second.unit("u1"))
    assert [item["url"].rsplit("/", 1)[1] for item in items] == expected
    assert Placement.objects.count() == 3


def test_what_was_ticked_is_shown_again(there: Course) -> None:
    mine, foreign = named(there), factories.classroom_with_units(there.organization)
    answer = there.open().save(mine.unit("u1"), mine.unit("u4"), foreign.unit("u1"))
    assert answer.status_code == 422
    assert "not offered here any more" in text_of(answer)
    assert Form(answer).units == ids(mine.unit("u1"), mine.unit("u4"))
    assert all("checked" in field for field in Form(answer).inputs if field.get("name") == "unit")
    assert len(waiting(answer)) == 2
    assert not Placement.objects.exists()


@pytest.mark.parametrize("points", [0, 10])
def test_columns_are_offered_where_a_waiting_unit_would_get_one(there: Course, points: int) -> None:
    named(there)
    Unit.objects.update(points=points)
    type(there.lms).objects.update(family="moodle")
    assert (b'name="columns"' in there.open().get().content) is bool(points)


@pytest.mark.parametrize("classes", [15, pytest.param(60, marks=pytest.mark.long)])
def test_the_largest_class_costs_no_statement_and_no_byte_more(there: Course, classes: int) -> None:
    """Sixty classes of ten modules: a page of 600 units, and one of 12,000; or a quarter of it."""
    cost = {}
    for name, size in (("large", 10), ("largest", 200)):
        at = course()
        large_school(at, classes=classes, units=size)
        cost[name] = asked_by(at)
    assert cost["large"].keys() == cost["largest"].keys()
    for path, (statements, length) in cost["largest"].items():
        assert statements <= 8
        assert statements == cost["large"][path][0]
        assert path == "module" or length < 1.05 * cost["large"][path][1]


def asked_by(there: Course) -> dict[str, tuple[int, int]]:
    """Statements and bytes of the page, of a module and of a search that finds a unit or two."""
    picker = there.open()
    module = Module.objects.filter(classroom__organization=there.organization, slug="m3").first()
    assert module
    deeds: dict[str, Callable[[], HttpResponse]] = {
        "page": picker.get,
        "module": lambda: opened(picker, module),
        "search": lambda: sought(picker, "7 class.07 lists 0"),
        "refused": lambda: picker.save(str(uuid4())),
    }
    found = {}
    for name, deed in deeds.items():
        with CaptureQueriesContext(connection) as statements:
            answer = deed()
        found[name] = len(statements), len(answer.content)
    return found
