"""Teachers who have no right here, and empty forms: what `tests/walls` does not try at these addresses."""

import pytest
from django.urls import reverse

from slipway.class_pages.urls import urlpatterns
from tests.class_pages.scene import Scene, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]

ADMIN = "/classes/{classroom}/admin"
OF_ORGANIZATION = {"class-new", "class-upload-new"}
# Of rows that the scene does not have.
OF_ROWS = {"upload", "upload-check", "upload-discard", "link-edit", "link-remove", "unit-file"}
FORMS = [
    *("class-new", "class-upload-new", "class-people", "class-details", "class-upload"),
    *("module-new", "module-edit", "unit-new", "unit-edit", "unit-move"),
]


def address(there: Scene, name: str) -> str:
    """Where the scene has the page of that name."""
    ids = {
        "organization_id": there.organization.pk,
        "classroom_id": there.classroom.pk,
        "module_id": there.module().pk,
        "unit_id": there.unit().pk,
        "request_id": there.request.pk,
        "connection_id": there.connection.pk,
        "enrolment_id": there.classroom.enrolments.get(user=there.people["student"]).pk,
    }
    (route,) = [pattern for pattern in urlpatterns if pattern.name == name]
    return reverse(name, kwargs={key: ids[key] for key in route.pattern.converters})


@pytest.mark.parametrize("name", sorted({str(route.name) for route in urlpatterns} - OF_ROWS))
def test_a_teacher_of_the_organization_has_no_right_in_a_class_nor_a_teacher_of_a_class_outside(
    there: Scene, name: str
) -> None:
    browser, path = there.browser("teacher" if name in OF_ORGANIZATION else "staff"), address(there, name)
    found = {browser.get(path).status_code, browser.post(path).status_code}
    assert found in ({404}, {404, 405})
    assert there.deeds() == []


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_nothing_in_it_is_refused(there: Scene, name: str) -> None:
    browser = there.browser("staff" if name in OF_ORGANIZATION else "teacher")
    assert browser.get(address(there, name)).status_code == 200
    assert browser.post(address(there, name)).status_code == 422
    assert there.deeds() == []


@pytest.mark.parametrize("path", [ADMIN + "/requests/{request}/approve", ADMIN + "/connections/{connection}/remove"])
def test_what_belongs_to_another_class_is_not_found_through_mine(there: Scene, path: str) -> None:
    other = scene()
    address = path.format(classroom=there.classroom.pk, request=other.request.pk, connection=other.connection.pk)
    assert there.browser().post(address).status_code == 404
    other.request.refresh_from_db()
    assert other.request.state == "open"


def test_a_teacher_who_was_removed_is_a_stranger(there: Scene) -> None:
    there.classroom.enrolments.filter(user=there.people["teacher"]).update(active=False)
    assert there.browser().get(there.path(ADMIN)).status_code == 404
