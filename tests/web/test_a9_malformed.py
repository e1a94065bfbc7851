"""What cannot be read is answered with 400, with our page and our headers, whoever is asked."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from slipway.web.sound import SoundRequest
from slipway.web_address import read_address
from tests import factories
from tests.servers import Slipway
from tests.web.wire import Wire

FORM = "application/x-www-form-urlencoded"
OURS = "We could not read that request"
PAGES = (
    "/accounts/login/", "/accounts/signup/", "/accounts/logout/", "/accounts/reauthenticate/",
    "/accounts/two-step/authenticate/", "/accounts/two-step/reauthenticate/", "/accounts/password/reset/",
    "/accounts/email/", "/accounts/password/change/", "/", "/organizations/new",
)  # fmt: skip
NO_ADDRESSES = (
    "http://[",
    "//[",
    "https://[::1",
    "http://]",
    "http://a\u2100b/",
    "//\uff0f\uff0f[",
    "http://[1.2.3.4]/",
)
NO_UTF_8 = (
    "utf-16", "UTF-16", "utf-32", "utf-7", "latin-1", "idna", "punycode", "zlib", "base64", "rot13", "hex", "undefined",
    "unicode_escape", "raw_unicode_escape", "no-such", "", "\u00fc", "x" * 3000, "utf-8-sig", "mbcs",
)  # fmt: skip
BROKEN_FORMS: dict[str, tuple[str, bytes]] = {
    "no boundary": ("multipart/form-data", b"--x\r\n\r\n--x--"),
    "an empty boundary": ("multipart/form-data; boundary=", b"--x\r\n\r\n--x--"),
    "a boundary of odd letters": ("multipart/form-data; boundary=\x01\x02", b"--x--"),
    "a boundary longer than any": ("multipart/form-data; boundary=" + "x" * 5000, b"--x--"),
    "a boundary of other letters": ("multipart/form-data; boundary=\u00e9", b"--x--"),
    "a charset of a part that nobody knows": (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data; name*=xx''%ff\r\n\r\n1\r\n--x--\r\n",
    ),
    "base64 that is none": (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--\r\n",
    ),
    "a parameter in an encoding that nobody knows": (f"{FORM}; charset*=xx''%ff", b"a=1"),
    "more fields than any form has": (FORM, b"&".join(b"f%d=1" % number for number in range(1500))),
}
LOST = {"a charset of a part that nobody knows", "base64 that is none"}
UNASKED = {*LOST, "more fields than any form has"}

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def browser() -> Client:
    """One that Django's own views would read a form of: its cookie could be the form's token."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["slipway_csrf"] = "a" * 32
    return client


def ours(answer: Any) -> None:
    """The answer is our page for what cannot be read, with our headers."""
    assert answer.status_code == 400
    assert OURS in answer.content.decode()
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", NO_ADDRESSES)
@pytest.mark.parametrize("page", PAGES)
def test_a9_an_address_to_go_on_to_that_is_none(page: str, address: str) -> None:
    ours(browser().get(page, {"next": address}))
    ours(browser().post(f"{page}?next={quote(address)}", {"login": "a"}))
    ours(browser().post(page, {"next": address, "login": "a"}))
    signed_in = browser()
    signed_in.force_login(factories.account())
    ours(signed_in.get(page, {"next": address}))


@pytest.mark.parametrize("name", NO_UTF_8)
@pytest.mark.parametrize("page", ["/accounts/login/", "/", "/l/{}/units/{}"])
def test_a9_a_charset_that_is_not_ours(page: str, name: str) -> None:
    path = page.replace("{}", "0" * 8 + "-0000-4000-8000-" + "0" * 12)
    for media_type in (FORM, "multipart/form-data; boundary=x", "text/plain"):
        sent = f"{media_type}; charset={name}"
        ours(browser().generic("POST", path, b"a=1", sent, headers={"Authorization": "Bearer x"}))
        ours(browser().get(path, headers={"Content-Type": sent}))


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", '"utf-8"', "utf8", "us-ascii"])
def test_a9_utf_8_by_each_of_its_names(name: str) -> None:
    answer = Client().generic("POST", "/accounts/login/", b"login=a", f"{FORM}; charset={name}")
    assert answer.status_code == 200


@pytest.mark.parametrize("broken", BROKEN_FORMS)
@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/logout/", "/organizations/new", "/enter"])
def test_a9_a_form_that_cannot_be_taken_apart(page: str, broken: str) -> None:
    content_type, body = BROKEN_FORMS[broken]
    answer: Any = browser().generic("POST", page, body, content_type)
    if broken in LOST:
        assert answer.status_code == 403  # the part is passed over, and the form's token is not there
    else:
        ours(answer)


