"""What release 508699b kept of presses and browsers is read after an upgrade; a newer form counts for nothing."""

import time
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory

from slipway.orgs.sign_in import kept_post
from slipway.orgs.sign_in.known_browser import BROWSER_SALT, COOKIE, _hashed, known_browser, remember_browser
from slipway.web.sealed import encrypt

pytestmark = [pytest.mark.http, pytest.mark.django_db]

KEPT = {"path": "/people/", "word": "w" * 22, "until": 1e12}


@pytest.mark.parametrize(
    ("changes", "typed"),
    [({}, "role=owner"), ({"form": 1}, "role=owner"), ({"form": 99}, None), ({"word": None}, None)],
)
def test_what_was_pressed(changes: dict[str, Any], typed: str | None) -> None:
    request = RequestFactory().get("/people/")
    request.session = SessionStore()
    request.session[kept_post.PRESSED_SESSION_KEY] = KEPT | {"typed": encrypt("role=owner")} | changes
    assert kept_post.typed_for(request, "/people/", "w" * 22) == typed
    assert (kept_post.PRESSED_SESSION_KEY in request.session) == (typed is not None)


def test_what_is_pressed_is_kept_for_ten_minutes() -> None:
    request = RequestFactory().post("/people/?page=2", {"role": "owner"})
    request.session = SessionStore()
    assert kept_post.keep_post(request)
    word = kept_post.word_of(kept_post.path_to_repeat(request))
    assert kept_post.typed_for(request, "/people/", word) == "role=owner"
    assert request.session[kept_post.PRESSED_SESSION_KEY]["until"] <= time.time() + kept_post.PRESSED_LASTS
    kept_post.drop(request)
    assert kept_post.word_of(kept_post.path_to_repeat(request)) == kept_post.PRESS_AGAIN


@pytest.mark.parametrize(("changes", "name"), [({}, "b1"), ({"form": 1}, "b1"), ({"form": 99}, ""), ({"name": 7}, "")])
def test_a_known_browser(changes: dict[str, Any], name: str) -> None:
    told = {"name": "b1", "accounts": [_hashed("ida@acme.example")]}
    request = RequestFactory().get("/accounts/login/")
    request.COOKIES[COOKIE] = signing.dumps(told | changes, salt=BROWSER_SALT)
    assert known_browser(request, "ida@acme.example") == name
    answer = HttpResponse()
    remember_browser(request, answer, "new@acme.example")
    request.COOKIES[COOKIE] = answer.cookies[COOKIE].value
    assert known_browser(request, "new@acme.example")
    assert known_browser(request, "ida@acme.example") == name
