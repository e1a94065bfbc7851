"""What browsers may do with a page: the policy as a table, and what leaves with every response."""

from collections.abc import Sequence
from typing import Literal

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from slipway.web.headers import (
    RUNNER_PATH,
    SecurityHeaders,
    allow_opener,
    content_security_policy,
    frame_policy,
    runner_policy,
)

OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
    "; frame-src http://localhost:8000/runner/"
)
CANVAS = "https://canvas.example.edu"


@pytest.mark.parametrize(
    ("ancestors", "form_action", "ends"),
    [
        ([], "self", "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        ([CANVAS], "self", f"; form-action 'self'; base-uri 'none'; frame-ancestors {CANVAS}"),
        ([CANVAS, "http://b.example:81"], "any", f"; base-uri 'none'; frame-ancestors {CANVAS} http://b.example:81"),
        ("*", "self", "; form-action 'self'; base-uri 'none'; frame-ancestors *"),
        ("*", "any", "; base-uri 'none'; frame-ancestors *"),
    ],
)
def test_policy(ancestors: Sequence[str] | Literal["*"], form_action: Literal["self", "any"], ends: str) -> None:
    assert content_security_policy(ancestors=ancestors, form_action=form_action) == OWN + ends


def leaving(response: HttpResponse) -> HttpResponse:
    sent = SecurityHeaders(lambda _request: response)(HttpRequest())
    assert isinstance(sent, HttpResponse)
    return sent


def test_a_page_of_our_own_may_not_be_framed() -> None:
    sent = leaving(HttpResponse())
    assert sent["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert sent["X-Frame-Options"] == "DENY"
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin"
    assert sent["Referrer-Policy"] == "same-origin"
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert "clipboard-write=(self)" in sent["Permissions-Policy"]
    assert sent["Cache-Control"] == "no-store"


def test_what_says_that_it_is_public_may_be_kept() -> None:
    assert leaving(HttpResponse(headers={"Cache-Control": "public, max-age=300"}))["Cache-Control"].startswith("public")


def test_a_launched_page_may_be_framed_by_its_lms_and_keeps_its_opener() -> None:
    response = HttpResponse()
    frame_policy(response, ancestors=[CANVAS], form_action="any")
    sent = leaving(response)
    assert sent["Content-Security-Policy"] == content_security_policy(ancestors=[CANVAS], form_action="any")
    assert not sent.has_header("X-Frame-Options")
    assert sent["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert sent["Referrer-Policy"] == "strict-origin"
    assert sent["Cache-Control"] == "no-store"
    assert sent["X-Content-Type-Options"] == "nosniff"


def test_the_runners_page_has_no_origin_and_asks_nobody() -> None:
    response = HttpResponse()
    runner_policy(response, script="/static/frame.js")
    sent = leaving(response)
    assert sent["Content-Security-Policy"] == (
        "sandbox allow-scripts; default-src 'none'; "
        "script-src http://localhost:8000/static/frame.js blob: 'wasm-unsafe-eval'; worker-src blob:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors *"
    )
    assert not sent.has_header("X-Frame-Options")
    assert sent["Referrer-Policy"] == "no-referrer"
    assert reverse("runner") == RUNNER_PATH


def test_a_page_that_keeps_its_opener_is_still_not_framed() -> None:
    response = HttpResponse()
    allow_opener(response)
    sent = leaving(response)
    assert sent["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert sent["X-Frame-Options"] == "DENY"
