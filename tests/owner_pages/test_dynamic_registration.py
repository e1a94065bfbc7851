"""Registration links: Slipway asks the LMS and keeps only what fits (docs/lms-behaviour.md, cases 56 and 57)."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client, override_settings
from django.utils import timezone, translation

from slipway.lms.models import Lms, Registration, RegistrationLink
from slipway.lms.registrations.links import held_link
from slipway.orgs.models import User
from slipway.owner_pages.registrations.details import concerns
from tests.lms.platforms import Asked, Said
from tests.lms.registered import registered
from tests.orgs.browsers import browser_of, deeds
from tests.owner_pages.lms_that_registers import TOOL, RegisteringLms, link, pressed, registering_lms
from tests.owner_pages.pages import page_of, shown, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]
HERE = "http://localhost:8000"


def opened(path: str, theirs: RegisteringLms, **changes: str) -> Any:
    return Client().get(path, theirs.opened_with | changes)


def test_the_lms_gains_a_registration_beside_its_key(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    path = link(owner, moodle, f"{theirs.url}/my/")
    for _ in range(2):  # to look uses nothing up, and asks the LMS nothing
        page = opened(path, theirs)
        assert page.status_code == 200
        assert "frame-ancestors *" in page["Content-Security-Policy"]
        assert not page.cookies
        assert moodle.organization.name in text_of(page)
    assert theirs.platform.asked == []
    done = pressed(path, theirs)
    assert done.status_code == 200, text_of(done)
    assert "press Activate" in text_of(done)
    assert "owner_pages/registered.js" in text_of(done)
    made = moodle.registrations.get()
    assert (made.issuer, made.client_id, made.is_pending) == (theirs.url, "client-1", False)
    assert (made.auth_url, made.jwks_url) == (f"{theirs.url}/auth", f"{theirs.url}/jwks")
    assert [each.deployment_id for each in made.deployments.filter(state="accepted")] == ["7"]
    assert moodle.consumer_keys.count() == 1
    assert Lms.objects.filter(organization=moodle.organization).count() == 1
    assert "registration-link.use" in deeds(moodle.organization)


def test_what_the_lms_is_asked(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    headers, document = theirs.asked_to_register[0]
    assert headers["authorization"] == "Bearer once"
    assert headers["content-type"] == "application/json"
    own = moodle.registrations.get().pk  # which was not there yet
    assert document["initiate_login_uri"] == f"http://localhost:8000/lti/1p3/login/{own}"
    assert document["redirect_uris"] == ["http://localhost:8000/lti/1p3/launch"]
    assert document["scope"] == "https://purl.imsglobal.org/spec/lti-ags/scope/score"
    assert document[TOOL]["messages"][0]["target_link_uri"] == "http://localhost:8000/lti/select"


def test_a_link_works_once_and_for_an_hour(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    used = link(owner, moodle, theirs.url)
    assert pressed(used, theirs).status_code == 200
    over = link(owner, moodle, theirs.url)
    RegistrationLink.objects.filter(used_at=None).update(expires_at=timezone.now() - timedelta(seconds=1))
    for path in (used, over, "/lti/1p3/register/made-up"):
        for answer in (opened(path, theirs), pressed(path, theirs)):
            assert (answer.status_code, answer["X-Refusal-Code"]) == (404, "registration")
            assert "The link was used, or its hour is over" in text_of(answer)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("sent", [{"openid_configuration": ""}, {"openid_configuration": "javascript:alert(1)"},
                                  {"registration_token": "a\nb"}])  # fmt: skip
def test_opened_by_somebody_else_it_says_where_it_belongs(
    owner: User, moodle: Lms, theirs: RegisteringLms, sent: dict[str, str]
) -> None:
    path = link(owner, moodle, theirs.url)
    for answer in (opened(path, theirs, **sent), pressed(path, theirs, **sent)):
        assert answer.status_code == 400
        assert "This link is to be opened by your LMS" in text_of(answer)
    assert theirs.platform.asked == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"registration_endpoint": None}, "registration_endpoint is not usable: it is missing"),
        ({"jwks_uri": "ftp://x/"}, "jwks_uri is not usable"),
        ({"issuer": 7}, "issuer is not usable"),
    ],
)
def test_a_configuration_that_cannot_be_is_refused(
    owner: User, moodle: Lms, theirs: RegisteringLms, changes: dict[str, Any], says: str
) -> None:
    theirs.changes = changes
    answer = pressed(path := link(owner, moodle, theirs.url), theirs)
    assert (answer.status_code, answer["X-Refusal-Code"]) == (400, "registration")
    assert says in text_of(answer)
    assert theirs.asked_to_register == []
    assert not Registration.objects.exists()
    theirs.changes = {}
    assert pressed(path, theirs).status_code == 200  # the link was still good


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Said(401, b'{"error": "token_already_used"}'), "The LMS answered 401: token_already_used."),
        (Said(400, b'{"error_description": "<b>no</b> jwks"}'), "400: &lt;b&gt;no&lt;/b&gt; jwks."),
        (Said(500, b"Oops"), "The LMS answered 500 with no JSON"),
        (Said(200, b"{}"), "without a usable client id"),
        (Said(400, b"domain_targetlinkuri_mismatch"), "400 with no JSON: domain_targetlinkuri_mismatch."),
        (Said(403, b"<html><title>No</title><p>Not <i>here</i></p>"), "403 with no JSON: No; Not here."),
        (
            Said(422, b'{"errors": [{"field": "scopes", "message": "cannot contain openid"}]}'),
            "The LMS answered 422: scopes: cannot contain openid.",
        ),
        (Said(200, b"oh dear"), "oh dear. It may list Slipway all the same: remove that there before you try again."),
    ],
)
def test_the_lms_says_no_in_its_own_words(
    owner: User, moodle: Lms, theirs: RegisteringLms, answer: Said, says: str
) -> None:
    theirs.answer = answer
    refused = pressed(link(owner, moodle, theirs.url), theirs)
    assert refused.status_code == 400
    assert says in text_of(refused)
    assert not Registration.objects.exists()


def test_b7_what_it_says_of_its_configuration_is_told_too(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    theirs.platform.answer = lambda _asked: Said(404, b'{"errors": [{"message": "No such page"}]}')
    refused = pressed(link(owner, moodle, theirs.url), theirs)
    assert "the LMS answered 404 instead of 200: No such page." in text_of(refused)


def test_b8_byte_order_marks_lose_nothing(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    answers = theirs.platform.answer

    def marked(asked: Asked) -> Said:
        plain = answers(asked)
        return Said(plain.status, b"\xef\xbb\xbf" + plain.body, plain.headers)

    theirs.platform.answer = marked
    assert pressed(link(owner, moodle, theirs.url), theirs).status_code == 200
    assert moodle.registrations.get().client_id == "client-1"


def test_c5_moodle_is_told_host_and_port(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    theirs.family, theirs.client_id = "sakai", "client-2"
    pressed(link(owner, moodle, theirs.url), theirs)
    domains = [document[TOOL]["domain"] for _, document in theirs.asked_to_register]
    assert domains == ["localhost:8000", "localhost"]


def test_what_cannot_be_kept_is_said_and_not_a_fault_of_ours(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    path = link(owner, moodle, theirs.url)
    theirs.client_id = "a\nb"
    refused = pressed(path, theirs)
    assert (refused.status_code, refused["X-Refusal-Code"]) == (400, "registration")
    assert "remove that there before you try again" in text_of(refused)
    theirs.client_id = 10000000000001  # Canvas's, as a number
    assert pressed(path, theirs).status_code == 200
    assert moodle.registrations.get().client_id == "10000000000001"


def test_two_presses_at_once_register_once(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    path = link(owner, moodle, theirs.url)
    with held_link(RegistrationLink.objects.get(used_at=None)):
        second = pressed(path, theirs)
    assert (second.status_code, "used at this moment" in text_of(second)) == (400, True)
    assert "Try again" in text_of(second)
    assert theirs.asked_to_register == []
    assert pressed(path, theirs).status_code == 200
    assert len(theirs.asked_to_register) == 1


@pytest.mark.parametrize(
    ("family", "server", "kept", "waits"),
    [
        ("canvas", "canvas.school.edu", "", False),  # docs/lms-behaviour.md §5.8
        ("canvas", "{url}/aud", "", False),
        ("moodle", "{url}/aud", "{url}/aud", False),
        ("moodle", "http://127.0.0.1:9/aud", "http://127.0.0.1:9/aud", True),
    ],
)
def test_whom_our_assertions_are_for(
    owner: User, moodle: Lms, theirs: RegisteringLms, family: str, server: str, kept: str, waits: bool
) -> None:
    Lms.objects.filter(pk=moodle.pk).update(family=family)
    theirs.family, theirs.changes = family, {"authorization_server": server.format(url=theirs.url)}
    pressed(link(owner, moodle, theirs.url), theirs)
    made = moodle.registrations.get()
    assert (made.token_audience, made.is_pending) == (kept.format(url=theirs.url), waits)


def test_a_server_that_is_not_there_or_not_to_be_called(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    path = link(owner, moodle, theirs.url)
    gone = pressed(path, theirs, openid_configuration="http://127.0.0.1:9/config")
    assert "Slipway cannot read the configuration of the LMS" in text_of(gone)
    cloud = pressed(path, theirs, openid_configuration="http://169.254.169.254/latest/")
    assert "Slipway does not call" in text_of(cloud)
    with override_settings(ALLOW_PRIVATE_LMS=False):
        private = pressed(path, theirs)
    assert "SLIPWAY_ALLOW_PRIVATE_LMS" in text_of(private)
    assert theirs.platform.asked == []


@pytest.mark.parametrize(
    ("changes", "family", "concern"),
    [
        ({"jwks_uri": "http://127.0.0.1:9/jwks"}, "moodle", "jwks_uri is on the host 127.0.0.1"),
        ({"issuer": "https://elsewhere.example.edu"}, "moodle", "issuer is on the host elsewhere.example.edu"),
        ({}, "sakai", "The LMS says that it is sakai, not moodle."),
    ],
)
def test_what_does_not_fit_waits_for_the_owner(
    owner: User, moodle: Lms, theirs: RegisteringLms, changes: dict[str, Any], family: str, concern: str
) -> None:
    theirs.changes, theirs.family = changes, family
    done = pressed(link(owner, moodle, theirs.url), theirs)
    assert "It waits for an owner" in text_of(done)
    assert concern in text_of(done)
    assert "data-wait" not in text_of(done)  # it stays, to be read
    made = moodle.registrations.get()
    assert made.is_pending
    assert concern in shown(owner, made)
    with translation.override("de"):
        told = concerns(made)
    assert [concern in each for each in told] == [False] * len(told) != []
    browser_of(owner).post(page_of(made, "/accept"))
    made.refresh_from_db()
    assert not made.is_pending
    assert "Accept this registration?" not in shown(owner, made)


def test_a_configuration_elsewhere_waits_too(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    with registering_lms() as other:
        done = pressed(link(owner, moodle, other.url), theirs)
    assert "It waits for an owner" in text_of(done)


def test_clear_text_is_refused_where_the_owner_said_https(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    answer = pressed(link(owner, moodle, theirs.url.replace("http:", "https:")), theirs)
    assert "is not an https address" in text_of(answer)
    assert theirs.asked_to_register == []


def test_the_same_lms_twice_changes_nothing_without_its_owner(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    made = moodle.registrations.get()
    theirs.changes = {"jwks_uri": f"{theirs.url}/new-jwks"}
    again = pressed(path := link(owner, moodle, theirs.url), theirs)
    assert "Slipway was registered here already" in text_of(again)
    # The LMS has been told another login URL than before: it leads to the registration that there is.
    told = urlsplit(theirs.asked_to_register[-1][1]["initiate_login_uri"]).path
    assert told != f"/lti/1p3/login/{made.pk}"
    values = {"iss": theirs.url, "client_id": "client-1", "login_hint": "1", "target_link_uri": f"{HERE}/lti"}
    assert Client().get(told, values).headers["Location"].startswith(f"{theirs.url}/auth?")
    assert Client().get(told, values | {"client_id": "another"}).status_code == 400
    assert pressed(path, theirs).status_code == 404  # and the link is used up
    made.refresh_from_db()
    assert made.jwks_url == f"{theirs.url}/jwks"
    assert f"{theirs.url}/new-jwks" in shown(owner, made)
    browser_of(owner).post(page_of(made, "/settle"), {"take": "1"})
    made.refresh_from_db()
    assert made.jwks_url == f"{theirs.url}/new-jwks"
    assert "says otherwise" not in shown(owner, made)
    assert moodle.registrations.count() == 1
    assert deeds(moodle.organization)[-2:] == ["registration.propose", "registration.edit"]


def test_an_owner_may_leave_all_as_it_was(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    made = moodle.registrations.get()
    theirs.changes = {"token_endpoint": f"{theirs.url}/new-token"}
    pressed(link(owner, moodle, theirs.url), theirs)
    browser_of(owner).post(page_of(made, "/settle"))
    made.refresh_from_db()
    assert made.token_url == f"{theirs.url}/token"
    assert "says otherwise" not in shown(owner, made)


def test_an_lms_connected_twice_is_noticed(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    registered(moodle.organization, platform=theirs.url, client_id="client-1")
    done = pressed(link(owner, moodle, theirs.url, another="1"), theirs)
    assert moodle.registrations.get().is_pending
    assert "has a registration of this issuer and client ID already" in text_of(done)


@pytest.mark.parametrize("address", ["", "not an address", "https://user:pw@lms.example.edu", "javascript:alert(1)"])
def test_an_address_that_is_none_keeps_what_was_typed(owner: User, moodle: Lms, address: str) -> None:
    answer = browser_of(owner).post(page_of(moodle, "/registration-link"), {"address": address})
    assert answer.status_code == 422
    assert f'value="{address}"' in text_of(answer) or not address
    assert not RegistrationLink.objects.exists()
