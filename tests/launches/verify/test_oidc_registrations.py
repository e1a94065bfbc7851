"""Registrations, deployments and keys as launches meet them: other tenants, policies, rotation, an LMS that is down."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest

from tests.launches.oidc import OidcLms, by_own_url, lti, person, registered, settings
from tests.launches.oidc_platform import Platform, running_platform
from tests.launches.owner import owner_of
from tests.launches.school import School
from tests.launches.traces import changed, rows
from tests.lti.v1p3.platform import token
from tests.way_in import is_let_in

pytestmark = pytest.mark.http

SAM = person("sam")


def code(answer: httpx.Response) -> str:
    """The code of a refusal; '' for a launch that is let in."""
    return str(answer.headers.get("x-refusal-code", ""))


def deployments(school: School, client_id: str) -> dict[str, str]:
    found = school.server.query(
        "SELECT d.deployment_id, d.state FROM lms_deployment d JOIN lms_registration r ON r.id = d.registration_id"
        " WHERE r.client_id = %s",
        [client_id],
    )
    return {row["deployment_id"]: row["state"] for row in found}


def on(deployment: str) -> dict[str, Any]:
    return lti("deployment_id", deployment)


def test_39_the_first_deployment_is_accepted_and_others_ask_the_owner(acme: School, platform: Platform) -> None:
    lms = registered(acme, platform, name="First", client=f"{acme.slug}-first")
    assert is_let_in(lms.launch(acme.loops, SAM, **on("1")))
    before = rows(acme.server)
    for _ in range(2):
        answer = lms.launch(acme.loops, SAM, **on("2"))
        assert (answer.status_code, code(answer)) == (403, "deployment")
        assert "waits to be accepted" in answer.text
    assert set(changed(acme.server, before)) == {"lms_deployment", "audit_auditentry"}
    assert deployments(acme, lms.client_id) == {"1": "accepted", "2": "waiting"}
    assert is_let_in(lms.launch(acme.loops, SAM, **on("1")))


def test_39_only_listed_ones_and_all(acme: School, platform: Platform) -> None:
    listed = registered(acme, platform, name="Listed", client=f"{acme.slug}-listed", policy="listed", deployments=["a"])
    assert is_let_in(listed.launch(acme.loops, SAM, **on("a")))
    assert code(listed.launch(acme.loops, SAM, **on("b"))) == "deployment"
    every = registered(acme, platform, name="All", client=f"{acme.slug}-all", policy="all")
    assert all(is_let_in(every.launch(acme.loops, SAM, **on(each))) for each in "abc")


def test_another_tenants_deployment_opens_nothing_here(acme: School, platform: Platform) -> None:
    """Two organizations, one issuer, even one client id: the login URL of its own tells them apart."""
    name = f"{acme.slug}-two"
    lms, theirs = (registered(it, platform, name="Two", client=name) for it in (acme, acme.rival))
    shared = lms.login(acme.loops).answer
    assert (shared.status_code, code(shared)) == (400, "unknown-platform")
    assert "login URL of the registration itself" in shared.text
    mine, rival = by_own_url(lms, acme), by_own_url(theirs, acme.rival)
    assert is_let_in(mine.launch(acme.loops, SAM))
    assert code(rival.launch(acme.loops, SAM)) == "foreign-organization"
    assert is_let_in(rival.launch(acme.rival.loops, SAM))
    wrong_url = replace(lms, login_path=rival.login_path, client_id="someone-else")
    assert code(wrong_url.login(acme.loops).answer) == "unknown-platform"
    # A launch begun at one registration and finished with the other's state: the state says whose it is.
    begun, other = mine.login(acme.loops), rival.login(acme.rival.loops)
    claims = mine.claims(acme.loops, other.asked["nonce"], SAM)
    assert code(mine.post(replace(begun, answer=other.answer), token(claims))) == "not-bound"


def launch_from(lms: OidcLms, school: School, deployment: str) -> httpx.Response:
    """A click at the shared login URL, from one of the schools that share everything else."""
    login = lms.login(school.loops, lti_deployment_id=deployment)
    if login.answer.status_code != 302:
        return login.answer
    return lms.post(login, token(lms.claims(school.loops, login.asked["nonce"], SAM, **on(deployment)), key=lms.key))


def test_schools_that_share_issuer_and_client_are_told_apart_by_their_deployments(
    acme: School, platform: Platform
) -> None:
    """As two schools of one Canvas may share a developer key. A deployment that nobody has launched from waits for the
    owner who was there first; a launch by the login URL of one's own proves it, and is found by the shared one then."""
    name = f"{acme.slug}-everybody"
    everybody = registered(acme, platform, name="BB", client=name, policy="listed", deployments=["A"])
    second = registered(acme.rival, platform, name="BB", client=name, deployments=["B"])
    assert is_let_in(launch_from(everybody, acme, "A"))
    assert code(launch_from(everybody, acme.rival, "B")) == "deployment"
    own = by_own_url(second, acme.rival)
    assert is_let_in(own.launch(acme.rival.loops, SAM, **on("B")))
    assert is_let_in(launch_from(everybody, acme.rival, "B"))
    # A deployment leads to its own school, and its signature opens nothing of the other one.
    assert code(launch_from(everybody, acme.rival, "A")) == "foreign-organization"
    login, claims = everybody.begun(acme.loops, SAM | on("B"), asks={"lti_deployment_id": "A"})
    assert code(everybody.post(login, token(claims))) == "deployment"
    # One that nobody has launched from, or that the login does not name, is the first one's to decide.
    assert code(launch_from(everybody, acme, "C")) == "deployment"
    assert everybody.login(acme.loops, lti_deployment_id="").answer.status_code == 302
    assert is_let_in(launch_from(everybody, acme, "A"))


