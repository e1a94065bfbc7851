"""Modules and units in the browser: made, named, moved, published, withdrawn."""

import pytest

from slipway.content.models import Classroom, Module
from tests.class_pages.scene import Scene, browser_of, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def there() -> Scene:
    return scene()


def post(there: Scene, path: str, **fields: str) -> int:
    return browser_of(there.people["teacher"]).post(there.path(path), fields).status_code


def modules(there: Scene) -> list[str]:
    return list(there.classroom.modules.filter(withdrawn_at=None).values_list("slug", flat=True))


def units(module: Module) -> list[str]:
    return list(module.units.filter(withdrawn_at=None).values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ({"title": "Python from zero, again"}, "python-from-zero-again"),
        ({"title": "Python", "slug": "py_101"}, "py_101"),
        ({"title": "Ελληνικά"}, "class"),
    ],
)
def test_a_new_class_is_taught_by_its_maker(there: Scene, said: dict[str, str], slug: str) -> None:
    staff = there.people["staff"]
    answer = browser_of(staff).post(there.path("/organizations/{org}/classes/new"), said)
    made = Classroom.objects.get(slug=slug)
    assert answer["Location"] == f"/classes/{made.pk}/admin"
    assert (made.organization, made.title) == (there.organization, said["title"])
    teaches = made.enrolments.get()
    assert (teaches.user, teaches.role, teaches.by_hand) == (staff, "teacher", True)


def test_two_classes_of_one_title_get_two_slugs(there: Scene) -> None:
    for _ in range(3):
        browser_of(there.people["owner"]).post(there.path("/organizations/{org}/classes/new"), {"title": "Maths"})
    assert set(Classroom.objects.filter(title="Maths").values_list("slug", flat=True)) == {
        "maths",
        "maths-2",
        "maths-3",
    }


def test_a_slug_that_is_taken_is_said_so(there: Scene) -> None:
    said = {"title": "Another", "slug": there.classroom.slug}
    answer = browser_of(there.people["owner"]).post(there.path("/organizations/{org}/classes/new"), said)
    assert answer.status_code == 422
    assert "a class of this short name already" in answer.content.decode()
    assert not Classroom.objects.filter(title="Another").exists()


def test_a_module_is_added_at_the_end_and_renamed(there: Scene) -> None:
    there.classroom.modules.filter(slug="m2").update(position=7)
    assert post(there, "/classes/{classroom}/admin/modules/new", title="M1") == 302
    assert modules(there) == ["m1", "m2", "m1-2"]
    assert post(there, "/modules/{module}/edit", title="First steps") == 302
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
    browser = browser_of(there.people["teacher"])
    browser.post(f"/modules/{gone.pk}/withdraw")
    browser.post(f"/modules/{there.module(slug).pk}/{verb}")
    assert modules(there) == order


def test_units_move_among_their_module(there: Scene) -> None:
    assert post(there, "/units/{unit}/down") == 302
    assert units(there.module("m1")) == ["u2", "u1"]
    assert units(there.module("m2")) == ["u3", "u4"]
    assert post(there, "/units/{unit}/up") == 302
    assert units(there.module("m1")) == ["u1", "u2"]
    assert there.deeds() == ["unit.move", "unit.move"]


def test_a_unit_is_unpublished_and_published(there: Scene) -> None:
    post(there, "/units/{unit}/unpublish")
    assert not there.unit().published
    post(there, "/units/{unit}/publish")
    assert there.unit().published
    post(there, "/units/{unit}/publish")
    assert there.deeds() == ["unit.unpublish", "unit.publish"]


def test_withdrawn_and_restored_where_it_was(there: Scene) -> None:
    browser = browser_of(there.people["teacher"])
    post(there, "/units/{unit}/withdraw")
    withdrawn_at = there.unit().withdrawn_at
    assert withdrawn_at is not None
    post(there, "/units/{unit}/withdraw")
    assert there.unit().withdrawn_at == withdrawn_at
    assert f"/units/{there.unit().pk}/restore" in browser.get(there.path("/classes/{classroom}/admin")).content.decode()
    post(there, "/units/{unit}/restore")
    assert units(there.module("m1")) == ["u1", "u2"]


def test_a_withdrawn_module_keeps_its_units(there: Scene) -> None:
    post(there, "/modules/{module}/withdraw")
    assert modules(there) == ["m2"]
    page = browser_of(there.people["teacher"]).get(there.path("/classes/{classroom}/admin")).content.decode()
    assert "Withdrawn modules" in page
    assert "2 units" in page
    post(there, "/modules/{module}/restore")
    assert modules(there) == ["m1", "m2"]
    assert units(there.module("m1")) == ["u1", "u2"]
