"""What of an id_token the launch log may show, and what may be read of one before it is verified."""

import pytest

from slipway.lti.v1p3.id_token import unverified_deployment
from slipway.lti.v1p3.masked import masked_claims
from tests.lti.v1p3.platform import DEEP_LINKING, DEPLOYMENT, LTI, RESOURCE_LINK, SETTINGS, token


def test_secrets_and_queries_are_hidden_wherever_they_stand() -> None:
    shown = masked_claims(
        RESOURCE_LINK
        | {
            f"{LTI}launch_presentation": {"return_url": "https://u:p@lms.example/x?sesskey=s3cret#y", "width": 5},
            f"{LTI}lis": {"person_sourcedid": "s3cret"},
            f"{LTI}lti1p1": {"oauth_consumer_key": "acme", "oauth_consumer_key_sign": "s3cret"},
            f"{LTI}custom": {"api_token": "s3cret", "list": ["https://a.example/?s3cret"], "long": "x" * 900},
            "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome": {"lis_result_sourcedid": "s3cret"},
        }
    )
    assert "s3cret" not in str(shown)
    assert shown["nonce"] == "(hidden)"
    assert shown[f"{LTI}launch_presentation"] == {"return_url": "https://lms.example/x", "width": 5}
    assert shown[f"{LTI}roles"] == RESOURCE_LINK[f"{LTI}roles"]
    assert len(str(shown)) < 3000


def test_the_data_of_a_picker_is_the_lmss_own() -> None:
    settings = DEEP_LINKING[SETTINGS] | {"data": "s3cret", "accept_multiple": True}
    shown = masked_claims(DEEP_LINKING | {SETTINGS: settings})[SETTINGS]
    assert isinstance(shown, dict)
    assert (shown["data"], shown["accept_multiple"]) == ("(hidden)", True)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (token(), DEPLOYMENT),
        (token({}), ""),
        (token({f"{LTI}deployment_id": 5}), "5"),
        (token({f"{LTI}deployment_id": True}), ""),
        (token(b"{"), ""),
        ("", ""),
        ("a", ""),
        ("a.!.c", ""),
        ("a..c", ""),
    ],
)
def test_a_deployment_is_looked_up_before_the_signature(text: str, named: str) -> None:
    assert unverified_deployment(text) == named
