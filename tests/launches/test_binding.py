"""What a browser keeps of a login, and shows at the launch."""

from uuid import uuid4

import pytest

from slipway.launches.binding import asks_in_frame, cookie, end_of_cookie, fresh_keepsake, secret_in
from slipway.lti.v1p3.state import State

HTTPS, LOOPBACK = "https://slipway.example.edu", "http://localhost:8000"


def state_of(nonce: str) -> State:
    return State(registration_id=uuid4(), nonce=nonce, binding_hash="", issued_at=0)


@pytest.mark.parametrize(
    ("header", "framed"),
    [("document", False), ("", False), ("iframe", True), ("frame", True), ("embed", True), ("object", True)],
)
def test_only_a_frame_needs_to_find_out(header: str, framed: bool) -> None:
    assert asks_in_frame(header) is framed


@pytest.mark.parametrize("home", [HTTPS, LOOPBACK])
@pytest.mark.parametrize("framed", [True, False])
def test_what_the_cookie_kept_comes_back_and_is_taken_away(home: str, framed: bool) -> None:
    keepsake = fresh_keepsake()
    line = cookie(keepsake, public_url=home, framed=framed)
    pair, _, attributes = line.partition("; ")
    name, _, value = pair.partition("=")
    assert name.startswith("__Host-") is (home == HTTPS)
    assert ("Partitioned" in attributes) is framed
    assert {"Secure", "HttpOnly", "SameSite=None", "Path=/"} <= set(attributes.split("; "))
    state = state_of(keepsake.nonce)
    assert secret_in({name: value}, state, public_url=home) == keepsake.secret
    end = end_of_cookie({name: value}, state, public_url=home)
    assert end.startswith(f"{name}=; ")
    assert "Max-Age=0" in end
    assert ("Partitioned" in end) is framed


def test_another_logins_cookie_says_nothing() -> None:
    one, two = fresh_keepsake(), fresh_keepsake()
    pair = cookie(one, public_url=HTTPS, framed=True).partition("; ")[0].split("=", 1)
    assert secret_in({pair[0]: pair[1]}, state_of(two.nonce), public_url=HTTPS) == ""
    assert end_of_cookie({pair[0]: pair[1]}, state_of(two.nonce), public_url=HTTPS) == ""
