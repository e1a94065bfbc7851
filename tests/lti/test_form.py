import pytest

from slipway.lti.refusal import Refusal
from slipway.lti.v1p1.form import MEDIA_TYPE, SignedForm, read_form

from .refusing import refusal_of


def read(body: bytes, *, content_type: str = MEDIA_TYPE, query: str = "") -> SignedForm:
    return read_form(body=body, content_type=content_type, query=query)


@pytest.mark.parametrize("content_type", ["application/json", "", "multipart/form-data; boundary=x", "text/plain"])
def test_only_forms_are_read(content_type: str) -> None:
    assert refusal_of(read, b"{}", content_type=content_type) is Refusal.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize("content_type", [f"{MEDIA_TYPE}; charset=UTF-8", "Application/X-WWW-Form-Urlencoded"])
def test_a_form_may_name_its_charset(content_type: str) -> None:
    assert read(b"a=%C3%A9", content_type=content_type).value("a") == "é"


def test_256_kib_is_the_most() -> None:
    read(b"a=" + b"x" * (256 * 1024 - 2))
    assert refusal_of(read, b"a=" + b"x" * (256 * 1024 - 1)) is Refusal.TOO_LARGE


def test_400_fields_are_the_most() -> None:
    fields = [f"f{number}=x" for number in range(401)]
    assert len(read("&".join(fields[:400]).encode()).body) == 400
    assert refusal_of(read, "&".join(fields).encode()) is Refusal.TOO_LARGE
    assert refusal_of(read, b"", query="&".join(fields)) is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    "body",
    [
        b"a=%00",
        b"a%00=x",
        b"a=\0",
        b"a=%ff",
        b"%c3=x",
        b"a=\xff",
        b"a=%ED%A0%80",  # half a surrogate pair
        b"roles=Learner&roles=Instructor",
        b"roles=Learner&roles=Learner",
        b"oauth_nonce=1&oauth_nonce=1",
        b"oauth_nonce=1&oauth_%6eonce=2",
        b"user_id=1&user_id=2",
        b"custom_unit=1&custom_unit=",
    ],
)
def test_pollution_nul_and_broken_utf8_are_malformed(body: bytes) -> None:
    assert refusal_of(read, body) is Refusal.MALFORMED


@pytest.mark.parametrize("query", ["oauth_nonce=1", "oauth_nonce=2", "a=%00", "a=%ff"])
def test_the_query_is_held_to_the_same(query: str) -> None:
    assert refusal_of(read, b"oauth_nonce=1", query=query) is Refusal.MALFORMED


def test_what_stands_in_the_query_is_never_read() -> None:
    """Whoever placed the link wrote it, and Canvas copies what it does not say itself into the body (here `name`)."""
    query = "user_id=forged&note=forged&unit=7&name=Mallory&name=Eve"
    form = read(b"user_id=signed&note=&name=Mallory", query=query)
    assert form.values == {"user_id": "signed", "note": ""}


def test_pairs_keep_their_order_and_their_empty_and_repeated_ones() -> None:
    form = read(b"b=+1%2B&a=&c&a=&&d=x=y", query="z=2&z=1&z=")
    assert form.body == (("b", " 1+"), ("a", ""), ("c", ""), ("a", ""), ("d", "x=y"))
    assert form.query == (("z", "2"), ("z", "1"), ("z", ""))
    assert form.value("z") is None


@pytest.mark.parametrize("sent", ["", "  ", "$User.id", "$Person.name.given $Person.name.family"])
def test_empty_and_unexpanded_values_are_absent(sent: str) -> None:
    assert read(f"user_id={sent}".encode()).text("user_id") is None


def test_key_and_nonce_are_empty_when_not_sent() -> None:
    assert (read(b"").consumer_key, read(b"").nonce) == ("", "")