def test_a4_an_application_of_the_operators_tells_its_schools_apart_by_what_the_site_file_lists(
    acme: School, platform: Platform
) -> None:
    """An owner's copy of it, with a deployment of a school that is listed tomorrow, gets nothing of that school."""
    name, shared = f"{acme.slug}-app", "shared_application = true"
    told = {"name": "App", "client": name, "policy": "listed", "more": shared}
    everybody = registered(acme, platform, deployments=["A"], **told)
    assert code(launch_from(everybody, acme, "B")) == "deployment"  # the only school so far
    registered(acme.rival, platform, name="App", client=name, deployments=["C"])
    assert is_let_in(launch_from(everybody, acme, "A"))
    assert code(launch_from(everybody, acme, "C")) == "deployment"
    registered(acme.rival, platform, deployments=["B"], **told)
    assert is_let_in(launch_from(everybody, acme, "A"))
    assert is_let_in(launch_from(everybody, acme.rival, "B"))
    assert code(launch_from(everybody, acme, "C")) == "unknown-platform"
    assert "has accepted the deployment C" in acme.server.log_text()  # the operator reads what to do
    assert code(launch_from(everybody, acme, "")) == "unknown-platform"


def test_a4_an_exact_copy_gets_none_of_our_people_by_a_deployment_that_it_typed(
    acme: School, platform: Platform
) -> None:
    """Nor does it stop any of our logins."""
    name = f"{acme.slug}-to-the-letter"
    ours = registered(acme, platform, name="Letter", client=name)
    assert is_let_in(launch_from(ours, acme, "1"))
    copied = registered(acme.rival, platform, name="Letter", client=name, deployments=["2", "1"])
    assert code(launch_from(ours, acme, "2")) == "deployment"  # it waits for our owner
    own = by_own_url(copied, acme.rival)
    assert is_let_in(own.launch(acme.rival.loops, SAM, **on("1")))
    for deployment in ("1", "2", "3", ""):
        assert ours.login(acme.loops, lti_deployment_id=deployment).answer.status_code == 302
    assert code(launch_from(ours, acme, "3")) == "deployment"
    assert is_let_in(launch_from(ours, acme, "1"))


