"""The whole order at once; units moved to another module, and duplicated."""

import json

import pytest
from django.http import HttpResponse

from slipway.content.models import Classroom, Module, Unit
from tests.class_pages.scene import PNG, Scene, file_in, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def text(there: Scene, *modules: tuple[str, ...]) -> str:
    """An order by slugs: of each module, then of its units."""
    rows = [[there.module(slug).pk, *(there.unit(unit).pk for unit in units)] for slug, *units in modules]
    return "\n".join(" ".join(map(str, row)) for row in rows)


def put(there: Scene, order: str) -> HttpResponse:
    return there.post("/classes/{classroom}/admin/order", {"order": order})


def message(answer: HttpResponse) -> str:
    return str(json.loads(answer.content)["message"])


def shown(classroom: Classroom) -> list[tuple[str, ...]]:
    modules = Module.objects.filter(classroom=classroom, withdrawn_at=None).order_by("position")
    return [
        (row.slug, *row.units.filter(withdrawn_at=None).order_by("position").values_list("slug", flat=True))
        for row in modules
    ]


NEW_ORDERS = [
    [("m2", "u3", "u4"), ("m1", "u1", "u2")],
    [("m1", "u2", "u1"), ("m2", "u3", "u4")],
    [("m1",), ("m2", "u4", "u1", "u3", "u2")],
    [("m2", "u1", "u3"), ("m1", "u4", "u2")],
]


@pytest.mark.parametrize("order", NEW_ORDERS)
def test_everything_goes_where_it_was_put_and_keeps_its_id(there: Scene, order: list[tuple[str, ...]]) -> None:
    ids = dict(there.classroom.units.values_list("slug", "pk"))
    answer = put(there, text(there, *order))
    assert message(answer) == "The new order is saved."
    assert shown(there.classroom) == order
    assert dict(there.classroom.units.values_list("slug", "pk")) == ids
    assert there.deeds() == ["class.order"]
    put(there, text(there, *order))
    assert there.deeds() == ["class.order"]


def test_what_is_withdrawn_has_no_place_and_stays_in_its_module(there: Scene) -> None:
    there.post("/units/{unit}/withdraw")
    assert put(there, text(there, ("m2", "u3", "u2", "u4"), ("m1",))).status_code == 200
    assert there.unit("u1").module == there.module("m1")
    assert put(there, text(there, ("m2", "u3", "u2", "u4", "u1"), ("m1",))).status_code == 409


@pytest.mark.parametrize(
    "order",
    [
        [("m1", "u1", "u2")],
        [("m1", "u1", "u2"), ("m2", "u3")],
        [("m1", "u1", "u2"), ("m2", "u3", "u4", "u4")],
        [("m1", "u1", "u2"), ("m2", "u3", "u4"), ("m2",)],
    ],
)
def test_an_order_of_something_else_changes_nothing(there: Scene, order: list[tuple[str, ...]]) -> None:
    before = shown(there.classroom)
    answer = put(there, text(there, *order))
    assert (answer.status_code, shown(there.classroom)) == (409, before)
    assert "Load the page again" in message(answer)
    assert there.deeds() == []


def test_rows_of_another_class_are_not_to_be_had(there: Scene) -> None:
    other = scene()
    mine = text(there, ("m1", "u1", "u2"), ("m2", "u3", "u4"))
    theirs = text(other, ("m1", "u1", "u2"))
    assert put(there, f"{mine}\n{theirs}").status_code == 409
    assert put(there, f"{mine} {other.unit().pk}").status_code == 409
    assert other.unit().classroom == other.classroom


@pytest.mark.parametrize("order", ["", "x", "1 2 3", "\0"])
def test_what_is_no_order_is_refused(there: Scene, order: str) -> None:
    assert put(there, order).status_code == 422


class TestMove:
    def test_a_unit_goes_to_the_end_of_another_module(self, there: Scene) -> None:
        key = there.unit().pk
        browser = there.browser()
        answer = browser.post(there.path("/units/{unit}/move"), {"module": there.module("m2").pk})
        assert answer["Location"] == there.path("/classes/{classroom}/admin") + f"#row-{key}"
        assert shown(there.classroom) == [("m1", "u2"), ("m2", "u3", "u4", "u1")]
        assert there.unit().pk == key
        assert there.deeds() == ["unit.move"]

    def test_only_to_a_module_of_its_class_that_is_shown(self, there: Scene) -> None:
        browser = there.browser()
        for module in (scene().module("m2"), there.module("m1")):
            assert browser.post(there.path("/units/{unit}/move"), {"module": module.pk}).status_code == 422
        browser.post(f"/modules/{there.module('m2').pk}/withdraw")
        answer = browser.post(there.path("/units/{unit}/move"), {"module": there.module("m2").pk})
        assert answer.status_code == 422
        assert "There is no other module" in browser.get(there.path("/units/{unit}/move")).content.decode()


class TestDuplicate:
    def test_the_copy_is_a_draft_beside_it_with_the_same_files(self, there: Scene) -> None:
        file_in(there.unit(), "boxes.png", PNG)
        Unit.objects.filter(pk=there.unit().pk).update(guide="# A", guide_html="<h2>A</h2>", points="12.50")
        answer = there.post("/units/{unit}/duplicate")
        copy, unit = there.unit("u1-2"), there.unit()
        assert answer["Location"].endswith(f"#row-{copy.pk}")
        assert shown(there.classroom)[0] == ("m1", "u1", "u1-2", "u2")
        assert (copy.title, copy.published, copy.points) == ("Unit 1 (copy)", False, unit.points)
        assert (copy.guide, copy.guide_html) == (unit.guide, unit.guide_html)
        assert [(row.path, row.file_id) for row in copy.files.all()] == [("boxes.png", unit.files.get().file_id)]
        assert there.deeds() == ["unit.duplicate"]

    def test_a_long_title_has_room_for_it(self, there: Scene) -> None:
        Unit.objects.filter(pk=there.unit().pk).update(title="x" * 200)
        there.post("/units/{unit}/duplicate")
        assert there.unit("u1-2").title == "x" * 193 + " (copy)"
