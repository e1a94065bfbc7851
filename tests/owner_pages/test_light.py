"""The light of *Connect your LMS*, read from launch records."""

from datetime import timedelta

import pytest
from django.utils import timezone

from slipway.lms.models import LaunchRecord, Lms
from slipway.orgs.models import User
from tests.factories import lms, organization
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def canvas(owner: User) -> Lms:
    return lms(organization(owner=owner))


def record(canvas: Lms, *, ago: int = 0, **fields: object) -> LaunchRecord:
    return LaunchRecord.objects.create(
        organization=canvas.organization,
        lms=canvas,
        consumer_key=canvas.consumer_keys.get(),
        at=timezone.now() - timedelta(minutes=ago),
        **{"door": "course", "let_in": True, "nonce": f"n{ago}", "context_title": "Intro", "role": "teacher", **fields},
    )


def light(owner: User, canvas: Lms) -> str:
    path = f"/organizations/{canvas.organization_id}/settings/lti/{canvas.pk}/first-launch"
    return browser_of(owner).get(path).content.decode()


def test_it_waits_for_the_first_launch(owner: User, canvas: Lms) -> None:
    record(lms(canvas.organization, name="Another LMS"))
    shown = light(owner, canvas)
    assert 'data-light="waiting"' in shown
    assert "Waiting for the first launch…" in shown


def test_it_turns_green_at_the_first_launch_that_is_let_in(owner: User, canvas: Lms) -> None:
    record(canvas, ago=30, let_in=False, nonce=None, code="not-verified")
    first = record(canvas, ago=20, context_title="Intro to Python")
    record(canvas, ago=10, context_title="Another course", role="student")
    shown = light(owner, canvas)
    assert 'data-light="received"' in shown
    for said in ("First launch received", "Intro to Python", "by: Teacher", f"{first.at:%H:%M:%S}"):
        assert said in shown
    assert "Another course" not in shown


def test_a_launch_with_the_wrong_secret_is_no_launch_but_is_told(owner: User, canvas: Lms) -> None:
    record(canvas, let_in=False, nonce=None, code="not-verified", context_title="")
    shown = light(owner, canvas)
    assert 'data-light="refused"' in shown
    assert "could not verify" in shown
    assert "key and secret are right" not in shown


def test_a_good_launch_that_found_no_class_says_that_key_and_secret_are_right(owner: User, canvas: Lms) -> None:
    record(canvas, let_in=False, code="not-connected")
    shown = light(owner, canvas)
    assert 'data-light="refused"' in shown
    assert "key and secret are right" in shown