def test_a_neighbour_who_claims_our_deployment_takes_nothing_and_stops_nobody(acme: School, platform: Platform) -> None:
    """They have our issuer, our client id, our deployment, and keys of their own to prove it with."""
    name = f"{acme.slug}-claimed"
    ours = registered(acme, platform, name="Claimed", client=name, deployments=["A"])
    assert is_let_in(launch_from(ours, acme, "A"))
    hostile = registered(acme.rival, platform, name="Claimed", client=name, jwks=f"{name}-own", deployments=["A"])
    own = replace(by_own_url(hostile, acme.rival), key=f"{name}-own")
    assert is_let_in(own.launch(acme.rival.loops, SAM, **on("A")))
    for _ in range(2):
        assert is_let_in(launch_from(ours, acme, "A"))
    assert code(launch_from(replace(ours, key=f"{name}-own"), acme, "A")) == "token"
    assert code(own.launch(acme.loops, SAM, **on("A"))) == "foreign-organization"
    assert "deployment-claimed-twice" in acme.server.log_text()


def test_a4_a_copycat_gets_none_of_our_logins(acme: School, platform: Platform) -> None:
    """They register our names with a sign-in of their own: nobody of ours is ever sent there."""
    name = f"{acme.slug}-copied"
    ours = registered(acme, platform, name="Copied", client=name, deployments=["A"])
    assert is_let_in(launch_from(ours, acme, "A"))
    with running_platform() as elsewhere:
        copied = registered(
            acme.rival, elsewhere, name="Copied", client=name, issuer=ours.issuer, deployments=["A", "B"]
        )
        own = by_own_url(copied, acme.rival)
        assert urlsplit(own.login(acme.loops).answer.headers["location"]).netloc == urlsplit(elsewhere.url).netloc
        assert is_let_in(own.launch(acme.rival.loops, SAM, **on("B")))
        for deployment in ("A", "B", "C", ""):  # B is new to us, and proven there
            answer = ours.login(acme.loops, lti_deployment_id=deployment).answer
            assert answer.status_code == 302, (deployment, code(answer))
            assert urlsplit(answer.headers["location"]).netloc == urlsplit(platform.url).netloc
        assert is_let_in(launch_from(ours, acme, "A"))
        assert code(launch_from(ours, acme, "B")) == "deployment"  # it waits for our owner
        assert is_let_in(own.launch(acme.rival.loops, SAM, **on("B")))


def test_a_deployment_claimed_twice_before_any_launch_goes_to_nobody(acme: School, platform: Platform) -> None:
    name = f"{acme.slug}-tied"
    ours = registered(acme, platform, name="Tied", client=name, deployments=["A"])
    registered(acme.rival, platform, name="Tied", client=name, deployments=["A"])
    refused = launch_from(ours, acme, "A")
    assert code(refused) == "unknown-platform"
    assert "login URL of the registration itself" in refused.text
    assert is_let_in(by_own_url(ours, acme).launch(acme.loops, SAM, **on("A")))
    assert is_let_in(launch_from(ours, acme, "A"))


def test_the_shared_login_url_needs_a_client_id_only_where_several_fit(acme: School, platform: Platform) -> None:
    lms = registered(acme, platform, name="Alone", client=f"{acme.slug}-alone", issuer=f"{platform.url}/{acme.slug}")
    assert lms.login("/lti", client_id="").answer.status_code == 302
    registered(acme, platform, name="Second", client=f"{acme.slug}-second", issuer=lms.issuer)
    answer = lms.login("/lti", client_id="").answer
    assert (answer.status_code, code(answer)) == (400, "unknown-platform")


def test_16_a_disabled_registration_refuses_at_the_login_and_at_the_launch(acme: School, platform: Platform) -> None:
    lms = registered(acme, platform, name="Off", client=f"{acme.slug}-off")
    begun, claims = lms.begun(acme.loops, SAM)
    let_in = lms.launch(acme.loops, SAM)
    (row,) = acme.server.query("SELECT lms_id FROM lms_registration WHERE client_id = %s", [lms.client_id])
    with owner_of(acme) as owner:
        assert owner.post(f"{owner.settings}/lti/{UUID(str(row['lms_id']))}/disable").status_code == 302
    assert code(lms.login(acme.loops).answer) == "credential-disabled"
    late = lms.post(begun, token(claims))
    assert (late.status_code, code(late)) == (403, "credential-disabled")
    assert code(lms.page(let_in)) == "session-over"


