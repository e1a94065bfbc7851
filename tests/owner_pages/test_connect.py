"""*Connect your LMS*: which one, which way, then only its own steps, and the light of the first launch."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from slipway.lms.models import ConsumerKey, LaunchRecord, Lms
from slipway.lms_kinds.kind import LmsKind
from slipway.lms_kinds.registry import KINDS
from slipway.orgs.models import Organization, User
from tests.factories import lms
from tests.lms.registered import endpoints
from tests.orgs.browsers import browser_of, deeds
from tests.owner_pages.pages import launched, page_of, shown, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


HERE = "http://localhost:8000"
# What each LMS's form calls the address that its logins begin at, and another word of its own; at LTI 1.1 one of those.
WORDS = {
    "canvas": ("JSON URL", "By Client ID", "By URL"),
    "moodle": ("Initiate login URL", "Add LTI Advantage", "Tool configuration usage"),
    "blackboard": ("Login Initiation URL", "Register LTI 1.3/Advantage Tool", "Provider Domain"),
    "desire2learn": ("OpenID Connect Login URL", "Manage Extensibility", "Launch Point"),
    "sakai": ("LTI 1.3 Tool Redirect Endpoint", "Administration Workspace", "Install LTI 1.x Tool"),
    "schoology": ("OIDC Login Init URL", "App Center", "Send Name and Email"),
    "openedx": ("Tool Initiate Login URL", "Registered Redirect URIs", "LTI Passports"),
    "other": ("Login initiation URL", "registration URL", "by <strong>LTI 1.1</strong>"),
}


def connected(owner: User, acme: Organization, family: str, way: str, name: str = "") -> tuple[Lms, str]:
    """The LMS that the form makes, and the page that it leads to."""
    sent = {"family": family, "way": way, "name": name}
    page = browser_of(owner).post(page_of(acme, "/new"), sent, follow=True)
    made = Lms.objects.filter(organization=acme).latest("created_at")
    assert page.request["PATH_INFO"] == page_of(made, "/connect")
    return made, text_of(page)


def values(page: str) -> set[str]:
    """What its copy buttons copy."""
    return {unescape(value) for value in re.findall(r'value="([^"]*)" readonly', page)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_each_lms_has_its_own_steps_by_lti_1p3(owner: User, acme: Organization, kind: LmsKind) -> None:
    family = kind.code
    made, page = connected(owner, acme, family, "1.3")
    assert (made.family, made.name) == (family, kind.name.english)
    assert not made.consumer_keys.exists()
    for word in WORDS[family][:2]:
        assert word in page
    copied = values(page)
    own = f"{HERE}/lti/1p3/organizations/{acme.pk}"
    wanted = {f"{own}/canvas.json"} if family == "canvas" else {f"{own}/jwks.json", f"{HERE}/lti/1p3/login"}
    assert wanted <= copied
    assert f"{HERE}/lti/1p3/jwks.json" not in page
    assert ("Make the link" in page) == kind.registers_itself
    others = {word for other, words in WORDS.items() if other not in {family, "other"} for word in words}
    assert [word for word in others - set(WORDS[family]) if word in page] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_each_lms_has_its_own_steps_by_lti_1p1(owner: User, acme: Organization, kind: LmsKind) -> None:
    family = kind.code
    made, page = connected(owner, acme, family, "1.1", name="Campus")
    key = made.consumer_keys.get()
    assert made.name == "Campus"
    assert key.key in values(page)
    assert WORDS[family][2] in page
    assert "Waiting for the first launch" in page


def test_the_page_can_be_told_that_it_is_another_lms(owner: User, acme: Organization) -> None:
    made, _ = connected(owner, acme, "canvas", "1.3")
    steps = browser_of(owner).post(page_of(made, "/kind?way=1.1"), {"family": "sakai"}, follow=True)
    assert steps.request["QUERY_STRING"] == "way=1.1"
    assert "In Sakai" in text_of(steps)
    assert "In Sakai" in shown(owner, made, "/connect")
    assert deeds(acme) == ["lms.connect", "lms.say-kind"]


@pytest.mark.parametrize("sent", [{}, {"family": "netscape", "way": "1.3"}, {"family": "moodle", "way": "2.0"}])
def test_what_is_not_offered_is_not_taken(owner: User, acme: Organization, sent: dict[str, str]) -> None:
    answer = browser_of(owner).post(page_of(acme, "/new"), sent | {"name": "Kept as typed"})
    assert answer.status_code == 422
    assert 'value="Kept as typed"' in text_of(answer)
    assert not Lms.objects.filter(organization=acme).exists()


def test_an_owner_registers_by_hand(owner: User, acme: Organization) -> None:
    made, _ = connected(owner, acme, "moodle", "1.3")
    path, browser = page_of(made, "/registrations/new"), browser_of(owner)
    typed = {"address": "moodle.example.edu/my/", "client_id": "abc", "deployment_policy": "listed", "name": "New"}
    filled = browser.post(path, typed | {"fill": "1", "auth_url": "kept only until it is known"})
    assert filled.status_code == 200
    page = text_of(filled)
    for text in ("https://moodle.example.edu/mod/lti/auth.php", 'value="abc"', 'value="New"', 'value="listed" '):
        assert text in page
    moodle = "https://moodle.example.edu"
    typed |= {"issuer": moodle, "auth_url": f"{moodle}/mod/lti/auth.php", "token_url": f"{moodle}/mod/lti/token.php"}
    wrong = browser.post(path, typed | {"jwks_url": "lms/certs"})
    assert wrong.status_code == 422
    assert "Type the whole address" in text_of(wrong)
    assert 'value="lms/certs"' in text_of(wrong)
    good = typed | {"jwks_url": f"{moodle}/certs", "deployment_id": "3"}
    browser.post(path, good)
    registration = made.registrations.get()
    assert (registration.client_id, registration.deployment_policy, registration.is_pending) == ("abc", "listed", False)
    assert registration.deployments.get().state == "accepted"
    twice = browser.post(path, good)
    assert twice.status_code == 422
    assert "has a registration with the client ID" in text_of(twice)


def test_an_lms_with_a_key_gains_a_registration(owner: User, acme: Organization) -> None:
    held = lms(acme, name="Canvas")
    assert page_of(held, "/connect?way=1.3") in shown(owner, held)
    assert "By URL" in shown(owner, held, "/connect")
    browser_of(owner).post(page_of(held, "/registrations/new"), endpoints().values())
    assert (held.consumer_keys.count(), held.registrations.count()) == (1, 1)
    both = shown(owner, acme)
    assert held.consumer_keys.get().key in both
    assert held.registrations.get().client_id in both
    assert "1 live key" in both
    assert "1 registration" in both


def test_canvas_json_is_public_plain_and_says_the_configured_address(acme: Organization) -> None:
    path = f"/lti/1p3/organizations/{acme.pk}/canvas.json"
    answer = Client(headers={"host": "evil.example"}).get(path)
    assert answer["Content-Type"] == "application/json"
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    assert not answer.cookies
    told = json.loads(answer.content)
    assert told["redirect_uris"] == [f"{HERE}/lti/1p3/launch"]
    assert told["oidc_initiation_url"] == f"{HERE}/lti/1p3/login"
    assert told["public_jwk_url"] == f"{HERE}/lti/1p3/organizations/{acme.pk}/jwks.json"
    assert told["custom_fields"]["canvas_course_id"] == "$Canvas.course.id"
    placements = {each["placement"]: each for each in told["extensions"][0]["settings"]["placements"]}
    assert {"editor_button", "assignment_selection", "link_selection", "course_navigation"} <= set(placements)
    assert placements["editor_button"]["target_link_uri"] == f"{HERE}/lti/select"
    assert placements["course_navigation"]["message_type"] == "LtiResourceLinkRequest"
    assert "evil" not in text_of(answer)
    again = Client().get(path, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_a1_the_json_of_the_whole_installation_is_gone_and_nobodys_is_not_there() -> None:
    """It named the one key of all; a Canvas that was set up by it keeps what it read."""
    gone = Client().get("/lti/1p3/canvas.json")
    assert (gone.status_code, gone["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert "LTI Integration" in text_of(gone)
    assert Client().get(f"/lti/1p3/organizations/{uuid4()}/canvas.json").status_code == 404


# ---- the light, read from launch records


def record(key: ConsumerKey, *, ago: int = 0, **fields: object) -> LaunchRecord:
    told = {"door": "course", "nonce": f"n{ago}", "context_title": "Intro", "role": "teacher"}
    return launched(key, **{"at": timezone.now() - timedelta(minutes=ago), **told, **fields})


def light(owner: User, key: ConsumerKey) -> str:
    return shown(owner, key.lms, "/first-launch")


def test_it_waits_for_the_first_launch(owner: User, key: ConsumerKey) -> None:
    record(lms(key.lms.organization, name="Another LMS").consumer_keys.get())
    page = light(owner, key)
    assert 'data-light="waiting"' in page
    assert "Waiting for the first launch…" in page


def test_it_turns_green_at_the_first_launch_that_is_let_in(owner: User, key: ConsumerKey) -> None:
    record(key, ago=30, let_in=False, nonce=None, code="not-verified")
    first = record(key, ago=20, context_title="Intro to Python")
    record(key, ago=10, context_title="Another course", role="student")
    page = light(owner, key)
    assert 'data-light="received"' in page
    for part in ("First launch received", "Intro to Python", "by: Teacher", f"{first.at:%H:%M:%S}"):
        assert part in page
    assert "Another course" not in page


@pytest.mark.parametrize(
    ("launch", "told", "not_told"),
    [
        ({"nonce": None, "code": "not-verified"}, "could not verify", "key and secret are right"),
        ({"code": "not-connected"}, "key and secret are right", "could not verify"),
    ],
)
def test_a_refused_launch_says_whether_key_and_secret_are_right(
    owner: User, key: ConsumerKey, launch: dict[str, Any], told: str, not_told: str
) -> None:
    record(key, let_in=False, **launch)
    page = light(owner, key)
    assert 'data-light="refused"' in page
    assert told in page
    assert not_told not in page
