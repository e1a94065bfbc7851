import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.lti.refusal import Refusal
from slipway.lti.v1p3.state import (
    LOGIN_LIFE,
    LoginState,
    check_login_age,
    hashed_secret,
    is_bound,
    open_state,
    seal_state,
)
from tests.lti.refusing import refusal_of

from .platform import NOW, SECONDS, b64, unb64

KEY, OTHER = b"k" * 32, b"o" * 32
STATE = LoginState(
    registration_id=UUID(int=7),
    nonce="nonce-1",
    binding_hash=hashed_secret("secret"),
    issued_at=SECONDS,
    storage_target="_parent",
    waiting_frame="frame-1",
)
TEXT = seal_state(STATE, key=KEY)


def refusal(text: str, keys: Sequence[bytes] = (KEY,)) -> Refusal:
    return refusal_of(open_state, text, keys=keys)


def test_what_is_sealed_is_opened() -> None:
    assert open_state(TEXT, keys=[KEY]) == STATE
    assert open_state(TEXT, keys=[OTHER, KEY]) == STATE  # while keys are rotated
    assert set(TEXT) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@given(
    st.uuids(),
    st.text(max_size=50).filter(lambda text: "\0" not in text),
    st.integers(SECONDS - LOGIN_LIFE, SECONDS + 60),
)
def test_whatever_is_sealed_is_opened(registration: UUID, text: str, issued_at: int) -> None:
    texts = dict.fromkeys(("nonce", "binding_hash", "storage_target", "waiting_frame"), text)
    state = LoginState(registration_id=registration, issued_at=issued_at, **texts)
    assert open_state(seal_state(state, key=KEY), keys=[KEY]) == state


@pytest.mark.parametrize(
    ("seconds", "is_good"), [(0, True), (600, True), (601, False), (-60, True), (-61, False), (10**9, False)]
)
def test_it_lives_ten_minutes(seconds: int, is_good: bool) -> None:
    now = NOW + timedelta(seconds=seconds)
    assert open_state(TEXT, keys=[KEY]) == STATE  # an old one still says whose login it was
    if is_good:
        check_login_age(STATE, now=now)
    else:
        assert refusal_of(check_login_age, STATE, now=now) is Refusal.STATE


def test_one_of_the_release_before_is_opened() -> None:
    payload = b64(unb64(TEXT.split(".")[0]).replace(b'{"r"', b'{"t":"https://slipway.example/lti","r"'))
    seal = b64(hmac.digest(KEY, b"slipway lti 1.3 state 1\0" + payload.encode(), "sha256"))
    assert open_state(f"{payload}.{seal}", keys=[KEY]) == STATE


def test_nobody_else_makes_or_changes_one() -> None:
    payload, seal = TEXT.split(".")
    changed = b64(unb64(payload).replace(b"nonce-1", b"nonce-2"))
    nothing = ("", ".", "a.b", payload, f".{seal}", f"{payload}.", "x" * 100_000, "\ud800.é", "é.é")
    near = (f"{payload}.{seal}x", f"{payload}.{seal[:-1]}", f"{TEXT}.", f"{TEXT}=", f" {TEXT}")
    for text in (*nothing, *near, f"{changed}.{seal}", f"{payload}.{b64(bytes(32))}"):
        assert refusal(text) is Refusal.STATE
    assert refusal(seal_state(STATE, key=OTHER)) is Refusal.STATE
    assert refusal(TEXT, keys=[]) is Refusal.STATE


def test_what_is_too_long_is_not_opened() -> None:
    assert refusal(seal_state(replace(STATE, storage_target="x" * 20_000), key=KEY)) is Refusal.STATE


def test_it_is_bound_to_who_keeps_the_secret() -> None:
    assert is_bound(STATE, "secret")
    for other in ("", "Secret", "secret ", STATE.binding_hash, "é", "\ud800"):
        assert not is_bound(STATE, other)
    assert "secret" not in unb64(TEXT.split(".")[0]).decode()  # the browser that reads a state learns no secret
