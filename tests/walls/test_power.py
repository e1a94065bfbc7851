"""Deeds that make power: every address is judged, and each that is on the list asks for a recent sign-in."""

import time
from html import unescape
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from slipway.orgs.sign_in import kept_post
from slipway.site.power import DEEDS
from tests.factories import PASSWORD
from tests.orgs.browsers import browser_of, signed_in_long_ago
from tests.walls.people import form
from tests.walls.routes import ROUTES
from tests.walls.table import LAUNCHED, OPEN, OWN_DOOR, read
from tests.walls.test_walk import NOTHING_TO_DO, everything, in_a_word
from tests.walls.world import School, World, arguments

pytestmark = [pytest.mark.http, pytest.mark.django_db]

TABLE = read(OWN_DOOR) | read(OPEN) | read(LAUNCHED)

# What takes a POST and makes no power, by reason. A new address is put here, or on the list of `slipway.site.power`.
NO_POWER = {
    "What a class holds. Whoever may write it may undo it, and nobody gains a right.": {
        "class-new", "class-order", "class-upload", "class-upload-new", "upload", "upload-discard", "class-download",
        "module-new", "module-edit", "module-up", "module-down", "module-withdraw", "module-restore",
        "exercise-new", "unit-files", "unit-check",
        "unit-new", "unit-edit", "unit-move", "unit-up", "unit-down", "unit-withdraw", "unit-restore", "unit-publish",
        "unit-unpublish", "unit-duplicate", "unit-preview", "unit-new-preview", "link-edit", "link-remove",
    },
    "What a class's students handed in: their old scores are kept, and dates are given and taken back.": {
        "unit-regrade", "unit-grade-again", "regrade-apply", "regrade-undo", "unit-extensions", "extension-remove",
    },
    "It takes a right away, or asks less of nobody, and is undone as quickly.": {
        "enrolment-remove", "request-refuse", "connection-remove", "invitation-revoke", "class-wanted-done",
    },
    "A name, a language, which steps are shown.": {
        "organization-settings", "lms-rename", "key-rename", "my-language",
    },
    "It begins something new that nobody else has a part in.": {"organization-new"},
    "It looks whether something works.": {"registration-test"},
    "Work of one's own.": {
        "own:dashboard", "own:class", "own:unit", "own:unit-start", "own:unit-complete", "own:unit-reopen",
        "own:work-save", "own:work-start-over", "own:work-ran", "own:hand-in", "own:work-versions", "own:submission",
        "own:visible-tests",
    },
    "What a teacher says of a student's work: audited, and taken back as quickly. Nobody gains a right.": {
        "own:progress", "own:student-work", "own:student-versions", "own:override", "own:override-remove",
        "own:comment", "own:comment-edit", "own:comment-remove",
    },
    "An invitation or a link that somebody with a recent sign-in, or a proven mailbox, has given.": {
        "invitation-join", "oidc-register", "set-up-sign-in", "set-password", "account_reset_password",
        "account_reset_password_from_key", "account_confirm_email", "account_confirm_login_code",
    },
    "The sign-in itself, and the end of one.": {
        "account_login", "account_signup", "account_logout", "account_reauthenticate", "mfa_authenticate",
        "mfa_reauthenticate", "enter", "leave",
    },
    "From the LMS's side, by a launch and no account.": {"unlink"},
    "A launch proves itself by its signature, and gives no right in an organization.": {
        "lti", "lti-unit", "lti-course", "lti-select", "oidc-login", "oidc-login-of", "oidc-launch",
    },
}  # fmt: skip


@pytest.fixture
def acme(standing: World) -> School:
    return standing.acme


@pytest.fixture
def browser(acme: School) -> Client:
    """The owner's, who signed in long ago."""
    return signed_in_long_ago(acme.people["owner"])


def takes_a_post(name: str) -> bool:
    return bool(set(TABLE[name, "POST"].values()) - {"405", "sign-in"})


