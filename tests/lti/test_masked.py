import time

import pytest

from slipway.lti.v1p1.masked import HIDDEN, masked_claims

from .dialects import BRIGHTSPACE, CANVAS_SELECTION, MOODLE, SAKAI
from .signing import form_of, posted, signed_body


def test_signature_nonce_sourcedids_and_data_are_hidden() -> None:
    claims = masked_claims(posted(signed_body((MOODLE | {"data": "opaque"}).items())))
    for name in ("oauth_signature", "oauth_nonce", "lis_result_sourcedid", "lis_person_sourcedid", "data"):
        assert claims[name] == HIDDEN
    assert claims["oauth_consumer_key"] == "acme-key"
    assert claims["lis_person_name_full"] == "Stu Dent-Óne"


def test_tokens_and_secrets_by_any_name_are_hidden() -> None:
    secrets = {"custom_api_secret": "s", "custom_Password": "p", "ext_d2l_token_id": "t"}
    claims = masked_claims(form_of(BRIGHTSPACE | SAKAI | secrets))
    hidden = {name for name, value in claims.items() if value == HIDDEN}
    assert hidden >= {*secrets, "ext_d2l_token_digest", "ext_ims_lis_memberships_id"}


def test_urls_lose_query_fragment_and_user() -> None:
    values = {
        "launch_presentation_return_url": MOODLE["launch_presentation_return_url"],
        "custom_link": "HTTPS://ada:pw@lms.example/x#token",
        "custom_json": '{"a":"https://lms.example/x?sig=1","b":"http://lms.example/?q"}',
        "text": "Really? Yes.",
    }
    assert masked_claims(form_of(values)) == {
        "launch_presentation_return_url": "http://127.0.0.1:8090/mod/lti/return.php",
        "custom_link": "HTTPS://lms.example/x",
        "custom_json": '{"a":"https://lms.example/x","b":"http://lms.example/"}',
        "text": "Really? Yes.",
    }


def test_long_values_and_names_are_cut() -> None:
    claims = masked_claims(form_of({"n" * 300: "x" * 501, "exact": "x" * 500}))
    assert claims == {"n" * 100: "x" * 499 + "…", "exact": "x" * 500}


def test_a_value_that_is_empty_shows_as_empty() -> None:
    assert masked_claims(form_of(CANVAS_SELECTION | {"lis_person_sourcedid": ""}))["lis_person_sourcedid"] == ""


@pytest.mark.parametrize("part", ["http://", "http://a@", "https://a?", "HTTPS://@?#", '"'])
def test_no_value_keeps_the_server_busy(part: str) -> None:
    """One signed launch must not cost an installation that many share a minute."""
    form = form_of({"custom_text": part * (60_000 // len(part))})
    began = time.process_time()
    masked_claims(form)
    assert time.process_time() - began < 1
