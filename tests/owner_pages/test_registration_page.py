"""A registration's page: its lights, Test connection, deployments, and its ends."""

import json

import pytest
from django.utils import translation

from slipway.lms.last_seen import note_login, note_units_placed
from slipway.lms.models import Deployment, Lms, PlatformKeySet, Registration
from slipway.lms.registrations.deployments import note_deployment
from slipway.lms.registrations.find import candidates, meant
from slipway.lti.v1p3.names import GRADES, ROSTER, SCORE_SCOPE
from slipway.orgs.models import User
from slipway.owner_pages.registrations.lights import registration_status
from slipway.words import text
from tests.factories import organization
from tests.lms.key_sets import jwk
from tests.lms.platforms import Asked, Said, fake_platform
from tests.lms.registered import registered
from tests.orgs.browsers import browser_of, deeds
from tests.owner_pages.pages import Held, launched, page_of, shown, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def made(owner: User) -> Registration:
    return registered(organization(owner=owner))


def lit(owner: User, made: Registration) -> set[str]:
    """The names of the lights that are on."""
    (row,) = browser_of(owner).get(page_of(made, "/lights")).context["rows"]
    return {light.name for light in row.lights if light.is_on}


def test_all_lights_are_off_before_anything_came(owner: User, made: Registration) -> None:
    assert lit(owner, made) == set()
    assert "waiting for the first launch" in shown(owner, made)


def test_each_light_goes_on_by_itself(owner: User, made: Registration) -> None:
    PlatformKeySet.objects.create(url=made.jwks_url, fetched_at=made.created_at)
    assert lit(owner, made) == {"keys"}
    note_login(made)
    assert lit(owner, made) == {"keys", "login"}
    launched(made, claims={"name": "Ida", "email": "ida@school.example"})
    assert lit(owner, made) == {"keys", "login", "launch", "people"}
    launched(
        made,
        claims={GRADES: {"scope": [SCORE_SCOPE]}, ROSTER: {"context_memberships_url": "https://lms.example.edu/m"}},
    )
    assert lit(owner, made) == {"keys", "login", "launch", "people", "scores", "roster"}
    launched(made, message_type="LtiDeepLinkingRequest", door="select")
    assert "The picker was opened, and no unit was chosen yet." in shown(owner, made)
    note_units_placed(registered(made.lms.organization))  # by a picker of another registration
    assert "deep-link" not in lit(owner, made)
    note_units_placed(made)
    assert "deep-link" in lit(owner, made)
    assert 'data-light="received"' in shown(owner, made, "/lights")


def test_every_light_and_hint_is_told_in_german(made: Registration) -> None:
    states = [registration_status(made)]
    PlatformKeySet.objects.create(url=made.jwks_url, fault=text("It did not answer in time."))
    launched(made, claims={})
    states.append(registration_status(made))
    launched(made, claims={"name": "Ida"}, message_type="LtiDeepLinkingRequest")
    states.append(registration_status(made))
    texts = {told for state in states for light in state.lights for told in (light.label, light.hint)}
    assert len(texts) == 17
    with translation.override("en"):
        english = set(map(str, texts))
    with translation.override("de"):
        assert english & set(map(str, texts)) == set()


def test_the_lights_are_those_of_this_registration(owner: User, made: Registration) -> None:
    other = registered(made.lms.organization)
    launched(other, claims={"name": "Ida", "email": "i@x.example", GRADES: {"scope": [SCORE_SCOPE]}})
    assert lit(owner, made) == set()


def test_a_refused_launch_is_told_and_claims_of_any_shape_are_read(owner: User, made: Registration) -> None:
    launched(made, claims={GRADES: "nonsense", "name": None, ROSTER: []})
    refused = launched(made, let_in=False, code="token")
    page = shown(owner, made)
    assert "The newest launch was refused" in page
    assert f"/launches/{refused.pk}" in page
    assert "The LMS sends no names" in page


def test_the_first_login_is_written_once(made: Registration) -> None:
    note_login(made)
    first = Registration.objects.get(pk=made.pk)
    note_login(first)
    note_login(made)
    assert Registration.objects.get(pk=made.pk).login_seen_at == first.login_seen_at


def test_connection_is_tried_out_and_told_in_words(owner: User) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path == "/jwks":
            padded = jwk("two") | {"e": "AQAB===="}
            return Said(200, json.dumps({"keys": [jwk("one"), padded]}).encode())
        token = {"access_token": "t", "token_type": "bearer", "expires_in": 3600, "scope": SCORE_SCOPE}
        return Said(200, json.dumps(token).encode())

    with fake_platform(answer) as platform:
        made = registered(organization(owner=owner), platform=platform.url)
        page = text_of(browser_of(owner).post(page_of(made, "/test")))
        assert "keys for signatures: 1. The key two is left out: n or e is not written in base64url" in page
        assert "The LMS gives Slipway access tokens." in page
        assert "Allowed: scores." in page
        assert lit(owner, made) == {"keys"}
        platform.answer = lambda asked: Said(400, b'{"error": "invalid_client"}')
        page = text_of(browser_of(owner).post(page_of(made, "/test")))
        assert "The token URL answered 400: invalid_client." in page
        assert "keys for signatures" not in page


