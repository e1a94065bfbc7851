"""Which registration is meant where the shared login URL is all that an LMS has."""

from datetime import UTC, datetime, timedelta

import pytest

from slipway.lms.deployments import accept_deployment, note_deployment, refuse_deployment
from slipway.lms.find import Candidate, candidates, meant, out_of_use, registration_by_id, registration_by_login_url
from slipway.lms.models import Deployment, Registration
from slipway.lms.registrations import disable_registration, edit_registration, register
from slipway.lms.retire import disable_lms
from tests.factories import lms
from tests.lms.registered import endpoints, registered

LATER, MUCH_LATER = 1, 2
OURS, THEIRS, THIRD = "ours", "theirs", "third"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def candidate(name: str, *, accepts: bool = False, proven: int | None = None) -> Candidate:
    at = None if proven is None else AT + timedelta(hours=proven)
    return Candidate(registration=Registration(name=name), accepts=accepts, proven_at=at)


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        # One is the only one there is, whatever it says of the deployment: the launch will hear that.
        ([], None),
        ([candidate(OURS)], OURS),
        ([candidate(OURS, accepts=True, proven=0)], OURS),
        # Several: the deployment tells, by its owner's word or by a launch.
        ([candidate(OURS), candidate(THEIRS)], None),
        ([candidate(THEIRS), candidate(OURS, accepts=True)], OURS),
        ([candidate(THEIRS), candidate(OURS, accepts=True, proven=LATER)], OURS),
        # Somebody claims our deployment after us: nothing changes for us, however they have proven it.
        ([candidate(THEIRS, accepts=True), candidate(OURS, accepts=True, proven=0)], OURS),
        ([candidate(THEIRS, accepts=True, proven=LATER), candidate(OURS, accepts=True, proven=0)], OURS),
        ([candidate(OURS, accepts=True, proven=0), candidate(THEIRS, accepts=True, proven=LATER)], OURS),
        (
            [
                candidate(THIRD, accepts=True, proven=MUCH_LATER),
                candidate(OURS, accepts=True, proven=LATER),
                candidate(THEIRS, accepts=True),
            ],
            OURS,
        ),
        # Before any launch nobody knows whose it is: it goes to none in silence.
        ([candidate(OURS, accepts=True), candidate(THEIRS, accepts=True)], None),
        # What was proven at one moment is proven by the first one listed, at least always by the same.
        ([candidate(OURS, accepts=True, proven=0), candidate(THEIRS, accepts=True, proven=0)], OURS),
    ],
)
def test_the_one_that_is_meant(found: list[Candidate], chosen: str | None) -> None:
    registration = meant(found)
    assert (registration.name if registration else None) == chosen


def named(client_id: str, deployment_id: str | None = None) -> list[Candidate]:
    return candidates(issuer="https://lms.example.edu", client_id=client_id, deployment_id=deployment_id)


def proven(registration: Registration, deployment_id: str) -> datetime | None:
    return Deployment.objects.get(registration=registration, deployment_id=deployment_id).proven_at


@pytest.mark.http
@pytest.mark.django_db
class TestRows:
    def test_the_same_issuer_and_client_for_two_organizations(self) -> None:
        one, two = registered(client_id="same"), registered(client_id="same")
        assert [each.registration.pk for each in named("same")] == [one.pk, two.pk]
        of_issuer = candidates(issuer="https://lms.example.edu", client_id=None, deployment_id=None)
        assert {each.registration.pk for each in of_issuer} >= {one.pk, two.pk}
        assert candidates(issuer="https://lms.example.edu/", client_id="same", deployment_id=None) == []
        assert registration_by_id(two.pk) == registration_by_login_url(two.pk) == two

    def test_finding_reads_lms_and_organization_along(self, django_assert_num_queries: object) -> None:
        one = registered(client_id="joined")
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert named("joined")[0].registration.lms.organization.name
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = registration_by_id(one.pk)
            assert found is not None
            assert found.lms.organization.name
            assert not found.is_disabled

    def test_those_out_of_use_hide_nobody(self) -> None:
        """However many there are, and however old."""
        off = [registered(client_id="crowd") for _ in range(25)]
        for each in off[:20]:
            disable_registration(actor=None, registration=each)
        for each in off[20:]:
            disable_lms(actor=None, lms=each.lms)
        register(actor=None, lms=lms(), endpoints=endpoints(client_id="crowd"), accepted=False)
        ours = registered(client_id="crowd")
        assert [each.registration for each in named("crowd")] == [ours]
        disable_registration(actor=None, registration=ours)
        assert named("crowd") == []
        assert len(out_of_use(issuer="https://lms.example.edu", client_id="crowd")) == 20

    def test_those_that_accept_the_deployment_stand_first(self) -> None:
        crowd = [registered(client_id="school") for _ in range(23)]
        typed, launched = crowd[21], crowd[22]
        accept_deployment(actor=None, registration=typed, deployment_id="1")
        note_deployment(launched, "1")
        refuse_deployment(actor=None, registration=crowd[0], deployment_id="1")
        note_deployment(crowd[1], "2")
        found = named("school", "1")
        assert [each.registration for each in found[:3]] == [launched, typed, crowd[0]]
        assert [each.accepts for each in found] == [True, True] + [False] * 18
        assert meant(found) == launched
        assert meant(named("school", "2")) == crowd[1]
        assert [meant(named("school", each)) for each in ("3", "", None)] == [None] * 3

    def test_a_launch_proves_a_deployment_as_long_as_it_is_accepted(self) -> None:
        ours = registered()
        accept_deployment(actor=None, registration=ours, deployment_id="1")
        assert proven(ours, "1") is None
        note_deployment(ours, "1")
        first = proven(ours, "1")
        assert first is not None
        note_deployment(ours, "1")
        assert proven(ours, "1") == first
        note_deployment(ours, "2")
        assert proven(ours, "2") is None  # it waits
        refuse_deployment(actor=None, registration=ours, deployment_id="1")
        accept_deployment(actor=None, registration=ours, deployment_id="1")
        assert proven(ours, "1") is None

    def test_what_was_proven_for_one_platform_proves_nothing_for_another(self) -> None:
        """Else a neighbour would collect proofs with a platform of their own, and then give it our names."""
        theirs = registered()
        note_deployment(theirs, "1")
        told = endpoints(client_id=theirs.client_id, auth_url="https://new.example.edu/auth")
        edit_registration(actor=None, registration=theirs, endpoints=told)
        assert proven(theirs, "1")
        edit_registration(actor=None, registration=theirs, endpoints=endpoints(client_id="ours"))
        assert proven(theirs, "1") is None
