"""Launches that were changed: before an LMS signed them, and on their way, as seeds say (`2/17`)."""

# ruff: noqa: E501  # tables of what can be wrong

import json
import time
from collections.abc import Mapping
from random import Random
from typing import Any
from urllib.parse import urlencode

from slipway.lti.v1p1 import oauth1
from tests.launches.load.random_launches import DIALECTS, ODD, QUERIES, ROLES
from tests.launches.load.random_launches import NAMES as FIELDS
from tests.lti.v1p3.platform import LTI, b64, token, unb64
from tests.walls.fuzz.random_requests import FORM, TYPES, VALUES

JSON_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, -(10**400), 1.5, 1e308, "", " ", "x" * 70_000, [], {}, [None], [[]], {"": ""}, ["a", 1],
    "a\ud800", "\x00", "\u2028", {"a": {"b": {"c": []}}}, [{}] * 500, "http://[", "https://lms.example.edu/x", *ODD,
)  # fmt: skip
HEADS: tuple[dict[str, Any], ...] = (
    {"alg": "none"}, {"alg": "HS256"}, {"alg": None}, {"alg": ["RS256"]}, {"alg": "RS256 "}, {"kid": None}, {"kid": "other"},
    {"kid": 1}, {"kid": "\x00"}, {"kid": "x" * 5000}, {"kid": ["first"]}, {"typ": None}, {"typ": 1}, {"crit": ["exp"]},
    {"jku": "http://evil.example"}, {"b64": False}, {"zip": "DEF"}, {"x5c": "x"}, {"cty": "JWT"}, {"kid": "\ud800"},
)  # fmt: skip
LOGIN_NAMES = (
    "iss", "login_hint", "target_link_uri", "lti_message_hint", "client_id", "lti_deployment_id", "deployment_id",
    "lti_storage_target", "canvas_region", "x",
)  # fmt: skip


def mutated_form(seed: str, *, url: str, key: str, secret: str) -> tuple[str, str, bytes]:
    """A form of LTI 1.1 as it comes: the URL's query, its type, its body."""
    draw = Random(seed)
    fields = dict(draw.choice(DIALECTS))
    for _ in range(draw.choice((0, 1, 1, 2, 4))):
        fields[draw.choice(FIELDS)] = draw.choice((*ODD, *ROLES, *VALUES))
    for _ in range(draw.choice((0, 0, 1))):
        fields.pop(draw.choice(list(fields)), None)
    query = draw.choice(QUERIES)
    body = _signed(draw, fields, url=f"{url}?{query}", key=key, secret=secret)
    return _on_its_way(draw, query, body)


def _signed(draw: Random, fields: Mapping[str, str], *, url: str, key: str, secret: str) -> bytes:
    at = draw.choice((*["now"] * 9, "9" * 400, "-1", "", "\uff11", "1e9"))
    told = {
        "oauth_consumer_key": draw.choice((*[key] * 9, "nobody", "", "\x00", "x" * 300)),
        "oauth_nonce": draw.choice((*[f"{draw.getrandbits(128):x}"] * 9, "", "x" * 256, "\u00fc\u2028")),
        "oauth_timestamp": str(int(time.time())) if at == "now" else at,
        "oauth_signature_method": draw.choice((*["HMAC-SHA1"] * 12, "PLAINTEXT", "RSA-SHA1", "")),
        "oauth_version": draw.choice((*["1.0"] * 12, "2.0")),
    }
    pairs = [(name, _kept(text)) for name, text in {**fields, **told}.items()]
    return urlencode([*pairs, ("oauth_signature", oauth1.sign(pairs, url=url, secret=secret))]).encode()


def _kept(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _on_its_way(draw: Random, query: str, body: bytes) -> tuple[str, str, bytes]:
    content_type = draw.choice((*[FORM] * 12, *TYPES))
    if draw.random() < 0.15:
        query = draw.choice(
            ("%00", "%ff", "roles=Instructor", "&" * 500, "oauth_nonce=1", "user_id=x", "lis_person_name_full=x")
        )
    if draw.random() < 0.25:
        body = broken(draw, body)
    return query, content_type, body


def broken(draw: Random, body: bytes) -> bytes:
    """The body with something in it changed, missing, doubled or cut."""
    place = draw.randrange(len(body) + 1)
    return draw.choice((
        body[:place],
        body[:place] + draw.randbytes(3) + body[place + 3 :],
        body[:place] + draw.choice((b"%00", b"%", b"%ff", b"&", b"=", b"\xff", b"&" * 600, b"\0", b"%ED%A0%80")) + body[place:],
        body + b"&" + body,
        b"",
    ))  # fmt: skip


def mutated_login(seed: str, honest: Mapping[str, str]) -> tuple[str, str, str, bytes]:
    """A login initiation as it comes: method, query, type and body."""
    draw = Random(seed)
    told = dict(honest)
    for _ in range(draw.choice((1, 1, 2))):
        told[draw.choice(LOGIN_NAMES)] = draw.choice(VALUES)
    if draw.random() < 0.2:
        told.pop(draw.choice(list(told)))
    body = urlencode({name: _kept(text) for name, text in told.items()}).encode()
    if draw.random() < 0.2:
        body = broken(draw, body)
    if draw.random() < 0.4:
        return "GET", body.decode("latin-1"), "", b""
    return "POST", "", draw.choice((*[FORM] * 8, *TYPES)), body


def mutated_token(seed: str, honest: Mapping[str, Any]) -> str:
    """An id_token: its claims and header changed before it is signed, and a few more afterwards."""
    draw = Random(seed)
    claims: dict[str, Any] = json.loads(json.dumps(honest))
    for _ in range(draw.choice((0, 1, 1, 2, 3))):
        _change(draw, claims)
    payload = json.dumps(claims).encode()
    if draw.random() < 0.08:
        payload = draw.choice(
            (b"", b"[]", b"null", b"\xff", b"\xef\xbb\xbf" + payload, b'{"a":1,"a":2}', b"[" * 9000, payload[:-1], b"1")
        )
    signed = token(payload, header=draw.choice(HEADS) if draw.random() < 0.15 else {})
    if draw.random() < 0.2:
        return _forged(draw, signed)
    return signed


def _change(draw: Random, claims: dict[str, Any]) -> None:
    inner = [value for value in claims.values() if isinstance(value, dict) and value]
    place = draw.choice([claims, claims, *inner])
    of_lti = [f"{LTI}{name}" for name in ("custom", "roles", "lis", "lti1p1", "context")]
    place[draw.choice([*place, *of_lti, "roles", "azp", "aud", "locale"])] = draw.choice(JSON_VALUES)


def _forged(draw: Random, signed: str) -> str:
    head, payload, signature = signed.split(".")
    place = draw.randrange(len(signed))
    return draw.choice((
        f"{head}.{payload}.",
        f"{head}.{payload}",
        f"{head}.{payload}.{signature}.{signature}",
        f"{b64(unb64(head)[:-1])}.{payload}.{signature}",
        signed[:place] + draw.choice(("A", "\u00fc", "=", ".", " ", "\n", "-")) + signed[place + 1 :],
        signed * 40,
        "",
        "..",
    ))  # fmt: skip
