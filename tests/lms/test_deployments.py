"""Which deployments may launch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from slipway.audit.models import AuditEntry
from slipway.lms.models import Deployment, Registration
from slipway.lms.registrations.deployments import (
    MOST_WAITING,
    accept_deployment,
    check_deployment,
    deployment_decision,
    note_deployment,
    read_deployment_status,
    refuse_deployment,
)
from slipway.lms.registrations.deployments import DeploymentDecision as Decision
from slipway.lti.refusal import Refused
from tests.factories import account, organization
from tests.lms.registered import registered

ACCEPTED, WAITING, REFUSED = Deployment.State.ACCEPTED, Deployment.State.WAITING, Deployment.State.REFUSED


@pytest.mark.parametrize(
    ("policy", "known", "any_accepted", "becomes"),
    [
        ("first", None, False, Decision.TAKEN),
        ("first", None, True, Decision.WAITING),
        ("first", WAITING, True, Decision.WAITING),
        ("first", WAITING, False, Decision.WAITING),  # an owner has refused the first one since
        ("first", ACCEPTED, True, Decision.TAKEN),
        ("first", REFUSED, False, Decision.REFUSED),
        ("all", None, False, Decision.TAKEN),
        ("all", None, True, Decision.TAKEN),
        ("all", WAITING, True, Decision.TAKEN),  # it waited before the policy was changed
        ("all", REFUSED, True, Decision.REFUSED),
        ("listed", None, False, Decision.WAITING),
        ("listed", None, True, Decision.WAITING),
        ("listed", ACCEPTED, True, Decision.TAKEN),
        ("listed", REFUSED, True, Decision.REFUSED),
    ],
)
def test_policy_and_owner_decide(policy: str, known: str | None, any_accepted: bool, becomes: Decision) -> None:
    assert deployment_decision(policy, known=known, any_accepted=any_accepted) is becomes


def states(registration: Registration) -> dict[str, str]:
    """The registration's deployments."""
    return dict(registration.deployments.values_list("deployment_id", "state"))


def status_of(registration: Registration, deployment_id: str) -> tuple[Decision, bool]:
    """What a launch from there meets, and whether there is something to write down."""
    status = read_deployment_status(registration.pk, deployment_id)
    assert status is not None
    return status.decision, status.is_new


@pytest.mark.parametrize(
    ("becomes", "code"), [(Decision.WAITING, "deployment"), (Decision.REFUSED, "deployment-refused")]
)
def test_who_waits_and_who_is_refused_hear_it(becomes: Decision, code: str) -> None:
    check_deployment(Decision.TAKEN, "d-1")
    with pytest.raises(Refused, match="d-1") as caught:
        check_deployment(becomes, "d-1")
    assert caught.value.refusal.value == code


@pytest.mark.http
@pytest.mark.django_db
class TestRows:
    def test_the_first_deployment_is_accepted_and_the_second_waits(self) -> None:
        registration = registered()
        assert status_of(registration, "1") == (Decision.TAKEN, True)
        assert states(registration) == {}
        assert note_deployment(registration, "1") is Decision.TAKEN
        assert status_of(registration, "1") == (Decision.TAKEN, False)
        assert status_of(registration, "2") == (Decision.WAITING, True)
        assert note_deployment(registration, "2") is Decision.WAITING
        assert status_of(registration, "2") == (Decision.WAITING, False)
        assert states(registration) == {"1": "accepted", "2": "waiting"}
        entries = AuditEntry.objects.filter(organization_id=registration.lms.organization_id)
        told = {(entry.action, entry.actor_name) for entry in entries if entry.action.startswith("deployment.")}
        assert told == {("deployment.accepted", "a launch"), ("deployment.waiting", "a launch")}

    def test_reading_is_one_statement(self) -> None:
        registration = registered()
        note_deployment(registration, "1")
        for name in ("1", "2"):
            with CaptureQueriesContext(connection) as statements:
                status_of(registration, name)
            assert len(statements) == 1

    def test_an_owner_accepts_refuses_and_lists(self) -> None:
        owner = account()
        registration = registered(organization(owner=owner), deployment_policy="listed")
        note_deployment(registration, "1")
        accept_deployment(actor=owner, registration=registration, deployment_id="1")
        accept_deployment(actor=owner, registration=registration, deployment_id="never-seen")
        for each in ("1", "never-seen"):
            assert status_of(registration, each) == (Decision.TAKEN, True)  # the first launch is yet to be noted
            assert note_deployment(registration, each) is Decision.TAKEN
            assert status_of(registration, each) == (Decision.TAKEN, False)
        refuse_deployment(actor=owner, registration=registration, deployment_id="1")
        refuse_deployment(actor=owner, registration=registration, deployment_id="1")
        assert status_of(registration, "1") == (Decision.REFUSED, False)
        assert note_deployment(registration, "1") is Decision.REFUSED
        told = AuditEntry.objects.filter(actor=owner, action="deployment.refused")
        assert [entry.details["deployment_id"] for entry in told] == ["1"]

    def test_another_registrations_deployment_is_another_one(self) -> None:
        one, two = registered(), registered()
        note_deployment(one, "1")
        assert status_of(two, "1") == (Decision.TAKEN, True)
        refuse_deployment(actor=None, registration=two, deployment_id="1")
        assert status_of(one, "1") == (Decision.TAKEN, False)

    def test_the_list_of_those_who_wait_ends(self) -> None:
        registration = registered(deployment_policy="listed")
        for number in range(MOST_WAITING + 3):
            assert note_deployment(registration, str(number)) is Decision.WAITING
        assert len(states(registration)) == MOST_WAITING
