from urllib.parse import parse_qsl, urlsplit

import pytest

from slipway.lti.refusal import Refusal
from slipway.lti.v1p3.answer import read_answer
from slipway.lti.v1p3.login import LoginRequest, authentication_url, read_login
from tests.lti.refusing import refusal_of, refused

from .platform import captured

LOGIN = {"iss": "https://lms.example", "login_hint": "4", "target_link_uri": "https://slipway.example/lti"}


def test_what_lmss_send() -> None:
    for each in captured("login"):
        sent = each["params"]
        names = ("iss", "login_hint", "target_link_uri", "lti_message_hint", "client_id")
        assert read_login(sent) == LoginRequest(
            **{name: sent[name] for name in names}, deployment_id=sent["lti_deployment_id"]
        )


def test_canvas_names_its_deployment_and_its_storage_in_its_own_way() -> None:
    canvas = {"deployment_id": "7:abc", "lti_storage_target": "post_message_forwarding", "canvas_region": "us"}
    read = read_login(LOGIN | canvas)
    assert (read.deployment_id, read.storage_target, read.client_id) == ("7:abc", "post_message_forwarding", None)


@pytest.mark.parametrize("name", ["iss", "login_hint", "target_link_uri"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_a_login_must_say(name: str, value: str | None) -> None:
    why = refused(read_login, {key: text for key, text in (LOGIN | {name: value}).items() if text is not None})
    assert (why.refusal, name in why.cause.english) == (Refusal.MALFORMED, True)


NAMES = "iss login_hint target_link_uri lti_message_hint client_id lti_deployment_id deployment_id lti_storage_target"


@pytest.mark.parametrize("name", NAMES.split())
@pytest.mark.parametrize("value", ["x" * 8193, "a\0b"])
def test_what_is_too_long_or_broken(name: str, value: str) -> None:
    assert refusal_of(read_login, LOGIN | {name: value}) is Refusal.MALFORMED


def url(auth_url: str, **login: str) -> str:
    return authentication_url(
        auth_url=auth_url,
        client_id="c 1",
        redirect_uri="https://slipway.example/lti/1p3/launch",
        login=read_login(LOGIN | login),
        state="s&t=",
        nonce="n",
    )


def test_the_authentication_request_has_all_that_canvas_demands() -> None:
    made = urlsplit(url("https://sso.canvaslms.com/api/lti/authorize_redirect", lti_message_hint='{"a":1}+é'))
    assert f"{made.scheme}://{made.netloc}{made.path}" == "https://sso.canvaslms.com/api/lti/authorize_redirect"
    assert dict(parse_qsl(made.query, strict_parsing=True)) == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "c 1",
        "redirect_uri": "https://slipway.example/lti/1p3/launch",
        "login_hint": "4",
        "lti_message_hint": '{"a":1}+é',
        "state": "s&t=",
        "nonce": "n",
    }


def test_a_query_of_the_auth_url_stays_but_for_what_is_said() -> None:
    pairs = parse_qsl(
        urlsplit(url("https://lms.example/auth?tenant=5&x=&state=evil&nonce=1#f")).query, keep_blank_values=True
    )
    assert pairs[:2] == [("tenant", "5"), ("x", "")]
    assert len(pairs) == 2 + 9
    assert dict(pairs)["state"] == "s&t="
    assert "lti_message_hint" not in dict(pairs)  # none was sent


def test_hints_go_back_exactly() -> None:
    assert read_login(LOGIN | {"login_hint": " $x\r\n"}) == LoginRequest(**{**LOGIN, "login_hint": " $x\r\n"})


def test_an_answer() -> None:
    read = read_answer({"state": "s", "id_token": "a.b.c", "lti_storage_target": "_parent"})
    assert (read.state, read.id_token, read.refused) == ("s", "a.b.c", None)


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        ({}, Refusal.MALFORMED),
        ({"state": "s"}, Refusal.MALFORMED),
        ({"state": "s", "id_token": ""}, Refusal.MALFORMED),
        ({"id_token": "a.b.c"}, Refusal.STATE),
        ({"id_token": "a.b.c", "state": ""}, Refusal.STATE),
    ],
)
def test_no_answer(sent: dict[str, str], refusal: Refusal) -> None:
    assert refusal_of(read_answer, sent) is refusal


def test_b7_what_the_lms_says_besides_is_told_in_one_clean_line() -> None:
    sent = {"error": "odd", "error_description": "Not\r\nhere\u202e.", "state": "s"}
    refused = read_answer(sent).refused
    assert refused
    assert refused.cause.english == "The LMS answered the login with the error odd: Not here."
    assert read_answer(sent | {"error_description": ""}).refused.cause.english.endswith("the error odd.")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "error", ["login_required", "launch_no_longer_valid", "unauthorized_client", "access_denied", "odd"]
)
def test_an_error_of_the_lms_is_told(error: str) -> None:
    told = {"error": error, "error_description": "Must have " + "x" * 900}
    read = read_answer(told | {"state": "s", "id_token": "a.b.c"})
    assert (read.state, read.id_token) == ("s", "")
    assert read.refused
    assert read.refused.refusal is Refusal.LMS_SAID_NO
    assert 0 < len(read.refused.cause.english) < 400
