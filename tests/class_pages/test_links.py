"""Links that a teacher bound to a unit: listed, changed, taken away."""

import pytest

from slipway.audit.models import AuditEntry
from slipway.lms.models import ResourceLink
from tests.class_pages.scene import Scene, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def link_to(there: Scene, slug: str = "u1") -> ResourceLink:
    return ResourceLink.objects.create(
        lms_course=there.connection.lms_course, resource_link_id="7", title="Week 1", unit_id=there.unit(slug).pk
    )


def path(there: Scene, link: ResourceLink) -> str:
    return there.path("/classes/{classroom}/admin/links/") + str(link.pk)


def test_the_admin_page_lists_them_with_course_and_unit(there: Scene) -> None:
    link = link_to(there)
    page = there.page("/classes/{classroom}/admin")
    for told in ("<strong>Week 1</strong>", "Biology · Canvas", "opens Unit 1", path(there, link)):
        assert told in page


def test_a_link_opens_another_unit(there: Scene) -> None:
    link, unit = link_to(there), there.unit("u4")
    browser = there.browser()
    page = browser.get(path(there, link)).content.decode()
    assert '<optgroup label="Module 2">' in page
    assert browser.post(path(there, link), {"unit": unit.pk}).status_code == 302
    assert ResourceLink.objects.get(pk=link.pk).unit_id == unit.pk
    browser.post(path(there, link), {"unit": unit.pk})
    entry = AuditEntry.objects.get(action="link.rebind")
    assert entry.details == {"was": "Unit 1", "unit": "Unit 4", "course": "Biology"}


def test_only_units_that_the_class_shows(there: Scene) -> None:
    link, browser = link_to(there), there.browser()
    browser.post(f"/units/{there.unit('u2').pk}/withdraw")
    for unit in (there.unit("u2"), scene().unit()):
        assert browser.post(path(there, link), {"unit": unit.pk}).status_code == 422
    assert ResourceLink.objects.get(pk=link.pk).unit_id == there.unit().pk


def test_a_link_is_removed_after_a_question(there: Scene) -> None:
    link, browser = link_to(there), there.browser()
    assert "no longer open Unit 1?" in browser.get(f"{path(there, link)}/remove").content.decode()
    assert browser.post(f"{path(there, link)}/remove").status_code == 302
    assert not ResourceLink.objects.exists()
    assert there.deeds() == ["link.unbind"]


def test_a_link_of_another_class_is_not_found_through_mine(there: Scene) -> None:
    """Both classes may be connected to one course: what counts is whose unit the link opens."""
    other = scene()
    link = link_to(other)
    link.lms_course = there.connection.lms_course
    link.save()
    browser = there.browser()
    for address in (path(there, link), f"{path(there, link)}/remove"):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"unit": there.unit().pk}).status_code == 404
    assert ResourceLink.objects.get(pk=link.pk).unit_id == other.unit().pk
