from urllib.parse import unquote

import pytest

from slipway.lti.v1p1 import oauth1

URL = "https://tool.example.org/lti/launch"
LAUNCH = {
    "lti_message_type": "basic-lti-launch-request",
    "lti_version": "LTI-1p0",
    "resource_link_id": "rl-1",
    "user_id": "u-1",
    "roles": "Learner",
    "context_id": "c-1",
    "resource_link_title": "Loops & lists é",
    "oauth_callback": "about:blank",
}
BODY = LAUNCH | {
    "oauth_signature_method": "HMAC-SHA1",
    "oauth_version": "1.0",
    "oauth_consumer_key": "ck",
    "oauth_nonce": "n0nce1",
    "oauth_timestamp": "1700000000",
}
COPIED = {"exercise": "loops-1"}  # what Canvas copies from the query into the body
CRLF = {"resource_link_title": "line1\r\nline2"}


@pytest.mark.parametrize(
    ("url", "body", "signature"),
    [
        (f"{URL}?exercise=loops-1", BODY, "/PPlnz3x8o0ESJHJPG5aqezPgR4="),
        (URL, BODY | COPIED, "/PPlnz3x8o0ESJHJPG5aqezPgR4="),
        (f"{URL}?exercise=loops-1", BODY | COPIED, "3X9BlDLRv8sXlAAMBLswv0sxosE="),
        ("https://tool.example.org:8443/lti/launch?exercise=loops-1", BODY, "JLUNTMd+up7kuPB6mbOHh2Z8Z8A="),
        (f"{URL}?exercise=loops-1", BODY | CRLF, "ICR2Q3NMZAOyJ9jQ/icwamr5afs="),
    ],
)
def test_the_vectors(url: str, body: dict[str, str], signature: str) -> None:
    assert oauth1.sign(body.items(), url=url, secret="s3cr&t") == signature


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("HTTPS://Tool.Example.ORG/LTI", "https://tool.example.org/LTI"),
        ("https://tool.example.org:443/lti", "https://tool.example.org/lti"),
        ("http://tool.example.org:80/lti", "http://tool.example.org/lti"),
        ("https://tool.example.org:80/lti", "https://tool.example.org:80/lti"),
        ("http://localhost:8000/lti", "http://localhost:8000/lti"),
        ("https://tool.example.org", "https://tool.example.org/"),
        ("https://tool.example.org/lti/?a=b", "https://tool.example.org/lti/"),
        ("http://[::1]:8000/lti", "http://[::1]:8000/lti"),
    ],
)
def test_the_base_url_is_normalized(url: str, base: str) -> None:
    assert oauth1.base_url(url) == base


@pytest.mark.parametrize(
    ("text", "encoded"),
    [("a b", "a%20b"), ("~-._", "~-._"), ("é", "%C3%A9"), ("+/=&", "%2B%2F%3D%26"), ("\r\n", "%0D%0A")],
)
def test_percent_encoding_is_that_of_rfc_3986(text: str, encoded: str) -> None:
    assert oauth1.percent_encode(text) == encoded


def test_parameters_are_sorted_by_name_then_value_and_kept_when_empty_or_repeated() -> None:
    pairs = [("b", "2"), ("a", "z"), ("a", ""), ("a", "b"), ("oauth_signature", "x")]
    assert unquote(oauth1.encoded_parameters(pairs)) == "a=&a=b&a=z&b=2"


def test_a_signature_that_is_no_ascii_differs() -> None:
    assert not oauth1.same("é", "e")
