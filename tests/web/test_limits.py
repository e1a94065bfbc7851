"""A body that is larger than any form of ours is refused before it is read."""

import time
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from slipway.web.limits import MOST_BODY_BYTES, REFUSED, BoundedBodies
from tests.servers import Slipway
from tests.web.wire import Wire


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("", 200),
        ("0", 200),
        (str(MOST_BODY_BYTES), 200),
        (str(MOST_BODY_BYTES + 1), 413),
        ("9" * 5000, 413),
        ("much", 200),
    ],
)
def test_the_length_that_a_request_names(length: str, status: int) -> None:
    request = RequestFactory().get("/")
    request.META["CONTENT_LENGTH"] = length
    assert BoundedBodies(lambda _request: HttpResponse())(request).status_code == status


@pytest.mark.parametrize("status", [400, 408, 411, 413, 503])
def test_what_the_web_server_did_not_take_is_said_on_a_page(status: int) -> None:
    request = RequestFactory().post("/")
    request.META[REFUSED] = HTTPStatus(status)
    answer = BoundedBodies(lambda _request: HttpResponse())(request)
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == status
    assert f"Code: {status}" in answer.content.decode()


@pytest.mark.http
def test_a_form_that_is_too_large_is_refused_unread(live: Slipway) -> None:
    """On a running server, and at a page that needs no sign-in: its answer comes before a byte of the form."""
    with Wire(live.url) as wire:
        assert wire.head("/accounts/login/", length=MOST_BODY_BYTES + 1) == 413


@pytest.mark.http
@pytest.mark.parametrize("path", ["/accounts/login/", "/lti", "/nowhere", "/enter"])
def test_a_connection_outlives_a_refusal_that_read_nothing(live: Slipway, path: str) -> None:
    """The body comes after the refusal is decided; what follows it on the same connection is answered."""
    with Wire(live.url) as wire:
        wire.begin(path, length=9)
        time.sleep(0.05)
        refused = wire.end(b"login=ada")
        assert 400 <= refused < 500
        wire.begin("/nowhere", length=0)
        assert wire.end(b"") == 404
