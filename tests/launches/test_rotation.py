"""A secret is replaced while students launch: the old one works for its grace, and answers are signed with it (62)."""

import html
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from slipway.classes.models import LaunchSession
from slipway.lms.models import ConsumerKey
from slipway.lms.rotate import reset_secret
from tests import factories
from tests.canvas import FORM, launch_fields, person, selection_fields, signed
from tests.lti.signing import oauthlib_accepts

pytestmark = [pytest.mark.http, pytest.mark.django_db]
HERE = "http://localhost:8000"
TESS = person("tess", roles="Instructor")


@pytest.fixture
def key() -> ConsumerKey:
    """The key of an LMS whose course 7 a class names."""
    made = factories.classroom_with_units(lms_host="canvas.example.edu", lms_course_id="7")
    return factories.lms(made.classroom.organization).consumer_keys.get()


def post(path: str, fields: dict[str, str], key: ConsumerKey, secret: str) -> Any:
    body = urlencode(signed(HERE + path, fields, key=key.key, secret=secret))
    return Client().post(path, data=body, content_type=FORM)


def test_the_old_secret_works_while_its_grace_lasts(key: ConsumerKey) -> None:
    old = key.secret
    new = reset_secret(actor=None, consumer_key=key, grace=timedelta(days=7))
    for secret in (old, new):
        assert post("/lti/course", launch_fields() | TESS, key, secret).status_code == 303
    ConsumerKey.objects.filter(pk=key.pk).update(previous_until=timezone.now() - timedelta(seconds=1))
    assert post("/lti/course", launch_fields() | TESS, key, old).status_code == 401
    assert post("/lti/course", launch_fields() | TESS, key, new).status_code == 303


def test_without_grace_the_old_secret_ends_at_once(key: ConsumerKey) -> None:
    old = key.secret
    reset_secret(actor=None, consumer_key=key, grace=timedelta(0))
    assert post("/lti/course", launch_fields() | TESS, key, old).status_code == 401


def test_the_picker_answers_with_the_secret_that_the_lms_knows(key: ConsumerKey) -> None:
    old = key.secret
    reset_secret(actor=None, consumer_key=key, grace=timedelta(days=7))
    let_in = post("/lti/select", selection_fields() | TESS, key, old)
    path, _, token = let_in.headers["location"].partition("#")
    session = LaunchSession.objects.get(launch_id=path.split("/")[2])
    page = Client().post(path, {"cancel": "1"}, headers=factories.bearer(token)).content.decode()
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    assert session.by_old_secret
    assert oauthlib_accepts(unescaped(fields), url=selection_fields()["content_item_return_url"], secret=old)


def unescaped(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, html.unescape(value)) for name, value in fields]
