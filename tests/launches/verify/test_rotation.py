"""A secret is replaced while students launch: the old one works for its grace, and answers are signed with it (62)."""

import html
import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from slipway.classes.models import LaunchSession
from slipway.lms.consumer_keys import add_key, disable_key, enable_key, reset_secret
from slipway.lms.models import ConsumerKey, LaunchRecord
from slipway.lms.retire import disable_lms, enable_lms
from slipway.sessions.visitor import visitor_of_token
from tests import factories
from tests.canvas import launch_fields, person, selection_fields
from tests.launches.inside import page, post, under_way
from tests.launches.owner import owner_of
from tests.launches.school import School
from tests.lti.signing import oauthlib_accepts
from tests.way_in import is_let_in, way_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]
TESS = person("tess", roles="Instructor")


@pytest.fixture
def key() -> ConsumerKey:
    """The key of an LMS whose course 7 a class names."""
    made = factories.classroom_with_units(lms_host="canvas.example.edu", lms_course_id="7")
    return factories.lms(made.classroom.organization).consumer_keys.get()


def test_the_old_secret_works_while_its_grace_lasts(key: ConsumerKey) -> None:
    old = key.secret
    new = reset_secret(actor=None, consumer_key=key, grace=timedelta(days=7))
    for secret in (old, new):
        assert is_let_in(post(key, "/lti/course", launch_fields() | TESS, secret=secret))
    ConsumerKey.objects.filter(pk=key.pk).update(previous_until=timezone.now() - timedelta(seconds=1))
    assert post(key, "/lti/course", launch_fields() | TESS, secret=old).status_code == 401
    assert is_let_in(post(key, "/lti/course", launch_fields() | TESS, secret=new))


def test_62_an_owner_rotates_the_secret_of_a_server_that_runs(acme: School) -> None:
    path, old = acme.loops, acme.canvas
    with owner_of(acme) as owner:
        key = owner.key_page()
        assert owner.post(f"{key}/reset", grace="7").status_code == 302
        new = replace(old, secret=secret_of(acme))
        assert all(is_let_in(canvas.launch(path, TESS)) for canvas in (old, new))
        assert owner.post(f"{key}/reset", grace="0").status_code == 302
    newest = replace(old, secret=secret_of(acme))
    answers = [canvas.launch(path, TESS) for canvas in (old, new, newest)]
    assert [is_let_in(answer) for answer in answers] == [False, False, True]
    assert [answer.status_code for answer in answers[:2]] == [401, 401]
    assert answers[0].headers["x-refusal-code"] == "not-verified"


def secret_of(school: School) -> str:
    """The secret that is good now."""
    shown = next(each for each in school.server.show()["organizations"] if each["slug"] == school.slug)
    return next(str(key["shared_secret"]) for key in shown["lti_1p1"] if key["consumer_key"] == school.canvas.key)


def test_without_grace_the_old_secret_ends_at_once(key: ConsumerKey) -> None:
    old = key.secret
    reset_secret(actor=None, consumer_key=key, grace=timedelta(0))
    assert post(key, "/lti/course", launch_fields() | TESS, secret=old).status_code == 401


@pytest.mark.parametrize("kind", ["class", "picker"])
def test_without_grace_all_that_came_by_the_old_secret_is_over(key: ConsumerKey, kind: str) -> None:
    paths = {"class": ("/lti/course", launch_fields()), "picker": ("/lti/select", selection_fields())}
    path, fields = paths[kind]
    before = post(key, path, fields | TESS)
    assert page(before).status_code == 200
    reset_secret(actor=None, consumer_key=key, grace=timedelta(days=7))
    assert page(before).status_code == 200
    new = reset_secret(actor=None, consumer_key=key, grace=timedelta(0))
    assert page(before).status_code == 401
    assert page(post(key, path, fields | TESS, secret=new)).status_code == 200


def test_a_launch_that_was_on_its_way_when_the_secret_was_replaced_begins_nothing(key: ConsumerKey) -> None:
    """Verified by the old secret, written after the reset: it is of the generation that it was verified by."""
    post(key, "/lti/course", launch_fields() | TESS)
    launch, store = under_way(LaunchRecord.objects.get())
    reset_secret(actor=None, consumer_key=key, grace=timedelta(0))
    assert visitor_of_token(store(), launch.launch_id) is None


@pytest.mark.parametrize("whole", [False, True])
def test_what_a_disabled_credential_had_begun_stays_over_when_it_is_enabled(key: ConsumerKey, whole: bool) -> None:
    before = post(key, "/lti/course", launch_fields() | TESS)
    if whole:
        disable_lms(actor=None, lms=key.lms)
        enable_lms(actor=None, lms=key.lms)
    else:
        disable_key(actor=None, consumer_key=key)
        enable_key(actor=None, consumer_key=key)
    assert page(before).status_code == 401
    assert page(post(key, "/lti/course", launch_fields() | TESS)).status_code == 200


def test_other_keys_of_the_lms_keep_what_they_began(key: ConsumerKey) -> None:
    other = add_key(actor=None, lms=key.lms, name="Another")
    before = post(other, "/lti/course", launch_fields() | TESS)
    disable_key(actor=None, consumer_key=key)
    reset_secret(actor=None, consumer_key=key, grace=timedelta(0))
    assert page(before).status_code == 200


def test_the_picker_answers_with_the_secret_that_the_lms_knows(key: ConsumerKey) -> None:
    old = key.secret
    reset_secret(actor=None, consumer_key=key, grace=timedelta(days=7))
    let_in = post(key, "/lti/select", selection_fields() | TESS, secret=old)
    to = way_in(let_in)
    session = LaunchSession.objects.get(launch_id=UUID(to.number))
    answer = Client().post(to.path, {"cancel": "1"}, headers=factories.bearer(to.token)).content.decode()
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', answer)
    fields = [(name, html.unescape(value)) for name, value in found]
    assert session.by_old_secret
    assert oauthlib_accepts(fields, url=selection_fields()["content_item_return_url"], secret=old)
