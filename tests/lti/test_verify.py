from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p1 import oauth1
from slipway.lti.v1p1.form import MEDIA_TYPE, SignedForm, read_form
from slipway.lti.v1p1.verify import check_form_age, verify
from tests.often import at_most

from .dialects import CANVAS
from .refusing import refused
from .signing import KEY, NOW, SECRET, URL, form_of, posted, signed_body

ODD = st.text(st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("+~% &=\r\né"), max_size=8)
NAMES = ODD.filter(lambda name: not name.startswith("oauth_") and name != "roles")
BODIES = st.dictionaries(NAMES, ODD, max_size=6)
QUERIES = st.lists(st.tuples(NAMES, ODD), max_size=4)
quick = settings(max_examples=at_most(60), database=None)


def refused_form(form: SignedForm, *, url: str = URL, secret: str | None = SECRET) -> Refused:
    return refused(verify, form, url=url, secrets=(secret,) if secret else ())


@quick
@given(BODIES, QUERIES)
def test_what_oauthlib_signs_verifies(body: dict[str, str], query: list[tuple[str, str]]) -> None:
    url = f"{URL}?{urlencode(query)}"
    verify(posted(signed_body(body.items(), url=url), url=url), url=URL, secrets=["another", SECRET])


@quick
@given(BODIES, QUERIES)
def test_what_canvas_signs_verifies(body: dict[str, str], query: list[tuple[str, str]]) -> None:
    """Canvas copies the query's first values into the body, signs each once, and posts to the URL with its query."""
    merged = dict(reversed(query)) | body
    form = posted(signed_body(merged.items()), url=f"{URL}?{urlencode(query)}")
    verify(form, url=URL, secrets=[SECRET], query_once=True)


@quick
@given(BODIES, QUERIES, st.integers(min_value=0), st.integers(1, 255))
def test_one_byte_changed_does_not_verify(
    body: dict[str, str], query: list[tuple[str, str]], place: int, flip: int
) -> None:
    url = f"{URL}?{urlencode(query)}"
    signed = bytearray(signed_body(body.items(), url=url))
    honest = posted(bytes(signed), url=url)
    signed[place % len(signed)] ^= flip
    try:
        forged = posted(bytes(signed), url=url)
    except Refused:
        return
    assume(sorted(forged.body) != sorted(honest.body))  # %2b and %2B say the same
    assert refused_form(forged).refusal is Refusal.NOT_VERIFIED


@pytest.mark.parametrize("query", ["unit=8", "unit=7&x=1", ""])
def test_a_changed_query_does_not_verify(query: str) -> None:
    signed = signed_body(CANVAS.items(), url=f"{URL}?unit=7")
    forged = read_form(body=signed, content_type=MEDIA_TYPE, query=query)
    assert refused_form(forged).refusal is Refusal.NOT_VERIFIED


def test_both_secrets_of_a_rotation_are_taken() -> None:
    form = posted(signed_body(CANVAS.items()))
    verify(form, url=URL, secrets=["new", SECRET])
    verify(form, url=URL, secrets=[SECRET, "new"])


def test_an_unknown_key_and_a_wrong_secret_differ_only_in_the_cause() -> None:
    form = posted(signed_body(CANVAS.items()))
    unknown, wrong = refused_form(form, secret=None), refused_form(form, secret="wrong")
    assert unknown.refusal is wrong.refusal is Refusal.NOT_VERIFIED
    assert unknown.cause.english == "The consumer key is unknown here."
    assert "another secret" in wrong.cause.english


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"oauth_signature": ""}, "unsigned"),
        ({"oauth_signature": "é"}, "does not fit"),
        ({"oauth_signature_method": "PLAINTEXT", "oauth_signature": "s3cr%26t&"}, "HMAC-SHA1"),
        ({"oauth_signature_method": "RSA-SHA1"}, "HMAC-SHA1"),
        ({"oauth_signature_method": "HMAC-SHA256"}, "HMAC-SHA1"),
        ({"oauth_signature_method": ""}, "HMAC-SHA1"),
        ({"oauth_version": "2.0"}, "oauth_version"),
        ({"oauth_version": ""}, "oauth_version"),
        ({"user_id": "somebody-else"}, "does not fit"),
    ],
)
def test_a_bad_signature_is_not_verified(change: dict[str, str], cause: str) -> None:
    form = form_of(dict(posted(signed_body(CANVAS.items())).body) | change)
    why = refused_form(form)
    assert why.refusal is Refusal.NOT_VERIFIED
    assert cause in why.cause.english


def test_a_form_without_any_oauth_is_not_verified() -> None:
    assert refused_form(form_of(CANVAS), secret=None).refusal is Refusal.NOT_VERIFIED


@pytest.mark.parametrize(
    ("signed_for", "ours"),
    [
        ("http://slipway.example.org/lti", "https://slipway.example.org/lti"),
        ("https://slipway.example.org/lti", "https://slipway.example.org:8443/lti"),
        ("https://slipway.example.org:8443/lti", "https://slipway.example.org/lti"),
        ("http://slipway.example.org/lti", "https://slipway.example.org:8443/lti"),
        ("https://slipway.example.org/lti/", "https://slipway.example.org/lti"),
        ("http://localhost/lti", "http://localhost:8000/lti"),
    ],
)
def test_the_cause_names_the_address_that_the_lms_signed_for(signed_for: str, ours: str) -> None:
    why = refused_form(posted(signed_body(CANVAS.items(), url=signed_for)), url=ours)
    assert why.refusal is Refusal.NOT_VERIFIED
    assert f"fits {signed_for}, not {ours}:" in why.cause.english


def signed_by_hand(**change: str) -> SignedForm:
    """A form rightly signed with parameters that oauthlib would not make."""
    fields = {"oauth_consumer_key": KEY, "oauth_signature_method": "HMAC-SHA1", "oauth_nonce": "n"} | change
    return form_of(fields | {"oauth_signature": oauth1.sign(fields.items(), url=URL, secret=SECRET)})


@pytest.mark.parametrize("nonce", ["", "x" * 256])
def test_a_nonce_has_1_to_255_characters(nonce: str) -> None:
    assert refused_form(signed_by_hand(oauth_nonce=nonce)).refusal is Refusal.MALFORMED


def test_the_longest_nonce_and_no_oauth_version_are_fine() -> None:
    verify(signed_by_hand(oauth_nonce="x" * 255), url=URL, secrets=[SECRET])


MOMENT = datetime.fromtimestamp(NOW, UTC)


@pytest.mark.parametrize("late", [timedelta(minutes=-5), timedelta(), timedelta(minutes=10)])
def test_a_fresh_launch_is_fresh(late: timedelta) -> None:
    check_form_age(form_of({"oauth_timestamp": str(NOW)}), now=MOMENT + late)


@pytest.mark.parametrize(
    ("sent", "cause"),
    [
        (str(NOW - 601), "0:10:01 before"),
        (str(NOW + 301), "0:05:01 after"),
        (str(NOW - 7200), "2:00:00 before"),
        ("0", "before"),
        ("999999999999", "after"),
        ("", "no number"),
        ("now", "no number"),
        ("-1700000000", "no number"),
        ("1700000000.5", "no number"),
        ("1e9", "no number"),
        (" 1700000000", "no number"),
        ("\u0661700000000", "no number"),
        ("9" * 200_000, "no number"),
    ],
)
def test_a_stale_future_or_strange_timestamp_is_stale(sent: str, cause: str) -> None:
    stale = refused(check_form_age, form_of({"oauth_timestamp": sent}), now=MOMENT)
    assert stale.refusal is Refusal.STALE
    assert cause in stale.cause.english
