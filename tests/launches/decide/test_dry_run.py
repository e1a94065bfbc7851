"""*What would this launch do now?* It is held against all that a real one is held against, and nothing is written."""

from collections.abc import Callable
from typing import Any

import pytest

from slipway.launches.decision import Denial
from slipway.launches.dry_run import recorded_launch
from slipway.launches.pipeline import decide_launch
from slipway.lms.models import Deployment, LaunchRecord, Registration
from slipway.lms.registrations.change import disable_registration
from slipway.lms.registrations.deployments import accept_deployment, note_deployment, refuse_deployment
from tests.lms.registered import registered
from tests.lti.v1p3.platform import DEEP_LINKING, LTI, MEMBERSHIP, RESOURCE_LINK, SETTINGS

pytestmark = [pytest.mark.http, pytest.mark.django_db]

HERE = "http://localhost:8000"
COURSE = {f"{LTI}context": {"id": "course-1"}, f"{LTI}roles": [f"{MEMBERSHIP}Instructor"]}


def launched(registration: Registration, **claims: Any) -> LaunchRecord:
    """A deep linking request that was let in, or another message."""
    told = DEEP_LINKING | COURSE | {f"{LTI}target_link_uri": f"{HERE}/lti/select", f"{LTI}deployment_id": "1"} | claims
    return LaunchRecord.objects.create(
        organization=registration.lms.organization,
        lms=registration.lms,
        registration=registration,
        version="1.3",
        door="select",
        message_type=told[f"{LTI}message_type"],
        let_in=True,
        claims=told,
    )


def would(launch: LaunchRecord) -> str:
    """The page that it would lead to, or the code of its refusal."""
    again = recorded_launch(launch)
    assert again is not None
    _, decision = decide_launch(again)
    return decision.refusal.value if isinstance(decision, Denial) else decision.destination.path


def home(url: str) -> dict[str, Any]:
    return {SETTINGS: {"deep_link_return_url": url, "accept_types": ["ltiResourceLink"]}}


def nothing(_: Registration) -> None:
    """All stays as it is."""


def pending(registration: Registration) -> None:
    Registration.objects.filter(pk=registration.pk).update(accepted_at=None)


def disabled(registration: Registration) -> None:
    disable_registration(actor=None, registration=registration)


def refused(registration: Registration) -> None:
    refuse_deployment(actor=None, registration=registration, deployment_id="1")


def another_is_first(registration: Registration) -> None:
    Deployment.objects.filter(registration=registration).delete()
    accept_deployment(actor=None, registration=registration, deployment_id="2")


def none_is_known(registration: Registration) -> None:
    Deployment.objects.filter(registration=registration).delete()


@pytest.mark.parametrize(
    ("change", "claims", "becomes"),
    [
        (nothing, {}, "picker"),
        (none_is_known, {}, "picker"),  # it would be the first one
        (pending, {}, "registration-pending"),
        (disabled, {}, "credential-disabled"),
        (refused, {}, "deployment-refused"),
        (another_is_first, {}, "deployment"),
        (nothing, home("http://lms.example.edu/return"), "return-url"),
        (nothing, {f"{LTI}context": {"id": "x" * 256}}, "malformed"),
    ],
)
def test_it_is_held_against_what_a_launch_is(
    change: Callable[[Registration], None], claims: dict[str, Any], becomes: str
) -> None:
    registration = registered()
    note_deployment(registration, "1")
    change(registration)
    launch = LaunchRecord.objects.get(pk=launched(registration, **claims).pk)
    before = list(Deployment.objects.order_by("pk").values())
    assert would(launch) == becomes
    assert list(Deployment.objects.order_by("pk").values()) == before


def test_a_link_of_a_registration_that_waits_would_not_open(settings: Any) -> None:
    settings.PUBLIC_URL = HERE
    registration = registered()
    told = RESOURCE_LINK | COURSE | {f"{LTI}target_link_uri": f"{HERE}/lti/course", SETTINGS: None}
    launch = launched(registration, **told)
    assert would(launch) == "not-connected"
    pending(registration)
    assert would(LaunchRecord.objects.get(pk=launch.pk)) == "registration-pending"