@pytest.mark.parametrize("broken", BROKEN_FORMS)
def test_a9_the_same_by_a_launchs_bearer(broken: str) -> None:
    made = factories.classroom_with_units()
    token, session = factories.launch_session(made.classroom, unit=made.unit("u1"))
    content_type, body = BROKEN_FORMS[broken]
    path = f"/l/{session.launch_id}/units/{made.unit('u1').pk}"
    for page in (f"{path}/complete", f"/l/{session.launch_id}/choose"):
        answer: Any = Client().generic("POST", page, body, content_type, headers=factories.bearer(token))
        if broken in UNASKED and answer.status_code < 500:
            continue  # a view that asks for no field never takes the form apart
        ours(answer)


@pytest.mark.parametrize("path", ["/%00", "/files/%00", "/accounts/%00/", "/%ff", "/accounts/login/%c3", "/static/%00"])
def test_a9_a_path_that_is_no_text(path: str) -> None:
    ours(browser().get(path))


@pytest.mark.parametrize("query", ["q=%00", "%00=1", "a=%ff", "%ed%a0%80=1", "page=%c3", "&" * 2000])
@pytest.mark.parametrize("page", ["/accounts/login/", "/", "/organizations/"])
def test_a9_a_query_that_is_no_text(page: str, query: str) -> None:
    ours(browser().get(f"{page}?{query}"))


@pytest.mark.parametrize("name", ["slipway_session", "slipway_csrf", "django_language", "x"])
@pytest.mark.parametrize("text", ['"\\000"', '"' + "a" * 32 + '\\000"', "\xff\xfe", "a" * 3000, "=;==", '"\\', "\x7f"])
def test_a9_a_cookie_that_is_none_is_not_there(name: str, text: str) -> None:
    answer = Client().get("/accounts/login/", headers={"Cookie": f"{name}={text}"})
    assert answer.status_code == 200
    request = SoundRequest(RequestFactory(headers={"Cookie": f"{name}={text}"}).get("/").environ)
    assert not any("\0" in kept for kept in request.COOKIES.values())


def test_a9_doors_say_themselves_what_is_wrong() -> None:
    """An LMS's administrator looks for a launch in the log, by its code; the page is theirs."""
    for path in ("/lti", "/lti/select", "/lti/1p3/launch", "/lti/1p3/login"):
        for content_type in ("multipart/form-data", f"{FORM}; charset=utf-16", f"{FORM}; charset*=xx''%ff"):
            answer: Any = Client().generic("POST", path, b"a=1", content_type)
            assert 400 <= answer.status_code < 500
            assert answer.headers["X-Refusal-Code"]


def test_a9_an_error_of_ours_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our page and headers, and not blamed on who asked."""

    def broken(_path: str) -> None:
        raise ValueError

    monkeypatch.setattr("slipway.orgs.account.sign_up.accounts_exist", broken)
    answer: Any = Client(raise_request_exception=False).get("/accounts/signup/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@given(text=st.text(st.sampled_from("htp:/[]@#?%.\u2100\uff0f\\ a1\t\n"), max_size=12))
def test_a9_any_address_to_go_on_to(text: str) -> None:
    answer = Client().get("/accounts/login/", {"next": text})
    assert answer.status_code == (200 if read_address(text) and "\0" not in text else 400)


@given(
    content_type=st.text(st.sampled_from("multipart/form-data; boundary=charset*'%\"xutf8\xff ,"), max_size=40),
    query=st.binary(max_size=12),
)
def test_a9_any_request_is_made(content_type: str, query: bytes) -> None:
    environ = RequestFactory().get("/").environ
    request = SoundRequest({**environ, "CONTENT_TYPE": content_type, "QUERY_STRING": query.decode("latin-1")})
    assert isinstance(request.fault, str)
    if not request.fault:
        assert list(request.GET.keys()) is not None


RAW = {
    "an encoding that nobody knows, and a path of other letters": b"GET /%F0%9F%98%80 HTTP/1.1\r\n"
    b"Content-Type: text/html; charset*=xx''%ff\r\n\r\n",
    "a next page that is none": b"GET /accounts/login/?next=http://[ HTTP/1.1\r\n\r\n",
    "an encoding that nobody knows": b"GET / HTTP/1.1\r\nContent-Type: text/html; charset*=xx''%ff\r\n\r\n",
    "a charset": b"POST /accounts/login/ HTTP/1.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded; charset=utf-16\r\n"
    b"Cookie: slipway_csrf=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nContent-Length: 3\r\n\r\na=1",
    "no boundary": b"POST /accounts/login/ HTTP/1.1\r\nContent-Type: multipart/form-data\r\n"
    b"Cookie: slipway_csrf=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nContent-Length: 3\r\n\r\na=1",
    "a path of bytes": b"GET /%ff%fe HTTP/1.1\r\n\r\n",
    "NUL in a path": b"GET /files/%00 HTTP/1.1\r\n\r\n",
    "NUL in a query": b"GET /accounts/login/?a=%00 HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("what", RAW)
def test_a9_on_a_running_server(live: Slipway, what: str) -> None:
    with Wire(live.url) as wire:
        answer = wire.ask(RAW[what])
        assert (answer.status, OURS in answer.read().decode()) == (400, True)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
