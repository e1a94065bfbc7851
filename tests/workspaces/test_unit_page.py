"""The unit's page at both doors."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from slipway.content.models import Module, StoredFile, UnitFile
from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import complete, start
from tests import factories
from tests.workspaces.reading import main_of, main_tag, text_of
from tests.workspaces.scene import Browser, Launched, Scene, at_own_door, launched

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def page(there: Scene, slug: str = "u1") -> str:
    return f"/units/{there.unit(slug).pk}"


@pytest.mark.parametrize("role", ["student", "teacher", "observer", "preview"])
def test_main_names_unit_and_role(there: Scene, role: str) -> None:
    answer = launched(there, role).get(page(there))
    tag = main_tag(answer)
    assert 'data-person="' in answer.content.decode()
    assert f'data-unit="{there.unit().pk}"' in tag
    assert f'data-role="{role}"' in tag


def test_opening_is_not_starting_and_after_the_start_a_student_completes(there: Scene) -> None:
    student = launched(there, "student")
    shown = text_of(student.get(page(there)))
    assert "Not started" in shown
    assert "Guide 1" in shown
    assert "This unit has nothing to hand in" in shown
    assert not Workspace.objects.exists()
    answer = student.post(f"{page(there)}/start")
    assert (answer.status_code, answer["Location"]) == (303, student.path(page(there)))
    answer = student.get(page(there))
    assert "In progress" in text_of(answer)
    assert "/start" not in main_of(answer)
    assert student.post(f"{page(there)}/complete").status_code == 303
    answer = student.get(page(there))
    assert "Completed" in text_of(answer)
    assert "You have completed this unit" in text_of(answer)
    assert "<form" not in main_of(answer)


def test_completing_twice_keeps_the_first_time(there: Scene) -> None:
    student = launched(there, "student")
    student.post(f"{page(there)}/complete")
    first = Workspace.objects.get()
    assert first.completed_at
    student.post(f"{page(there)}/start")
    student.post(f"{page(there)}/complete")
    assert Workspace.objects.get().completed_at == first.completed_at


@pytest.mark.parametrize("role", ["teacher", "observer", "preview"])
def test_who_does_not_work_gets_no_buttons(there: Scene, role: str) -> None:
    answer = launched(there, role).get(page(there))
    assert "<form" not in main_of(answer)
    assert "Not started" not in text_of(answer)
    assert "Guide 1" in text_of(answer)
    refused = launched(there, role).post(f"{page(there)}/start")
    assert "you are not one of its students" in text_of(refused)


def test_a_teacher_sees_what_students_will_not(there: Scene) -> None:
    there.change("u1", published=False)
    there.withdraw("u2")
    teacher = at_own_door(there.people["teacher"])
    assert "Teacher view" in text_of(teacher.get(page(there)))
    assert "This unit is a draft" in text_of(teacher.get(page(there)))
    assert "This unit was withdrawn" in text_of(teacher.get(page(there, "u2")))


def test_only_a_signed_in_teacher_edits(there: Scene) -> None:
    edit = f'href="{page(there)}/edit"'
    assert edit in main_of(at_own_door(there.people["teacher"]).get(page(there)))
    assert edit in main_of(at_own_door(there.people["owner"]).get(page(there)))
    assert edit not in main_of(at_own_door(there.people["observer"]).get(page(there)))
    assert edit not in main_of(launched(there, "teacher").get(page(there)))


def test_a_unit_of_a_withdrawn_module_is_withdrawn(there: Scene) -> None:
    Module.objects.filter(slug="m1").update(withdrawn_at="2026-01-01T00:00:00Z")
    refused = launched(there, "student").get(page(there))
    assert refused["X-Refusal-Code"] == "unit-withdrawn"
    assert "Guide 1" not in refused.content.decode()


def test_units_before_and_after(there: Scene) -> None:
    there.change("u3", published=False)
    student, teacher = launched(there, "student"), launched(there, "teacher")
    shown = main_of(student.get(page(there, "u2")))
    assert f'href="{student.path(page(there, "u1"))}" hx-boost="true"' in shown
    assert f'href="{student.path(page(there, "u4"))}" hx-boost="true"' in shown
    assert "Previous unit Unit 1 Next unit Unit 3" in text_of(teacher.get(page(there, "u2")))
    assert "Next unit" not in text_of(student.get(page(there, "u4")))


def test_a_launched_student_moves_on_and_starts_there(there: Scene) -> None:
    student = launched(there, "student")
    assert student.post(f"{page(there, 'u4')}/start").status_code == 303
    assert "In progress" in text_of(student.get(page(there, "u4")))


def test_images_of_the_guide_get_addresses(there: Scene) -> None:
    file = StoredFile.objects.create(sha256="0" * 64, size=3, content_type="image/png", content=b"png")
    UnitFile.objects.create(unit=there.unit(), path="a.png", file=file)
    there.change("u1", guide_html='<p><img src="unit-file:a.png" alt="A ship"><img src="unit-file:b.png" alt="B"></p>')
    for who in (launched(there, "student"), at_own_door(there.people["teacher"])):
        shown = main_of(who.get(page(there)))
        assert 'src="/files/' in shown
        assert 'alt="A ship"' in shown
        assert "unit-file:" not in shown


def test_a_title_is_text(there: Scene) -> None:
    there.change("u1", title="<script>alert(1)</script>")
    assert "<script>alert" not in launched(there, "student").get(page(there)).content.decode()


@pytest.mark.parametrize("action", ["start", "complete"])
def test_an_actions_address_shows_the_unit(there: Scene, action: str) -> None:
    """After signing in on the way, or reloading, the browser asks for it by GET."""
    answer = at_own_door(there.people["student"]).get(f"{page(there)}/{action}")
    assert (answer.status_code, answer["Location"]) == (302, page(there))
    assert not Workspace.objects.exists()


def test_sign_in_is_offered_to_who_has_none(there: Scene) -> None:
    nameless, linked = launched(there, "student"), factories.identity(there.lms, user=there.people["student"])
    assert 'data-enter="sign-in"' in nameless.get(page(there)).content.decode()
    shown = launched(there, "student", person=linked).get(page(there)).content.decode()
    assert 'data-enter="sign-in"' not in shown
    assert 'data-enter="dashboard"' in shown
    assert 'data-enter="link"' not in shown
    assert "data-enter" not in launched(there, "preview").get(page(there)).content.decode()


@pytest.mark.parametrize("role", ["student", "teacher"])
def test_linking_to_an_account_is_offered_to_who_has_none(there: Scene, role: str) -> None:
    person = launched(there, role)
    assert 'data-enter="link"' in person.get(page(there)).content.decode()
    code = json.loads(person.post("/codes/link").content)["url"].partition("#")[2]
    assert Client().post("/enter", {"code": code}).headers["Location"] == "/link"


def big_unit(there: Scene) -> None:
    module = Module.objects.get(slug="m1")
    for number in range(40):
        factories.unit_in(there.made, module, position=number)
    file = StoredFile.objects.create(sha256="0" * 64, size=3, content_type="image/png", content=b"png")
    for number in range(10):
        UnitFile.objects.create(unit=there.unit(), path=f"{number}.png", file=file)
    images = "".join(f'<img src="unit-file:{number}.png" alt="">' for number in range(20))
    there.change("u1", guide_html=f"<p>{images}</p>")


@pytest.mark.parametrize("who", ["student", "teacher", "observer", "owner", "launched student", "launched teacher"])
def test_at_most_eight_statements(there: Scene, who: str) -> None:
    big_unit(there)
    start(user=there.people["student"], unit=there.unit())
    door: Browser | Launched
    if who.startswith("launched"):
        door, for_the_session = launched(there, who.split()[1]), 1
    else:
        door, for_the_session = at_own_door(there.people[who]), 2
    with CaptureQueriesContext(connection) as queries:
        assert door.get(page(there)).status_code == 200
    assert len(queries) <= for_the_session + 8


def test_completing_starts_first(there: Scene) -> None:
    workspace = complete(user=there.people["student"], unit=there.unit())
    assert workspace.completed_at
    assert workspace.completed_at >= workspace.started_at
    assert start(user=there.people["student"], unit=there.unit()) == workspace
