"""Which registration is meant where the shared login URL is all that an LMS has."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from slipway.lms.models import Deployment, Registration, RegistrationLink, Signer
from slipway.lms.registrations.change import disable_registration, edit_registration, register
from slipway.lms.registrations.deployments import accept_deployment, note_deployment, refuse_deployment
from slipway.lms.registrations.endpoints import endpoints_of
from slipway.lms.registrations.find import (
    Candidate,
    candidates,
    meant,
    out_of_use,
    registration_by_id,
    registration_by_login_url,
)
from slipway.lms.registrations.proposals import take_proposal
from slipway.lms.retire import disable_lms
from tests.factories import account, lms
from tests.lms.registered import endpoints, registered

LATER, MUCH_LATER = 1, 2
OURS, THEIRS, THIRD = "ours", "theirs", "third"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
MOODLE, ELSEWHERE, THIRD_HOST = "https://moodle.acme.example", "https://evil.example", "https://third.example"


def candidate(
    name: str,
    *,
    accepts: bool = False,
    proven: int | None = None,
    launched: int | None = None,
    at: str = MOODLE,
    keys: str = "",
    made: int = 0,
    moved: int | None = None,
    refuses: bool = False,
    signer: str = Signer.ORGANIZATION,
    client: str = "1",
) -> Candidate:
    """A registration under Moodle's name whose endpoints are `at` some host. `proven` is of the login's deployment,
    `launched` of any."""
    told = {"auth_url": f"{at}/auth", "token_url": f"{at}/token", "jwks_url": f"{keys or at}/jwks"}
    row = Registration(
        name=name,
        issuer=MOODLE,
        client_id=client,
        signer=signer,
        created_at=AT + timedelta(hours=made),
        moved_at=_at(moved),
        **told,
    )
    first = proven if launched is None else launched
    return Candidate(
        registration=row, accepts=accepts, refuses=refuses, proven_at=_at(proven), first_proven_at=_at(first)
    )


def _at(hours: int | None) -> datetime | None:
    return None if hours is None else AT + timedelta(hours=hours)


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


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        # Before any launch: the issuer's own ground, whatever somebody else claims under our names.
        ([candidate(OURS), candidate(THEIRS, at=ELSEWHERE)], OURS),
        ([candidate(OURS), candidate(THEIRS, at=ELSEWHERE, accepts=True)], OURS),
        ([candidate(OURS), candidate(THEIRS, keys=ELSEWHERE, accepts=True)], OURS),
        # A launch there outdoes all that was proven elsewhere, with keys of one's own, since it was made.
        ([candidate(OURS, launched=MUCH_LATER), candidate(THEIRS, at=ELSEWHERE, accepts=True, proven=LATER)], OURS),
        ([candidate(OURS, launched=MUCH_LATER), candidate(THEIRS, keys=ELSEWHERE, accepts=True, proven=LATER)], OURS),
        # Somebody launched under our names before we did: our deployment tells; else it goes to none.
        ([candidate(OURS, accepts=True), candidate(THEIRS, at=ELSEWHERE, accepts=True, proven=LATER)], OURS),
        ([candidate(OURS), candidate(THEIRS, at=ELSEWHERE, launched=LATER)], None),
        # Addresses on the issuer's ground that somebody typed after we had launched from elsewhere.
        ([candidate(OURS, at=THIRD_HOST, launched=0), candidate(THEIRS, made=LATER)], OURS),
        ([candidate(OURS, at=THIRD_HOST, launched=0), candidate(THEIRS, made=LATER, accepts=True)], OURS),
        # Nor by a launch with keys that they laid there; nor where the registration is old, and its addresses are not.
        (
            [
                candidate(OURS, at=THIRD_HOST, launched=0),
                candidate(THEIRS, made=LATER, accepts=True, proven=MUCH_LATER),
            ],
            OURS,
        ),
        (
            [
                candidate(OURS, at=THIRD_HOST, launched=LATER),
                candidate(THEIRS, moved=MUCH_LATER, accepts=True, proven=MUCH_LATER),
            ],
            OURS,
        ),
        # And before: those who know our deployment can stop us, by an address of our own; nobody else can.
        ([candidate(OURS, at=THIRD_HOST, accepts=True, proven=LATER), candidate(THEIRS)], OURS),
        ([candidate(OURS, at=THIRD_HOST, launched=LATER), candidate(THEIRS)], None),
        # Nobody is on the issuer's ground (a Canvas of one's own names Instructure): who was proven first.
        ([candidate(OURS, at=THIRD_HOST, launched=0), candidate(THEIRS, at=ELSEWHERE)], OURS),
        ([candidate(OURS, at=THIRD_HOST, launched=0), candidate(THEIRS, at=ELSEWHERE, accepts=True)], OURS),
        (
            [
                candidate(OURS, at=THIRD_HOST, launched=0),
                candidate(THEIRS, at=ELSEWHERE, accepts=True, proven=LATER),
            ],
            OURS,
        ),
        # Before any launch nobody knows; then the deployment tells, as ever.
        ([candidate(OURS, at=THIRD_HOST), candidate(THEIRS, at=ELSEWHERE)], None),
        ([candidate(OURS, at=THIRD_HOST, accepts=True), candidate(THEIRS, at=ELSEWHERE)], OURS),
        # A copy to the letter stands beside us, by the deployments that it has launched; not by what it says of others.
        ([candidate(OURS, launched=0), candidate(THEIRS, accepts=True)], OURS),
        ([candidate(OURS, launched=0), candidate(THEIRS, launched=LATER, accepts=True)], OURS),
        ([candidate(OURS, launched=0), candidate(THEIRS, accepts=True, proven=LATER)], THEIRS),
        ([candidate(OURS, launched=0, accepts=True), candidate(THEIRS, accepts=True, proven=LATER)], THEIRS),
        ([candidate(OURS, launched=0), candidate(THEIRS)], OURS),
        ([candidate(OURS, launched=0), candidate(THEIRS, launched=LATER)], OURS),
        ([candidate(OURS, at=THIRD_HOST, launched=0), candidate(THEIRS, at=THIRD_HOST, launched=LATER)], OURS),
        # Unless our owners have said that it is none of ours.
        ([candidate(OURS, launched=0, refuses=True), candidate(THEIRS, accepts=True)], THEIRS),
        ([candidate(OURS, launched=0, refuses=True), candidate(THEIRS, launched=LATER)], OURS),
        # Of two clients nobody can tell.
        ([candidate(OURS, launched=0), candidate(THEIRS, launched=LATER, client="2")], None),
        # But in an application of the operator's what no site file lists belongs to nobody.
        ([candidate(OURS, launched=0, signer=Signer.OPERATOR), candidate(THEIRS, signer=Signer.OPERATOR)], None),
        ([candidate(OURS, launched=0, signer=Signer.EARLIER), candidate(THEIRS, signer=Signer.EARLIER)], None),
        # Whoever copies what was there before organizations had keys takes nothing by a word.
        ([candidate(OURS, launched=0, signer=Signer.EARLIER), candidate(THEIRS, accepts=True)], OURS),
        ([candidate(OURS, launched=0, signer=Signer.EARLIER), candidate(THEIRS, launched=LATER)], OURS),
        (
            [
                candidate(OURS, launched=0, signer=Signer.EARLIER),
                candidate(THIRD, launched=0, signer=Signer.EARLIER),
                candidate(THEIRS, accepts=True),
            ],
            None,
        ),
        (
            [
                candidate(OURS, launched=0, signer=Signer.EARLIER),
                candidate(THIRD, accepts=True, signer=Signer.EARLIER),
                candidate(THEIRS, accepts=True),
            ],
            THIRD,
        ),
        # Nor does an owner's copy of it take a school that is listed tomorrow.
        ([candidate(OURS, accepts=True, signer=Signer.OPERATOR), candidate(THEIRS, accepts=True, proven=0)], OURS),
        # Those that the operator has yet to list go on beside those that are.
        ([candidate(OURS, accepts=True, signer=Signer.EARLIER), candidate(THIRD, signer=Signer.OPERATOR)], OURS),
        # A login that names no client may mean any: none of them drives another client's out.
        (
            [
                candidate(OURS, at=THIRD_HOST, accepts=True, proven=LATER, client="2"),
                candidate(THIRD, at=ELSEWHERE, launched=0),
            ],
            OURS,
        ),
    ],
)
def test_a4_a_copy_with_other_endpoints_competes_with_nobody(found: list[Candidate], chosen: str | None) -> None:
    for listed in (found, found[::-1]):
        registration = meant(listed)
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

    def test_a4_however_many_copies_there_are_the_first_proven_is_found(self) -> None:
        """At home or not; and a hundred that "accept" a deployment which is new to us hide nobody."""
        ours = registered(client_id="copied")
        note_deployment(ours, "1")
        for _ in range(30):
            copy = registered(client_id="copied", platform="https://evil.example", issuer="https://lms.example.edu")
            accept_deployment(actor=None, registration=copy, deployment_id="2")
            note_deployment(copy, "2")
        for deployment in ("1", "2", "3", None):
            assert meant(named("copied", deployment)) == ours

    def test_a4_squatters_who_are_proven_before_us_hide_us_no_longer_than_to_our_first_launch(self) -> None:
        ours = registered(client_id="squatted")
        for _ in range(30):
            copy = registered(client_id="squatted", platform="https://evil.example", issuer="https://lms.example.edu")
            note_deployment(copy, "1")
        note_deployment(ours, "1")
        for deployment in ("1", "2", None):
            assert meant(named("squatted", deployment)) == ours

    def test_a4_of_copies_in_one_statement(self, django_assert_num_queries: object) -> None:
        ours = registered(client_id="counted-copies")
        registered(client_id="counted-copies", platform="https://evil.example", issuer="https://lms.example.edu")
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert meant(named("counted-copies")) == ours

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
        assert [meant(named("school", each)) for each in ("3", "", None)] == [launched] * 3
        refuse_deployment(actor=None, registration=launched, deployment_id="3")
        assert meant(named("school", "3")) == launched
        accept_deployment(actor=None, registration=typed, deployment_id="3")
        assert meant(named("school", "3")) == typed

    def test_a4_a_crowd_on_the_issuers_ground_hides_no_proof_elsewhere(self) -> None:
        ours = registered(client_id="crowded", platform="https://third.example", issuer="https://lms.example.edu")
        note_deployment(ours, "1")
        for _ in range(30):
            copy = registered(client_id="crowded")
            accept_deployment(actor=None, registration=copy, deployment_id="2")
            note_deployment(copy, "2")
        for deployment in ("1", "2", "3", None):
            assert meant(named("crowded", deployment)) == ours

    def test_a4_a_copycat_who_types_a_deployment_that_we_have_not_seen_gets_nobody(self) -> None:
        """Ours waits then for our owners; a school that launched by its own login URL is found by the shared one."""
        ours, theirs = registered(client_id="typed"), registered(client_id="typed")
        note_deployment(ours, "1")
        accept_deployment(actor=None, registration=theirs, deployment_id="2")
        assert meant(named("typed", "2")) == ours
        note_deployment(theirs, "2")
        assert [meant(named("typed", each)) for each in ("1", "2", "3", None)] == [ours, theirs, ours, ours]

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

    @pytest.mark.parametrize("field", ["auth_url", "token_url", "jwks_url"])
    def test_a4_an_owner_who_changes_an_address_has_proven_nothing(self, field: str) -> None:
        """On the same host too: what lies below an LMS's address is not always its administrator's."""
        theirs = registered()
        note_deployment(theirs, "1")
        told = replace(endpoints_of(theirs), name="New name", token_audience=theirs.token_url, deployment_policy="all")
        edit_registration(actor=account(), registration=theirs, endpoints=told)
        assert proven(theirs, "1")
        assert theirs.moved_at is None
        edit_registration(
            actor=account(), registration=theirs, endpoints=replace(told, **{field: "https://lms.example.edu/new"})
        )
        assert proven(theirs, "1") is None
        assert theirs.moved_at
        note_deployment(theirs, "1")
        assert proven(theirs, "1")

    def test_a4_what_an_lms_says_otherwise_has_to_be_proven_anew(self) -> None:
        theirs = registered()
        note_deployment(theirs, "1")
        RegistrationLink.objects.create(
            token_hash="x", organization=theirs.lms.organization, expires_at=AT, used_at=AT, registration=theirs,
            proposed={"jwks_url": "https://lms.example.edu/new"},
        )  # fmt: skip
        take_proposal(actor=account(), registration=theirs)
        assert proven(theirs, "1") is None

    def test_a4_a_launch_that_began_before_the_edit_proves_nothing_after_it(self) -> None:
        theirs = registered()
        as_verified = Registration.objects.get(pk=theirs.pk)
        told = replace(endpoints_of(theirs), jwks_url="https://lms.example.edu/new")
        edit_registration(actor=account(), registration=theirs, endpoints=told)
        note_deployment(as_verified, "1")
        assert proven(theirs, "1") is None

    def test_a4_a_copycat_who_takes_our_addresses_after_a_proof_of_their_own_is_nobody(self) -> None:
        """Whether we have launched or not, at home or not: they were there first with keys of their own."""
        for ours_at in ("https://lms.example.edu", "https://sibling.example.edu"):
            client = f"taken-{ours_at[8:11]}"
            theirs = registered(client_id=client, platform="https://evil.example", issuer="https://lms.example.edu")
            note_deployment(theirs, "1")
            ours = registered(client_id=client, platform=ours_at, issuer="https://lms.example.edu")
            told = replace(endpoints_of(ours), jwks_url="https://lms.example.edu/files/evil.json")
            edit_registration(actor=account(), registration=theirs, endpoints=told)
            note_deployment(ours, "1")
            note_deployment(theirs, "1")
            for deployment in ("1", "2", None):
                assert meant(named(client, deployment)) == ours
            edit_registration(actor=account(), registration=theirs, endpoints=endpoints_of(ours))
            for deployment in ("1", "2", None):
                assert meant(named(client, deployment)) == ours
