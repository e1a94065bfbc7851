"""*Test connection*: the key set, and an access token from an LMS that looks closely."""

import base64
import json
import time
from typing import Any
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from slipway.lms.http.access_tokens import try_keys, try_token
from slipway.lms.key_sets import platform_keys, tool_keys
from slipway.lms.key_sets.tool_keys import Whose, published_key_set
from slipway.lms.models import Registration
from tests.lms.key_sets import key_set
from tests.lms.platforms import Asked, FakePlatform, Said
from tests.lms.registered import registered

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def registration(platform: FakePlatform) -> Registration:
    tool_keys._held.clear()
    platform_keys._memory.clear()
    return registered(platform=platform.url)


def decoded(part: str) -> bytes:
    """A part of a JWT."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def checked(token: str, whose: Whose) -> dict[str, Any]:
    """The claims of a JWT, its signature checked by the key set that they publish, with `cryptography` alone."""
    head, body, signature = token.split(".")
    header = json.loads(decoded(head))
    (key,) = [key for key in json.loads(published_key_set(whose)[0])["keys"] if key["kid"] == header["kid"]]
    modulus, exponent = (int.from_bytes(decoded(key[name])) for name in ("n", "e"))
    public = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    public.verify(decoded(signature), f"{head}.{body}".encode(), padding.PKCS1v15(), SHA256())
    claims: dict[str, Any] = json.loads(decoded(body))
    return claims


def granted(asked: Asked) -> Said:
    """A token for one of the scopes."""
    answer = {"access_token": "t", "token_type": "Bearer", "expires_in": 3600, "scope": "one two"}
    return Said(200, json.dumps(answer).encode())


@pytest.mark.parametrize("audience", ["", "https://auth.brightspace.com/core/connect/token"])
def test_the_assertion_is_what_lmss_ask_for(platform: FakePlatform, registration: Registration, audience: str) -> None:
    platform.answer, registration.token_audience = granted, audience
    findings = [try_token(registration) for _ in range(2)]
    assert [(finding.works, finding.scopes) for finding in findings] == [(True, frozenset({"one", "two"}))] * 2
    forms = [parse_qs(asked.body.decode()) for asked in platform.asked]
    assert {asked.headers["content-type"] for asked in platform.asked} == {"application/x-www-form-urlencoded"}
    assert forms[0]["grant_type"] == ["client_credentials"]
    assert forms[0]["client_assertion_type"] == ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
    one, two = (checked(form["client_assertion"][0], registration.lms.organization_id) for form in forms)
    assert one["iss"] == one["sub"] == registration.client_id
    assert one["aud"] == (audience or registration.token_url)
    assert abs(one["iat"] - time.time()) < 10
    assert 0 < one["exp"] - one["iat"] <= 300
    assert one["jti"] != two["jti"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Said(400, b'{"error": "invalid_client", "error_description": "JWS signature invalid."}'), "JWS signature"),
        (Said(500, b"<html>"), "500"),
        (Said(307, headers={"Location": "http://169.254.169.254/"}), "307"),
        (Said(200, b"x" * 1_100_000), "larger than 1 MB"),
    ],
)
def test_an_lms_that_gives_no_token_is_quoted(
    platform: FakePlatform, registration: Registration, answer: Said, told: str
) -> None:
    platform.answer = lambda asked: answer
    finding = try_token(registration)
    assert not finding.works
    assert told in finding.words.english


def test_keys_are_tried_too(platform: FakePlatform, registration: Registration) -> None:
    platform.answer = lambda asked: Said(200, key_set("a", "b"))
    assert (try_keys(registration).works, try_keys(registration).words.english[-2:]) == (True, "2.")
    platform.answer = lambda asked: Said(404)
    finding = try_keys(registration)
    assert not finding.works
    assert f"{platform.url}/jwks" in finding.words.english
    assert "status 404" in finding.words.english