def test_a5_every_address_that_takes_a_post_is_on_the_list_or_makes_no_power() -> None:
    harmless = [name for names in NO_POWER.values() for name in names]
    assert len(harmless) == len(set(harmless))
    assert set(DEEDS) & set(harmless) == set()
    posted = {name for name, route in ROUTES.items() if takes_a_post(name) and not route.by_bearer}
    assert posted - set(DEEDS) - set(harmless) == set(), "not judged: does it make power?"
    assert set(harmless) - posted == set()
    assert set(DEEDS) - set(ROUTES) == set()


def test_a5_no_address_of_a_launch_is_on_the_list() -> None:
    """A launch session has no password that could be asked for: what makes power is nowhere under /l/."""
    assert [name for name in DEEDS if ROUTES[name].by_bearer] == []


def doer(of: School, name: str) -> str:
    """Who may do the deed, as the table says."""
    row = TABLE[name, "POST"] if takes_a_post(name) else TABLE[name, "GET"]
    return next((who for who in ("owner", "teacher", "student") if row[who] != "-"), "owner")


def ask(client: Client, method: str, path: str, sent: dict[str, object]) -> HttpResponse:
    return cast("HttpResponse", client.post(path, sent) if method == "POST" else client.get(path))


def methods(name: str) -> list[str]:
    posts = ["POST"] if takes_a_post(name) else []
    return [*posts, "GET"] if DEEDS[name].page == "asks" else posts


@pytest.mark.parametrize(("name", "method"), [(name, method) for name in DEEDS for method in methods(name)])
def test_a5_a_sign_in_of_long_ago_is_asked_and_nothing_is_done(acme: School, name: str, method: str) -> None:
    who = doer(acme, name)
    path = acme.path(name)
    browser, before = signed_in_long_ago(acme.people[who]), everything()
    asked = ask(browser, method, path, form(acme, name))
    assert in_a_word(asked) == "password"
    assert everything() == before
    promises = "what you typed is kept" in browser.get(asked.headers["Location"]).content.decode()
    assert promises == (method == "POST" and DEEDS[name].answers == "goes-on")
    wrong = browser.post(asked.headers["Location"], {"password": "guessed"})
    assert wrong.status_code == 200
    assert everything() == before


@pytest.mark.parametrize("name", [name for name in DEEDS if takes_a_post(name)])
def test_a5_after_the_password_what_was_pressed_is_done_or_can_be_pressed_again(acme: School, name: str) -> None:
    path, person = acme.path(name), acme.people[doer(acme, name)]
    browser = signed_in_long_ago(person)
    asked = browser.post(path, form(acme, name))
    come_back = browser.post(asked.headers["Location"], {"password": PASSWORD})
    before = everything()
    done = browser.get(come_back.headers["Location"])
    if DEEDS[name].answers == "again":
        assert everything() == before
        shown = done.content.decode()
        assert "press again what you wanted" in shown or done.status_code == 302  # on to the page that says it
        button = DEEDS[name].button or name
        assert urlsplit(come_back.headers["Location"]).path == acme.path(button)
        assert kept_post.PRESSED_SESSION_KEY not in browser.session  # nothing of it was kept: it may be a password
        return
    fresh = browser_of(person)
    assert done.status_code == TABLE_STATUS.get(TABLE[name, "POST"][doer(acme, name)], done.status_code)
    if name not in NOTHING_TO_DO | {"account_email", "link", "mfa_deactivate_totp"}:
        assert everything() != before, "the deed was lost on the way"
    assert kept_post.PRESSED_SESSION_KEY not in browser.session
    assert fresh.session.get(kept_post.PRESSED_SESSION_KEY) is None


TABLE_STATUS = {"done": 302, "page": 200, "-": 404}


@pytest.mark.parametrize("name", [name for name in DEEDS if "stranger" in TABLE[name, "POST"]])
def test_a5_who_may_not_do_it_is_not_asked_but_gets_404(standing: World, name: str) -> None:
    acme = standing.acme
    path = acme.path(name)
    people = {**acme.people, "stranger": standing.rival.people["owner"]}
    for who, person in people.items():
        if TABLE[name, "POST"][who] == "-" and name not in {"mfa_deactivate_totp", "mfa_download_recovery_codes"}:
            assert signed_in_long_ago(person).post(path, form(acme, name)).status_code == 404, who