def test_32_a_key_that_is_rotated_is_fetched_once_and_nobody_notices(acme: School, platform: Platform) -> None:
    name = f"{acme.slug}-rotating"
    platform.keys[name] = ["first"]
    lms = registered(acme, platform, name="Rotating", client=name, jwks=name)
    assert is_let_in(lms.launch(acme.loops, SAM))
    platform.keys[name] = ["first", "second"]
    for key in ("second", "first", "second"):
        assert is_let_in(replace(lms, key=key).launch(acme.loops, SAM))
    assert platform.asked[f"/jwks/{name}"] == 2
    platform.keys[name] = ["second"]
    assert is_let_in(replace(lms, key="second").launch(acme.loops, SAM))


def test_34_an_lms_whose_keys_cannot_be_had(acme: School, platform: Platform) -> None:
    name = f"{acme.slug}-down"
    lms = registered(acme, platform, name="Down", client=name, jwks=name)
    keys = f"/jwks/{name}"
    platform.broken[keys] = (500, "text/plain", b"down")
    for _ in range(3):
        answer = lms.launch(acme.loops, SAM)
        assert (answer.status_code, code(answer)) == (503, "keys-unavailable")
    assert platform.asked[keys] == 1, "an LMS that is down is left in peace for a while"


@pytest.mark.parametrize(
    "answer",
    [
        (200, "application/json", b'{"keys": []}'),
        (200, "text/html", b"<html>Sign in</html>"),
        (200, "application/json", b" " * 2_000_000),
        (302, "text/plain", b""),
    ],
    ids=["no keys", "a page", "2 MB", "redirect to nowhere"],
)
def test_34_a_key_set_that_is_none(acme: School, platform: Platform, answer: tuple[int, str, bytes]) -> None:
    name = f"{acme.slug}-bad-{answer[0]}-{len(answer[2])}"
    platform.broken[f"/jwks/{name}"] = answer
    lms = registered(acme, platform, name=name, client=name, jwks=name)
    assert code(lms.launch(acme.loops, SAM)) == "keys-unavailable"


def test_33_a_token_without_a_kid(acme: School, platform: Platform) -> None:
    """The second is *No KID Sent in JWT header* of the Certification Guide 1.3 §6.1.1."""
    for keys, wanted in ((["first"], (True, 200, "")), (["first", "second"], (False, 401, "token"))):
        name = f"{acme.slug}-kidless-{len(keys)}"
        platform.keys[name] = keys
        lms = registered(acme, platform, name=name, client=name, jwks=name)
        login, claims = lms.begun(acme.loops, SAM)
        before, answer = rows(acme.server), lms.post(login, token(claims, header={"kid": None}))
        assert (is_let_in(answer), answer.status_code, code(answer)) == wanted
    assert set(changed(acme.server, before)) <= {"lms_platformkeyset"}


@pytest.mark.parametrize(
    ("auth", "home", "taken"),
    [
        ("", "http://127.0.0.1:9/return", True),
        ("", "http://lms.example.edu/return", False),
        ("", "HTTP://lms.example.edu/return", False),
        ("https://lms.example.edu", "http://127.0.0.1:9/return", False),
    ],
)
def test_47_a_choice_goes_home_over_http_only_to_an_lms_that_is_wholly_on_http_in_the_house(
    acme: School, platform: Platform, auth: str, home: str, taken: bool
) -> None:
    name = f"{acme.slug}-home-{bool(auth)}"
    lms = registered(acme, platform, name=name, client=name, auth=auth)
    asked = settings(deep_link_return_url=home, accept_types=["ltiResourceLink"])
    answer = lms.select(person("tess", role="Instructor"), **asked)
    assert is_let_in(answer) is taken
    assert taken or (answer.status_code, code(answer)) == (400, "return-url")
