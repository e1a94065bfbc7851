import json
from datetime import timedelta

import pytest

from slipway.lti.v1p3.keys import make_pem, tool_key
from slipway.lti.v1p3.tokens import AccessToken, client_assertion, read_token_answer, token_request
from slipway.words import Text

from .platform import NOW, SECONDS, opened

KEY = tool_key("tool-1", make_pem())
SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


def test_the_assertion_says_what_lmss_check() -> None:
    made = client_assertion(client_id="c1", audience="https://lms.example/token", key=KEY, now=NOW, jti="j1")
    header, claims = opened(made, public=KEY.key.public_key)
    assert header == {"typ": "JWT", "alg": "RS256", "kid": "tool-1"}
    parties = {"iss": "c1", "sub": "c1", "aud": "https://lms.example/token"}
    assert claims == {**parties, "iat": SECONDS, "exp": SECONDS + 300, "jti": "j1"}


def test_the_form() -> None:
    assert token_request(assertion="a.b.c", scopes=["s1", "s2"]) == {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": "a.b.c",
        "scope": "s1 s2",
    }


def read(body: bytes, status: int = 200) -> AccessToken | Text:
    return read_token_answer(status, body, asked=[SCOPE, "other"], now=NOW)


def given(status: int = 200, **answer: object) -> AccessToken:
    token = read(json.dumps({"access_token": "t"} | answer).encode(), status)
    assert isinstance(token, AccessToken)
    return token


def test_a_token() -> None:
    got = given(token_type="Bearer", expires_in=1800, scope=f"{SCOPE} more")
    assert got == AccessToken(token="t", expires_at=NOW + timedelta(seconds=1800), scopes=frozenset({SCOPE, "more"}))


def test_an_lms_that_names_no_scope_granted_what_was_asked() -> None:
    assert given(201).scopes == {SCOPE, "other"}
    assert given(scope="").scopes == frozenset()


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [
        (3600, 3600), ("300", 300), (1.9, 1), (-5, 0), (10**9, 86400), (None, 3600), (True, 3600), ("soon", 3600),
        ([], 3600),
    ],
)  # fmt: skip
def test_how_long_it_lives(sent: object, seconds: int) -> None:
    assert given(expires_in=sent).expires_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (400, {"error": "invalid_scope"}, "answered 400: invalid_scope"),
        (400, {"error": "invalid_client", "error_description": "JWS signature invalid."}, "JWS signature"),
        (401, {"access_token": "t"}, "answered 401"),
        (200, {}, "answered 200"),
        (200, {"access_token": 5}, "answered 200"),
        (200, {"access_token": "a\r\nX: y"}, "answered 200"),
        (200, {"access_token": "a b"}, "answered 200"),
        (200, {"access_token": "é"}, "answered 200"),
        (200, {"access_token": "x" * 20_000}, "answered 200"),
        (200, {"access_token": "t", "token_type": "mac"}, "no bearer"),
        (200, b"<html>", "no JSON"),
        (200, b"\xff", "no JSON"),
        (200, b'{"a":1,"a":2}', "no JSON"),
        (200, b"<" + b" " * 70_000, "no JSON"),
    ],
)
def test_b7_no_token(status: int, answer: dict[str, object] | bytes, words: str) -> None:
    why = read(answer if isinstance(answer, bytes) else json.dumps(answer).encode(), status)
    assert isinstance(why, Text)
    assert words in why.english


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (400, b"", "The token URL answered 400, and says no more."),
        (400, b"null", "The token URL answered 400, and says no more."),
        (400, b'"bad client"', "The token URL answered 400: bad client."),
        (400, b'["bad client"]', "The token URL answered 400: bad client."),
        (200, b"[]", "The token URL answered 200 without a usable token."),
        (200, b" " * 70_000, "The token URL answered 200 without a usable token."),
    ],
)
def test_b7_json_that_is_no_object_and_nothing_at_all_are_called_what_they_are(
    status: int, body: bytes, why: str
) -> None:
    answer = read(body, status)
    assert isinstance(answer, Text)
    assert answer.english == why