def test_a5_a_deed_that_is_asked_by_htmx_leads_the_whole_page_to_the_question(acme: School) -> None:
    path = acme.path("key-enable")
    answer = signed_in_long_ago(acme.people["owner"]).post(path, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/accounts/reauthenticate/?next=")


def come_back_after(browser: Client, asked: Any) -> str:
    """Where the right password leads."""
    return str(browser.post(asked.headers["Location"], {"password": PASSWORD}).headers["Location"])


def test_a5_a_form_that_was_wrong_comes_back_filled_at_its_own_address(acme: School, browser: Client) -> None:
    path = acme.path("origin-new")
    back = come_back_after(browser, browser.post(path, {"origin": "no address at all"}))
    assert urlsplit(back).path == path
    shown = browser.get(back)
    assert shown.status_code == 422
    assert 'value="no address at all"' in shown.content.decode()


def test_a5_what_was_pressed_is_done_once(acme: School, browser: Client) -> None:
    path = acme.path("organization-people")
    back = come_back_after(browser, browser.post(path, {"email": "once@acme.example", "role": "teacher"}))
    assert browser.get(back).status_code == 302
    before = everything()
    again = browser.get(back)
    assert "not kept any more" in again.content.decode() or again.status_code == 302
    assert everything() == before


def test_a5_what_another_pressed_in_the_same_session_is_not_done_by_my_password(acme: School, browser: Client) -> None:
    """Somebody at an unlocked screen presses, and goes. Its owner, who presses something else, does only that."""
    people = acme.path("organization-people")
    browser.post(people, {"email": "eve@evil.example", "role": "owner"})
    mine = browser.get(acme.path("key-new"))
    browser.get(come_back_after(browser, mine))
    before = everything()
    assert browser.get(people).status_code == 200
    assert browser.get(f"{people}?{kept_post.GO_ON}=guessed").status_code == 200
    assert everything() == before
    assert b"eve@evil.example" not in browser.get(people).content


def test_a5_the_word_of_the_way_back_is_worth_nothing_in_another_browser(acme: School) -> None:
    path = acme.path("organization-people")
    eve = signed_in_long_ago(acme.people["owner"])
    asked = eve.post(path, {"email": "eve@evil.example", "role": "owner"})
    back = parse_qs(urlsplit(asked.headers["Location"]).query)["next"][0]
    other, before = browser_of(acme.people["owner"]), everything()
    assert other.get(back).status_code == 200
    assert eve.get(back).status_code == 302  # asked again: still nobody has typed the password there
    assert everything() == before


def test_a5_what_was_pressed_is_forgotten_after_ten_minutes(
    acme: School, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = acme.path("key-new")
    back = come_back_after(browser, browser.post(path, {"name": "Too late"}))
    kept, before = browser.session, everything()
    kept[kept_post.PRESSED_SESSION_KEY] = {**kept[kept_post.PRESSED_SESSION_KEY], "until": 1.0}
    kept.save()
    assert "not kept any more" in browser.get(back).content.decode()
    assert everything() == before


def test_a5_the_way_back_keeps_the_rest_of_the_address(acme: School, browser: Client) -> None:
    """A button on the page of an LMS leads back there, by its query."""
    path = f"{acme.path('secret-reveal')}?back=lms"
    shown = browser.get(come_back_after(browser, browser.post(path)), follow=True)
    assert acme.key.secret in shown.content.decode()
    assert shown.redirect_chain[-1][0] == acme.path("lms")


def test_a5_a_file_is_pressed_again_on_its_own_page_as_it_was_filtered(acme: School, browser: Client) -> None:
    path, headers = acme.path("launch-log-csv"), {"Referer": "https://evil.example/"}
    back = come_back_after(browser, browser.post(f"{path}?outcome=refused", headers=headers))
    assert back == f"{path.removesuffix('.csv')}?outcome=refused&{kept_post.GO_ON}={kept_post.PRESS_AGAIN}"
    assert "press again what you wanted" in browser.get(back).content.decode()


def test_a5_what_is_too_large_to_keep_is_pressed_again(acme: School, browser: Client) -> None:
    path = acme.path("registration-new")
    back = come_back_after(browser, browser.post(path, {"client_id": "x" * kept_post.MOST_KEPT_CHARACTERS}))
    assert kept_post.PRESSED_SESSION_KEY not in browser.session
    assert "press again what you wanted" in browser.get(back).content.decode()


@pytest.mark.parametrize("name", [name for name in DEEDS if takes_a_post(name)])
def test_a5_the_page_that_asks_says_what_is_done(acme: School, name: str) -> None:
    browser, path = signed_in_long_ago(acme.people[doer(acme, name)]), acme.path(name)
    sent = form(acme, name)
    asks = browser.post(path, sent).headers["Location"]
    shows = DEEDS[name].button if DEEDS[name].button in DEEDS else name  # a page that is a deed itself says which
    for page in (browser.get(asks), browser.post(asks, {"password": "guessed", "next": next_of(asks)})):
        shown = unescape(page.content.decode())
        assert f"<strong>{DEEDS[shows].does}" in shown
        if DEEDS[name].answers == "goes-on":
            assert [value for value in sent.values() if str(value) not in shown] == []


def next_of(asks: str) -> str:
    return parse_qs(urlsplit(asks).query)["next"][0]


def test_a5_what_somebody_else_pressed_is_named_and_cancelled(acme: School) -> None:
    """Somebody at an unlocked screen presses, and leaves the question open for its owner to answer."""
    people = acme.path("organization-people")
    browser, before = signed_in_long_ago(acme.people["owner"]), everything()
    asks = browser.post(people, {"email": "eve@evil.example", "role": "owner"}).headers["Location"]
    shown = browser.get(asks).content.decode()
    for words in ("Invite somebody into the organization", acme.organization.name, "eve@evil.example", "owner"):
        assert words in shown
    left = browser.post("/accounts/reauthenticate/", {"cancel": "1", "next": next_of(asks)})
    assert left.headers["Location"] == acme.path("organization")
    assert kept_post.PRESSED_SESSION_KEY not in browser.session
    browser.get(browser.post(asks, {"password": PASSWORD}).headers["Location"])
    assert everything() == before


def test_a5_the_page_that_asks_names_nothing_of_others(standing: World) -> None:
    """Neither of another organization, nor of one's own address with another's LMS in it."""
    acme, rival = standing.acme, standing.rival
    browser = signed_in_long_ago(rival.people["owner"])
    theirs = arguments(acme, "lms-remove")
    mixed = {**theirs, "organization_id": rival.organization.pk}
    for named in (theirs, mixed):
        page = browser.get("/accounts/reauthenticate/", {"next": ROUTES["lms-remove"].path(named)})
        assert [word for word in acme.secret_words() if word in page.content.decode()] == []
    for nowhere in ("//evil.example/x", "https://evil.example/", "/no/such/page", ""):
        assert browser.get("/accounts/reauthenticate/", {"next": nowhere}).status_code == 200
        assert browser.post("/accounts/reauthenticate/", {"next": nowhere, "cancel": "1"}).status_code == 302


def test_a5_what_is_kept_is_sealed_and_goes_when_it_is_over(acme: School, monkeypatch: pytest.MonkeyPatch) -> None:
    people = acme.path("organization-people")
    browser, now = signed_in_long_ago(acme.people["owner"]), time.time()
    browser.post(people, {"email": "eve@evil.example", "role": "owner"})
    assert kept_post.PRESSED_SESSION_KEY in browser.session
    assert "eve" not in str(dict(browser.session.items()))
    monkeypatch.setattr(time, "time", lambda: now + kept_post.PRESSED_LASTS + 1)
    browser.get(people)
    assert kept_post.PRESSED_SESSION_KEY not in browser.session
