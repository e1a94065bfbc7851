"""What a browser keeps of a login, and shows at the launch."""

from dataclasses import replace
from uuid import uuid4

import pytest

from slipway.launches.verify.browser_binding import (
    BrowserEvidence,
    Proof,
    asks_in_frame,
    end_of_cookie,
    login_cookie,
    new_login_secret,
    proof_of,
    secret_in,
)
from slipway.lti.v1p3.state import LoginState, hashed_secret

HTTPS, LOOPBACK = "https://slipway.example.edu", "http://localhost:8000"


def state_of(nonce: str) -> LoginState:
    return LoginState(registration_id=uuid4(), nonce=nonce, binding_hash="", issued_at=0)


@pytest.mark.parametrize(
    ("header", "framed"),
    [("document", False), ("", False), ("iframe", True), ("frame", True), ("embed", True), ("object", True)],
)
def test_only_a_frame_needs_to_find_out(header: str, framed: bool) -> None:
    assert asks_in_frame(header) is framed


@pytest.mark.parametrize("home", [HTTPS, LOOPBACK])
@pytest.mark.parametrize("framed", [True, False])
def test_what_the_cookie_kept_comes_back_and_is_taken_away(home: str, framed: bool) -> None:
    login = new_login_secret()
    line = login_cookie(login, public_url=home, framed=framed)
    pair, _, attributes = line.partition("; ")
    name, _, value = pair.partition("=")
    assert name.startswith("__Host-") is (home == HTTPS)
    assert ("Partitioned" in attributes) is framed
    assert {"Secure", "HttpOnly", "SameSite=None", "Path=/"} <= set(attributes.split("; "))
    state = state_of(login.nonce)
    assert secret_in({name: value}, state, public_url=home) == login.secret
    end = end_of_cookie({name: value}, state, public_url=home)
    assert end.startswith(f"{name}=; ")
    assert "Max-Age=0" in end
    assert ("Partitioned" in end) is framed


def test_another_logins_cookie_says_nothing() -> None:
    one, two = new_login_secret(), new_login_secret()
    pair = login_cookie(one, public_url=HTTPS, framed=True).partition("; ")[0].split("=", 1)
    assert secret_in({pair[0]: pair[1]}, state_of(two.nonce), public_url=HTTPS) == ""
    assert end_of_cookie({pair[0]: pair[1]}, state_of(two.nonce), public_url=HTTPS) == ""


@pytest.mark.parametrize(
    ("named", "cookie_", "kept", "is_ours", "framed", "proves"),
    [
        ("", "secret", None, False, False, Proof.COOKIE),
        ("_parent", "secret", None, False, True, Proof.COOKIE),
        ("_parent", "secret", "a guess", False, True, Proof.COOKIE),
        ("_parent", "another", None, False, True, Proof.NOT_ASKED),
        ("_parent", "", None, False, True, Proof.NOT_ASKED),
        ("_parent", "", None, False, False, Proof.NONE),  # in a window a cookie was to be kept, and nothing else
        ("", "", None, False, True, Proof.NONE),
        ("_parent", "", "secret", True, True, Proof.STORAGE),
        ("_parent", "", "a guess", True, True, Proof.NONE),
        ("_parent", "", "", True, True, Proof.NONE),
        ("_parent", "", "secret", False, True, Proof.NONE),  # whoever made the login knows it
        ("", "", "secret", True, True, Proof.NONE),  # there was nowhere to keep it
    ],
)
def test_what_a_browser_proves(
    *, named: str, cookie_: str, kept: str | None, is_ours: bool, framed: bool, proves: Proof
) -> None:
    state = replace(state_of("nonce"), binding_hash=hashed_secret("secret"), storage_target=named)
    assert proof_of(state, BrowserEvidence(cookie=cookie_, stored=kept, is_ours=is_ours, framed=framed)) is proves