def test_a_deployment_that_waits_is_accepted_or_refused(owner: User, made: Registration) -> None:
    note_deployment(made, "first")
    note_deployment(made, "second")
    page = shown(owner, made)
    assert page.index("second") < page.index(">first<")  # what waits for the owner stands first
    browser_of(owner).post(page_of(made, "/deployments"), {"deployment_id": "second", "accept": "1"})
    browser_of(owner).post(page_of(made, "/deployments"), {"deployment_id": "first", "refuse": "1"})
    browser_of(owner).post(page_of(made, "/deployments"), {"deployment_id": " third ", "accept": "1"})
    states = dict(Deployment.objects.filter(registration=made).values_list("deployment_id", "state"))
    assert states == {"first": "refused", "second": "accepted", "third": "accepted"}
    bad = browser_of(owner).post(page_of(made, "/deployments"), {"deployment_id": "a\nb", "accept": "1"}, follow=True)
    assert "exactly as it stands there" in bad.content.decode()
    assert made.deployments.count() == 3


def test_deployments_that_wait_are_told_wherever_the_registration_stands(owner: User, made: Registration) -> None:
    places: list[Held] = [made.lms.organization, made.lms, made]
    note_deployment(made, "first")
    assert not [place for place in places if "waits</span>" in shown(owner, place)]
    note_deployment(made, "second")
    for place in places:
        page = shown(owner, place)
        assert "1 deployment waits</span>" in page
        assert f'href="{page_of(made)}#deployments-title"' in page
        # At first beside the LMS's name, and in the registration's line.
        assert place != made.lms.organization or page.count("1 deployment waits</span>") == 2
    note_deployment(made, "third")
    assert all("2 deployments wait</span>" in shown(owner, place) for place in places)
    for each in ("second", "third"):
        browser_of(owner).post(page_of(made, "/deployments"), {"deployment_id": each, "refuse": "1"})
    assert not [place for place in places if "deployments wait" in shown(owner, place)]
    stranger = registered()
    note_deployment(stranger, "1")
    note_deployment(stranger, "2")
    assert "waits</span>" not in shown(owner, made.lms.organization)


def test_where_all_schools_have_one_client_id_the_deployment_is_asked_for(owner: User, made: Registration) -> None:
    Lms.objects.filter(pk=made.lms_id).update(family="blackboard")
    typed = {"client_id": "app-1", "issuer": "https://blackboard.com", "deployment_policy": "listed"}
    typed |= dict.fromkeys(("auth_url", "token_url", "jwks_url"), "https://developer.blackboard.com/x")
    assert "the client ID is the same for all schools" in shown(owner, made.lms, "/connect?way=1.3")
    browser, url = browser_of(owner), page_of(made.lms, "/registrations/new")
    missing = browser.post(url, typed)
    assert (missing.status_code, "deployment_id" in missing.context["form"].errors) == (422, True)
    browser.post(url, typed | {"deployment_id": "site-guid"})
    kept = Registration.objects.get(lms=made.lms_id, client_id="app-1")
    assert list(kept.deployments.values_list("deployment_id", "state")) == [("site-guid", "accepted")]
    other = registered(platform="https://blackboard.com", client_id="app-1")
    found = candidates(issuer="https://blackboard.com", client_id="app-1", deployment_id="site-guid")
    assert (len(found), meant(found)) == (2, kept)
    assert other.pk in {each.registration.pk for each in found}


def test_no_assertion_is_made_for_another_schools_lms(owner: User, made: Registration) -> None:
    """All registrations sign with one key: it would be heard at one's own token URL, and be valid there."""
    told = {"client_id": made.client_id, "issuer": made.issuer, "deployment_policy": "first"}
    urls = {"auth_url": made.auth_url, "jwks_url": made.jwks_url, "token_url": "https://own.example/token"}
    theirs = {"token_audience": "https://canvas.other.example/login/oauth2/token"}
    answer = browser_of(owner).post(page_of(made, "/edit"), told | urls | theirs)
    assert (answer.status_code, "The audience must be on the host" in answer.content.decode()) == (422, True)
    made.refresh_from_db()
    assert made.token_audience == ""


def test_it_is_edited_disabled_enabled_and_removed(owner: User, made: Registration) -> None:
    browser, told = browser_of(owner), {"client_id": made.client_id, "issuer": made.issuer, "name": "Main account"}
    urls = {"auth_url": made.auth_url, "token_url": made.token_url, "jwks_url": "https://lms.example.edu/new"}
    browser.post(page_of(made, "/edit"), told | urls | {"deployment_policy": "all"})
    made.refresh_from_db()
    assert (made.name, made.jwks_url, made.deployment_policy) == ("Main account", "https://lms.example.edu/new", "all")
    assert browser.post(page_of(made, "/edit"), told).status_code == 422
    browser.post(page_of(made, "/remove"))
    assert "Disable it first" in shown(owner, made, "/remove")
    browser.post(page_of(made, "/disable"))
    assert "This registration is disabled since" in shown(owner, made)
    browser.post(page_of(made, "/enable"))
    browser.post(page_of(made, "/disable"))
    launch = launched(made)
    assert "1 launch in the log" in shown(owner, made, "/remove")
    answer = browser.post(page_of(made, "/remove"), follow=True)
    assert answer.request["PATH_INFO"].endswith(str(made.lms_id))
    launch.refresh_from_db()
    assert launch.registration is None
    assert [deed for deed in deeds(made.lms.organization) if deed.startswith("registration.")] == [
        "registration.make", "registration.edit", "registration.disable", "registration.enable",
        "registration.disable", "registration.remove",
    ]  # fmt: skip


def test_its_own_login_url_is_on_its_page(owner: User, made: Registration) -> None:
    page = shown(owner, made)
    assert f'value="http://localhost:8000/lti/1p3/login/{made.pk}"' in page
    assert "-----BEGIN PUBLIC KEY-----" in page
    assert "PRIVATE" not in page
