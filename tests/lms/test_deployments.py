"""Which deployments may launch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from slipway.audit.models import AuditEntry
from slipway.lms.deployments import (
    MOST_WAITING,
    Standing,
    accept_deployment,
    check_standing,
    meet,
    note_deployment,
    refuse_deployment,
    standing,
)
from slipway.lms.models import Deployment, Registration
from slipway.lti.refusal import Refused
from tests.factories import account, organization
from tests.lms.registered import registered

ACCEPTED, WAITING, REFUSED = Deployment.State.ACCEPTED, Deployment.State.WAITING, Deployment.State.REFUSED


@pytest.mark.parametrize(
    ("policy", "known", "any_accepted", "stands"),
    [
        ("first", None, False, Standing.WELCOME),
        ("first", None, True, Standing.WAITING),
        ("first", WAITING, True, Standing.WAITING),
        ("first", WAITING, False, Standing.WAITING),  # an owner has refused the first one since
        ("first", ACCEPTED, True, Standing.WELCOME),
        ("first", REFUSED, False, Standing.REFUSED),
        ("all", None, False, Standing.WELCOME),
        ("all", None, True, Standing.WELCOME),
        ("all", WAITING, True, Standing.WELCOME),  # it waited before the policy was changed
        ("all", REFUSED, True, Standing.REFUSED),
        ("listed", None, False, Standing.WAITING),
        ("listed", None, True, Standing.WAITING),
        ("listed", ACCEPTED, True, Standing.WELCOME),
        ("listed", REFUSED, True, Standing.REFUSED),
    ],
)
def test_policy_and_owner_decide(policy: str, known: str | None, any_accepted: bool, stands: Standing) -> None:
    assert standing(policy, known=known, any_accepted=any_accepted) is stands


def states(registration: Registration) -> dict[str, str]:
    """The registration's deployments."""
    return dict(registration.deployments.values_list("deployment_id", "state"))


def standing_of(registration: Registration, deployment_id: str) -> tuple[Standing, bool]:
    """What a launch from there meets, and whether there is something to write down."""
    met = meet(registration.pk, deployment_id)
    assert met is not None
    return met.standing, met.is_news


@pytest.mark.parametrize(
    ("stands", "code"), [(Standing.WAITING, "deployment"), (Standing.REFUSED, "deployment-refused")]
)
def test_who_waits_and_who_is_refused_hear_it(stands: Standing, code: str) -> None:
    check_standing(Standing.WELCOME, "d-1")
    with pytest.raises(Refused, match="d-1") as caught:
        check_standing(stands, "d-1")
    assert caught.value.refusal.value == code


@pytest.mark.http
@pytest.mark.django_db
class TestRows:
    def test_the_first_deployment_is_accepted_and_the_second_waits(self) -> None:
        registration = registered()
        assert standing_of(registration, "1") == (Standing.WELCOME, True)
        assert states(registration) == {}
        assert note_deployment(registration, "1") is Standing.WELCOME
        assert standing_of(registration, "1") == (Standing.WELCOME, False)
        assert standing_of(registration, "2") == (Standing.WAITING, True)
        assert note_deployment(registration, "2") is Standing.WAITING
        assert standing_of(registration, "2") == (Standing.WAITING, False)
        assert states(registration) == {"1": "accepted", "2": "waiting"}
        entries = AuditEntry.objects.filter(
            action__startswith="deployment.", organization_id=registration.lms.organization_id
        )
        assert {(entry.action, entry.actor_name) for entry in entries} == {
            ("deployment.accepted", "a launch"),
            ("deployment.waiting", "a launch"),
        }

    def test_reading_is_one_statement(self) -> None:
        registration = registered()
        note_deployment(registration, "1")
        for name in ("1", "2"):
            with CaptureQueriesContext(
                connection,
            ) as statements:
                standing_of(registration, name)
            assert len(statements) == 1

    def test_an_owner_accepts_refuses_and_lists(self) -> None:
        owner = account()
        registration = registered(organization(owner=owner), deployment_policy="listed")
        note_deployment(registration, "1")
        accept_deployment(actor=owner, registration=registration, deployment_id="1")
        accept_deployment(actor=owner, registration=registration, deployment_id="never-seen")
        for each in ("1", "never-seen"):
            assert standing_of(registration, each) == (Standing.WELCOME, True)  # the first launch is yet to be noted
            assert note_deployment(registration, each) is Standing.WELCOME
            assert standing_of(registration, each) == (Standing.WELCOME, False)
        refuse_deployment(actor=owner, registration=registration, deployment_id="1")
        refuse_deployment(actor=owner, registration=registration, deployment_id="1")
        assert standing_of(registration, "1") == (Standing.REFUSED, False)
        assert note_deployment(registration, "1") is Standing.REFUSED
        told = AuditEntry.objects.filter(actor=owner, action="deployment.refused")
        assert [entry.details["deployment_id"] for entry in told] == ["1"]

    def test_another_registrations_deployment_is_another_one(self) -> None:
        one, two = registered(), registered()
        note_deployment(one, "1")
        assert standing_of(two, "1") == (Standing.WELCOME, True)
        refuse_deployment(actor=None, registration=two, deployment_id="1")
        assert standing_of(one, "1") == (Standing.WELCOME, False)

    def test_the_list_of_those_who_wait_ends(self) -> None:
        registration = registered(deployment_policy="listed")
        for number in range(MOST_WAITING + 3):
            assert note_deployment(registration, str(number)) is Standing.WAITING
        assert len(states(registration)) == MOST_WAITING
