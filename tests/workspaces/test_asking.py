"""A course that asks to be connected: its class's teachers meet that where they look anyway, nobody else does."""

import pytest

from slipway.classes.models import ConnectionRequest
from slipway.lms.models import LmsCourse
from tests import factories
from tests.workspaces.reading import main_of, text_of
from tests.workspaces.scene import Scene, at_own_door, launched, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]
SAID = "1 course asks to be connected"


@pytest.fixture
def there() -> Scene:
    """The class, with one open request and one that was refused."""
    there = scene()
    for place, state in enumerate((ConnectionRequest.State.OPEN, ConnectionRequest.State.REFUSED)):
        ConnectionRequest.objects.create(
            lms_course=LmsCourse.objects.create(lms=there.lms, context_id=f"ctx-{place}", title="Physics 1"),
            classroom=there.made.classroom,
            identity=factories.identity(there.lms, name="Stan Stranger"),
            state=state,
        )
    return there


@pytest.mark.parametrize(("persona", "shown"), [("teacher", True), ("owner", True), ("student", False)])
def test_dashboard_and_class_say_so_to_those_who_decide(there: Scene, persona: str, shown: bool) -> None:
    browser = at_own_door(there.people[persona])
    for path in ("/", f"/classes/{there.made.classroom.pk}"):
        assert (SAID in text_of(browser.get(path))) is shown


def test_the_class_leads_to_the_answer(there: Scene) -> None:
    room = f"/classes/{there.made.classroom.pk}"
    assert f'href="{room}/admin"' in main_of(at_own_door(there.people["teacher"]).get(room))


def test_who_teaches_by_a_launch_is_told_where_to_answer(there: Scene) -> None:
    page = launched(there, "teacher").get(f"/classes/{there.made.classroom.pk}")
    assert SAID in text_of(page)
    assert "sign in to Slipway with your account, then class → Admin" in text_of(page)
