"""A launch session ends by itself, and with everything that it hangs on (docs/architecture.md, rule 6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from slipway.classes.models import Enrolment, LaunchSession
from slipway.content.models import Classroom
from slipway.lms.models import ConsumerKey
from tests.walls.world import Bearer, World

pytestmark = [pytest.mark.http, pytest.mark.django_db]

ALWAYS = {"class", "picker"}


def status(standing: World, brings: Bearer, route: str) -> int:
    return brings.client().get(standing.acme.path(route, launch_id=brings.launch_id)).status_code


@pytest.mark.parametrize(
    ("model", "fields", "ends"),
    [
        (LaunchSession, {"last_used_at": timedelta(hours=1, minutes=59)}, set()),
        (LaunchSession, {"last_used_at": timedelta(hours=2, minutes=1)}, ALWAYS),
        (LaunchSession, {"expires_at": timedelta(seconds=1)}, ALWAYS),
        (LaunchSession, {"ended_at": timedelta(seconds=1)}, ALWAYS),
        (ConsumerKey, {"disabled_at": timedelta(seconds=1)}, ALWAYS),
        (Enrolment, {"active": False}, {"class"}),
        (Classroom, {"lti_enabled": False}, {"class"}),
    ],
)
def test_it_ends(standing: World, model: type[Model], fields: dict[str, Any], ends: set[str]) -> None:
    launches = {
        "class": (standing.acme.bearer("student"), "launched:class"),
        "picker": (standing.acme.picker(), "picker"),
    }
    assert {status(standing, *launch) for launch in launches.values()} == {200}
    # a timedelta is how long ago, reckoned now: the table is read when tests are collected, minutes before they run
    moments = {name: timezone.now() - value for name, value in fields.items() if isinstance(value, timedelta)}
    model._base_manager.update(**fields | moments)
    came = {kind: status(standing, *launch) for kind, launch in launches.items()}
    assert came == {kind: 401 if kind in ends else 200 for kind in launches}


def test_it_lasts_twelve_hours_at_most_however_it_is_used(standing: World) -> None:
    student = standing.acme.bearer("student")
    session = LaunchSession.objects.get(launch_id=student.launch_id)
    assert session.expires_at - session.launch.at <= timedelta(hours=12, seconds=5)
    LaunchSession.objects.filter(pk=session.pk).update(last_used_at=timezone.now() - timedelta(hours=1))
    assert status(standing, student, "launched:class") == 200
    session.refresh_from_db()
    assert timezone.now() - session.last_used_at < timedelta(minutes=1)
    assert session.expires_at - session.launch.at <= timedelta(hours=12, seconds=5)


def test_the_token_is_kept_as_a_hash_only(standing: World) -> None:
    student = standing.acme.bearer("student")
    kept = repr(LaunchSession.objects.filter(launch_id=student.launch_id).values())
    assert student.token not in kept
