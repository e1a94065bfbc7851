"""What an LMS says when it refuses: found in any body, and fit to be shown."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.lti.v1p3.lms_words import MOST_SHOWN, told_in
from slipway.lti.v1p3.registration import read_registration_answer
from slipway.lti.v1p3.tokens import read_token_answer
from slipway.words import Text
from tests.often import at_most

from .platform import NOW


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"errors": ["scopes is bad", "domain too"]}, "scopes is bad; domain too"),
        ({"errors": [{"field": "scopes", "message": "cannot contain openid"}]}, "scopes: cannot contain openid"),
        ({"errors": [{"field": "scopes", "messages": ["a", "b"]}]}, "scopes: a; scopes: b"),
        ({"errorMessages": ["a", "b"], "errors": {}}, "a; b"),
        ({"code": 400, "status": "error"}, "status: error"),
        ({"errors": {"scopes": ["cannot contain openid"]}}, "scopes: cannot contain openid"),
        ({"error": "invalid_client_metadata", "error_description": "No domain."}, "No domain"),
        ({"error": "token_already_used"}, "token_already_used"),
        ({"error": {"code": 400, "message": "no domain"}}, "no domain"),
        ({"message": "no"}, "no"),
        ({"detail": "no"}, "no"),
        ({"detail": [{"loc": ["body", "scope"], "msg": "field required"}]}, "body.scope: field required"),
        ({"title": "Bad Request", "detail": "No domain", "status": 400, "type": "about:blank"},
         "Bad Request; No domain"),
        ({"Message": "Bad", "errorMessage": "No domain"}, "Bad; No domain"),
        ({"message": "Bad", "errors": [{"field": "scope", "message": "x"}]}, "Bad; scope: x"),
        ({"errors": [{"message": "The specified resource does not exist."}]},
         "The specified resource does not exist"),
        ({"fault": {"faultstring": "Quota"}}, "Quota"),
        ({"scopes": ["can't be blank"], "domain": ["is invalid"]}, "scopes: can't be blank; domain: is invalid"),
        ({"status": "error", "data": {"reason": "No domain"}}, "status: error; data: No domain"),
        (["one", {"message": "two"}], "one; two"),
        ("no", "no"),
        ({"error": "no", "message": "no"}, "no"),
        ({"registration_access_token": "s3cret", "client_secret": "s3cret", "access_token": "s3cret"}, ""),
        ({"data": {"token": "s3cret"}}, ""),
        ({}, ""),
        ([], ""),
        ({"error": None, "message": ""}, ""),
    ],
)  # fmt: skip
def test_b7_json_in_any_shape(answer: object, told: str) -> None:
    assert told_in(json.dumps(answer).encode()) == told
    assert told_in(b"\xef\xbb\xbf" + json.dumps(answer).encode()) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"domain_targetlinkuri_mismatch", "domain_targetlinkuri_mismatch"),
        (b"  Not\r\n\tallowed.\n", "Not allowed"),
        ("refusé".encode("cp1252"), "refusé"),
        ("\ufeffrefusé".encode(), "refusé"),
        (b"a\x00b\x1b[31mc", "a b [31mc"),
        ("a\u202ecod.exe\u2066b\u200f".encode(), "acod.exeb"),
        (b"1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        (b"", ""),
        (b"   ", ""),
        (b"null", ""),
        ((b"<!DOCTYPE html><html><head><title>403 Forbidden</title><style>p{}</style></head>"
         b"<body><script>x()</script><h1>Forbidden</h1><p>You don&#39;t have <b>rights</b>.</p></body></html>"),
         "403 Forbidden; Forbidden; You don't have rights"),
        (b"<html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>", "502 Bad Gateway; nginx"),
        (b"Fatal error<br />in <b>x.php</b>", "Fatal error in x.php"),
        (b"<html>", ""),
        (b"<p>unclosed <b>bold", "unclosed bold"),
        (b"<script>all hidden", ""),
        (b"<?xml version='1.0'?><problem><title>Bad</title><detail>No domain</detail></problem>", "Bad; No domain"),
        (b"<![CDATA[ x ]]>", ""),
    ],
)  # fmt: skip
def test_b7_text_and_pages(body: bytes, told: str) -> None:
    assert told_in(body) == told


def test_b7_it_is_cut() -> None:
    for body in (b"word " * 5000, json.dumps({"message": "word " * 5000}).encode(), b"<p>" + b"word " * 5000):
        told = told_in(body)
        assert len(told) <= MOST_SHOWN
        assert told.startswith("word word")
        assert told.endswith("…")


INNER: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["error", "errors", "message", "field", "x"]) | st.text(max_size=5), inner)
    ),
    max_leaves=15,
)
BODIES = (
    st.binary(max_size=500)
    | st.text(max_size=300).map(lambda text: text.encode(errors="surrogatepass"))
    | INNER.map(lambda value: json.dumps(value).encode())
    | st.lists(st.sampled_from(["<", ">", "<!", "<![", "]]>", "<!--", "--", "</", "<p", " a='", "title", "&#", "x"]))
    .map(lambda parts: "".join(parts).encode())
)  # fmt: skip


@given(st.integers(100, 599), BODIES)
@settings(max_examples=at_most(400))
def test_b7_any_body(status: int, body: bytes) -> None:
    told = told_in(body)
    assert len(told) <= MOST_SHOWN
    assert told == told.strip()
    assert not [letter for letter in told if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not set(told) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
    declined = read_registration_answer(status, body)
    if isinstance(declined, Text) and not 200 <= status < 300:
        assert f"answered {status}" in declined.english
        assert told in declined.english
    assert isinstance(read_token_answer(status, body, asked=[], now=NOW), Text)


def test_b7_depth_and_length_cost_little() -> None:
    assert told_in(b"[" * 100_000) != ""
    assert told_in(b'{"errors":' * 20 + b'"deep"' + b"}" * 20) == ""
    assert len(told_in(b"<!--" * 200_000)) <= MOST_SHOWN
