import time

import pytest

from slipway.lti.v1p1.masked import HIDDEN, masked_form

from .dialects import BRIGHTSPACE, CANVAS_SELECTION, MOODLE, SAKAI
from .signing import form_of, posted, signed_body


def test_signature_nonce_sourcedids_and_data_are_hidden() -> None:
    claims = masked_form(posted(signed_body((MOODLE | {"data": "opaque"}).items())))
    for name in ("oauth_signature", "oauth_nonce", "lis_result_sourcedid", "lis_person_sourcedid", "data"):
        assert claims[name] == HIDDEN
    assert claims["oauth_consumer_key"] == "acme-key"
    assert claims["lis_person_name_full"] == "Stu Dent-Óne"


def test_tokens_and_secrets_by_any_name_are_hidden() -> None:
    secrets = {"custom_api_secret": "s", "custom_Password": "p", "ext_d2l_token_id": "t"}
    claims = masked_form(form_of(BRIGHTSPACE | SAKAI | secrets))
    hidden = {name for name, value in claims.items() if value == HIDDEN}
    assert hidden >= {*secrets, "ext_d2l_token_digest", "ext_ims_lis_memberships_id"}


def test_urls_lose_query_fragment_and_user() -> None:
    values = {
        "launch_presentation_return_url": MOODLE["launch_presentation_return_url"],
        "custom_link": "HTTPS://ada:pw@lms.example/x#token",
        "custom_json": '{"a":"https://lms.example/x?sig=1","b":"http://lms.example/?q"}',
        "text": "Really? Yes.",
    }
    assert masked_form(form_of(values)) == {
        "launch_presentation_return_url": "http://127.0.0.1:8090/mod/lti/return.php",
        "custom_link": "HTTPS://lms.example/x",
        "custom_json": '{"a":"https://lms.example/x","b":"http://lms.example/"}',
        "text": "Really? Yes.",
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("next=https%3A%2F%2Flms.example%2Fx%3Fsesskey%3Dabc%26b%3D1", "next=https%3A%2F%2Flms.example%2Fx"),
        ("https%3a%2f%2fada%3Apw%40lms.example%2fx%23token", "https%3a%2f%2flms.example%2fx"),
        ("https%253A%252F%252Flms.example%252Fx%253Fsig%253D1", "https%253A%252F%252Flms.example%252Fx"),
        ("https%3A%2F%2Flms.example/x?sig=1&b=2", "https%3A%2F%2Flms.example/x"),
        (
            "https://sso.example/to/https%3A%2F%2Flms.example%2Fx%3Fsig%3D1",
            "https://sso.example/to/https%3A%2F%2Flms.example%2Fx",
        ),
        ("https://lms.example/50%25/course-v1%3AX+1", "https://lms.example/50%25/course-v1%3AX+1"),
    ],
)
def test_urls_that_stand_encoded_in_a_value_lose_theirs_too(value: str, shown: str) -> None:
    assert masked_form(form_of({"custom_next": value})) == {"custom_next": shown}


def test_long_values_and_names_are_cut() -> None:
    claims = masked_form(form_of({"n" * 300: "x" * 501, "exact": "x" * 500}))
    assert claims == {"n" * 100: "x" * 499 + "…", "exact": "x" * 500}


def test_a_value_that_is_empty_shows_as_empty() -> None:
    assert masked_form(form_of(CANVAS_SELECTION | {"lis_person_sourcedid": ""}))["lis_person_sourcedid"] == ""


PLAIN = ("http://", "http://a@", "https://a?", "HTTPS://@?#", '"')
ENCODED = ("http%3A%2F%2F", "https%253a%252f%252fa%2540", "%25", "25", "http%25")


@pytest.mark.parametrize("part", [*PLAIN, *ENCODED])
def test_no_value_keeps_the_server_busy(part: str) -> None:
    """One signed launch must not cost an installation that many share a minute."""
    form = form_of({"custom_text": part * (60_000 // len(part))})
    began = time.process_time()
    masked_form(form)
    assert time.process_time() - began < 1
