"""Signing: known vectors, Canvas's two ways with the launch URL's query, and oddities that a verifier agrees on."""

import pytest

from practice_lms.v1p1.signing import Signer
from practice_lms.v1p3.proof import proof
from tests.lti.test_oauth1 import LAUNCH as BODY
from tests.practice_lms.echo_1p3 import LTI
from tests.practice_lms.echo_tool import SECRET, verifies

URL = "https://tool.example.org/lti/launch?exercise=loops-1"
SIGNER = Signer("ck", SECRET, 1700000000, nonce="n0nce1")


def sign(url: str, fields: dict[str, str], *, oauth_compliant: bool = False) -> dict[str, str]:
    return SIGNER.sign(url, fields, oauth_compliant=oauth_compliant).fields


@pytest.mark.parametrize(
    ("url", "changed", "oauth_compliant", "expected"),
    [
        (URL, {}, False, "/PPlnz3x8o0ESJHJPG5aqezPgR4="),
        (URL, {}, True, "/PPlnz3x8o0ESJHJPG5aqezPgR4="),
        (URL.replace(".org", ".org:8443"), {}, False, "JLUNTMd+up7kuPB6mbOHh2Z8Z8A="),
        (URL, {"resource_link_title": "line1\nline2"}, False, "ICR2Q3NMZAOyJ9jQ/icwamr5afs="),
    ],
)
def test_known_vectors(url: str, changed: dict[str, str], oauth_compliant: bool, expected: str) -> None:
    assert sign(url, BODY | changed, oauth_compliant=oauth_compliant)["oauth_signature"] == expected


def test_default_mode_copies_the_query_into_the_body_and_the_body_wins() -> None:
    fields = sign("https://t.example/l?ex=1&ex=2&roles=Instructor&empty=", BODY)
    assert (fields["ex"], fields["roles"], fields["empty"]) == ("1", "Learner", "")


def test_compliant_mode_leaves_the_query_where_it_is() -> None:
    form = SIGNER.sign(URL, BODY, oauth_compliant=True)
    assert "exercise" not in form.fields
    assert form.action == URL


def test_a_form_has_its_nonce_and_all_oauth_fields() -> None:
    fields = sign(URL, BODY)
    assert fields["oauth_nonce"] == "n0nce1"
    assert (fields["oauth_callback"], fields["oauth_version"]) == ("about:blank", "1.0")


@pytest.mark.parametrize(
    "value", ["", "a b", "a+b", "~", "%7e", "%", "ü ñ 漢字 🚢", "a&b=c", "'\"<>", "x\r\ny", " lead"]
)
def test_oddities_verify_on_the_other_side(value: str) -> None:
    fields = sign("https://t.example/launch", BODY | {"odd": value})
    assert verifies({"action": "https://t.example/launch", "fields": fields})
    assert fields["odd"] == value


def test_the_proof_is_that_of_the_specification() -> None:
    claims = {"iss": "https://lmsvendor.com", "aud": "PM48OJSfGDTAzAo", "exp": 1551290856, "nonce": "172we8671fd8z",
              f"{LTI}deployment_id": "689302"}  # fmt: skip
    assert proof("179248902", "my-lti11-secret", claims) == "lWd54kFo5qU7xshAna6v8BwoBm6tmUjc6GTax6+12ps="
