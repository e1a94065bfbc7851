"""Modules and units in the browser: made, named, moved, published, withdrawn."""

import pytest

from slipway.content.models import Classroom, Module
from tests.class_pages.scene import Scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def modules(there: Scene) -> list[str]:
    return list(there.classroom.modules.filter(withdrawn_at=None).values_list("slug", flat=True))


def units(module: Module) -> list[str]:
    return list(module.units.filter(withdrawn_at=None).values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("form", "slug"),
    [
        ({"title": "Python from zero, again"}, "python-from-zero-again"),
        ({"title": "Python", "slug": "py_101"}, "py_101"),
        ({"title": "Ελληνικά"}, "class"),
    ],
)
def test_a_new_class_is_taught_by_its_maker(there: Scene, form: dict[str, str], slug: str) -> None:
    answer = there.post("/organizations/{org}/classes/new", form, who="staff")
    made = Classroom.objects.get(slug=slug)
    assert answer["Location"] == f"/classes/{made.pk}/admin"
    assert (made.organization, made.title) == (there.organization, form["title"])
    teaches = made.enrolments.get()
    assert (teaches.user, teaches.role, teaches.by_hand) == (there.people["staff"], "teacher", True)


def test_two_classes_of_one_title_get_two_slugs(there: Scene) -> None:
    for _ in range(3):
        there.post("/organizations/{org}/classes/new", {"title": "Maths"}, who="owner")
    slugs = Classroom.objects.filter(title="Maths").values_list("slug", flat=True)
    assert set(slugs) == {"maths", "maths-2", "maths-3"}


def test_a_slug_that_is_taken_is_said_so(there: Scene) -> None:
    form = {"title": "Another", "slug": there.classroom.slug}
    answer = there.post("/organizations/{org}/classes/new", form, who="owner")
    assert answer.status_code == 422
    assert "a class of this short name already" in answer.content.decode()
    assert not Classroom.objects.filter(title="Another").exists()


def test_a_module_is_added_at_the_end_and_renamed(there: Scene) -> None:
    there.classroom.modules.filter(slug="m2").update(position=7)
    assert there.post("/classes/{classroom}/admin/modules/new", {"title": "M1"}).status_code == 302
    assert modules(there) == ["m1", "m2", "m1-2"]
    assert there.post("/modules/{module}/edit", {"title": "First steps"}).status_code == 302
    assert there.module("m1").title == "First steps"


@pytest.mark.parametrize(
    ("slug", "verb", "order"),
    [
        ("m2", "up", ["m2", "m1", "m3"]),
        ("m2", "down", ["m1", "m3", "m2"]),
        ("m1", "up", ["m1", "m2", "m3"]),
        ("m3", "down", ["m1", "m2", "m3"]),
        ("m0", "down", ["m1", "m2", "m3"]),
    ],
)
def test_modules_move(there: Scene, slug: str, verb: str, order: list[str]) -> None:
    Module.objects.create(classroom=there.classroom, slug="m3", title="Module 3", position=1)  # as m2: ties go by title
    gone = Module.objects.create(classroom=there.classroom, slug="m0", title="Module 0", position=1)
    browser = there.browser()
    browser.post(f"/modules/{gone.pk}/withdraw")
    browser.post(f"/modules/{there.module(slug).pk}/{verb}")
    assert modules(there) == order


def test_units_move_among_their_module(there: Scene) -> None:
    assert there.post("/units/{unit}/down").status_code == 302
    assert units(there.module("m1")) == ["u2", "u1"]
    assert units(there.module("m2")) == ["u3", "u4"]
    assert there.post("/units/{unit}/up").status_code == 302
    assert units(there.module("m1")) == ["u1", "u2"]
    assert there.deeds() == ["unit.move", "unit.move"]


def test_a_unit_is_unpublished_and_published(there: Scene) -> None:
    there.post("/units/{unit}/unpublish")
    assert not there.unit().published
    there.post("/units/{unit}/publish")
    assert there.unit().published
    there.post("/units/{unit}/publish")
    assert there.deeds() == ["unit.unpublish", "unit.publish"]


def test_withdrawn_and_restored_where_it_was(there: Scene) -> None:
    there.post("/units/{unit}/withdraw")
    withdrawn_at = there.unit().withdrawn_at
    assert withdrawn_at is not None
    there.post("/units/{unit}/withdraw")
    assert there.unit().withdrawn_at == withdrawn_at
    assert f"/units/{there.unit().pk}/restore" in there.page("/classes/{classroom}/admin")
    there.post("/units/{unit}/restore")
    assert units(there.module("m1")) == ["u1", "u2"]


def test_a_withdrawn_module_keeps_its_units(there: Scene) -> None:
    there.post("/modules/{module}/withdraw")
    assert modules(there) == ["m2"]
    page = there.page("/classes/{classroom}/admin")
    assert "Withdrawn modules" in page
    assert "2 units" in page
    there.post("/modules/{module}/restore")
    assert modules(there) == ["m1", "m2"]
    assert units(there.module("m1")) == ["u1", "u2"]
