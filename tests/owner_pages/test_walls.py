"""Walls within an organization that `tests/walls` does not walk along: a member's, and those between two classes."""

from uuid import UUID, uuid4

import pytest

from slipway.lms.models import LaunchRecord
from slipway.orgs.models import Membership, OrgRole
from tests.class_pages.scene import Scene
from tests.factories import account
from tests.orgs.browsers import browser_of
from tests.owner_pages.pages import page_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def launch_into(there: Scene, classroom_id: UUID) -> LaunchRecord:
    return LaunchRecord.objects.create(
        organization=there.organization, lms=there.lms, door="course", let_in=True, classroom_id=classroom_id
    )


def test_a_member_of_the_organization_reaches_nothing_of_its_owners_or_teachers(there: Scene) -> None:
    member, key = account(), there.lms.consumer_keys.get()
    Membership.objects.create(organization=there.organization, user=member, role=OrgRole.MEMBER)
    browser, logs = browser_of(member), f"/organizations/{there.organization.pk}/settings/launches"
    launch = launch_into(there, there.classroom.pk).pk
    assert browser.get(f"/organizations/{there.organization.pk}").status_code == 200
    closed = [page_of(there.organization, end) for end in ("", "/new")]
    closed += [page_of(there.lms, end) for end in ("/rename", "/connect", "/first-launch")]
    closed += [page_of(key, end) for end in ("/reveal", "/reset", "/disable", "/enable")]
    closed += [logs, f"{logs}/{launch}"]
    closed += [f"/classes/{there.classroom.pk}/launches{end}" for end in ("", f"/{launch}")]
    for path in ("/organizations/new", *closed):
        assert browser.get(path).status_code in {404, 405}, path
        assert browser.post(path).status_code in {404, 405}, path
    key.refresh_from_db()
    assert key.disabled_at is None


def test_a_teacher_reads_no_launch_into_another_class(there: Scene) -> None:
    other, log = launch_into(there, uuid4()), f"/classes/{there.classroom.pk}/launches"
    browser = browser_of(there.people["teacher"])
    assert browser.get(f"{log}/{other.pk}").status_code == 404
    assert str(other.pk) not in browser.get(log).content.decode()
