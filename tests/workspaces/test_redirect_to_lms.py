"""A student who begins a unit of an LTI class from the dashboard is told to begin it in the LMS."""

import pytest

from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import start
from tests import factories
from tests.workspaces.reading import main_of, text_of
from tests.workspaces.scene import Browser, Scene, at_own_door, launched, on_a_visit, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]
COURSE = "https://canvas.example.edu/courses/7"


@pytest.fixture
def there() -> Scene:
    return scene(lms_url=COURSE)


@pytest.fixture(params=["account", "visit"])
def student(request: pytest.FixtureRequest, there: Scene) -> Browser:
    """The student by their account, and by the visit that *My dashboard* of a launch began."""
    person = there.people["student"]
    if request.param == "account":
        return at_own_door(person)
    return on_a_visit(factories.identity(there.lms, user=person))


def page(there: Scene) -> str:
    return f"/units/{there.unit().pk}"


def test_told_to_start_in_the_lms_with_a_button(there: Scene, student: Browser) -> None:
    answer = student.get(page(there))
    assert answer.status_code == 200
    assert "Start this unit in your LMS" in text_of(answer)
    assert f'href="{COURSE}" target="_top" rel="noopener noreferrer"' in main_of(answer)
    assert "Guide 1" not in text_of(answer)
    assert "<form" not in main_of(answer)


@pytest.mark.parametrize("lms_url", ["", "javascript:alert(1)"])
def test_without_an_address_to_follow_clear_words_and_no_button(there: Scene, student: Browser, lms_url: str) -> None:
    there.set_class(lms_url=lms_url)
    answer = student.get(page(there))
    assert "Sign in to your LMS, open the course of this class" in text_of(answer)
    assert "Open the course in your LMS" not in text_of(answer)
    assert 'target="_top"' not in main_of(answer)
    assert "javascript:" not in answer.content.decode()


@pytest.mark.parametrize("action", ["start", "complete"])
def test_a_post_cannot_start_it_either(there: Scene, student: Browser, action: str) -> None:
    answer = student.post(f"{page(there)}/{action}")
    assert answer.status_code == 409
    assert "Start this unit in your LMS" in text_of(answer)
    assert not Workspace.objects.exists()


def test_once_started_in_a_launch_it_opens_here(there: Scene, student: Browser) -> None:
    person = factories.identity(there.lms, user=there.people["student"])
    launched(there, "student", person=person).post(f"{page(there)}/start")
    answer = student.get(page(there))
    assert "Guide 1" in text_of(answer)
    assert student.post(f"{page(there)}/complete").status_code == 303
    assert "Completed" in text_of(student.get(page(there)))


def test_anothers_start_does_not_count(there: Scene, student: Browser) -> None:
    start(user=there.people["observer"], unit=there.unit())
    assert "Start this unit in your LMS" in text_of(student.get(page(there)))


def test_without_lti_it_starts_here(there: Scene, student: Browser) -> None:
    there.set_class(lti_enabled=False)
    assert "Guide 1" in text_of(student.get(page(there)))
    assert student.post(f"{page(there)}/start").status_code == 303


@pytest.mark.parametrize("persona", ["owner", "teacher", "observer"])
def test_others_are_not_sent_away(there: Scene, persona: str) -> None:
    assert "Guide 1" in text_of(at_own_door(there.people[persona]).get(page(there)))
