"""The light of *Connect your LMS*, read from launch records."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from slipway.lms.models import ConsumerKey, LaunchRecord
from slipway.orgs.models import User
from tests.factories import lms
from tests.owner_pages.pages import launched, shown

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def record(key: ConsumerKey, *, ago: int = 0, **fields: object) -> LaunchRecord:
    told = {"door": "course", "nonce": f"n{ago}", "context_title": "Intro", "role": "teacher"}
    return launched(key, **{"at": timezone.now() - timedelta(minutes=ago), **told, **fields})


def light(owner: User, key: ConsumerKey) -> str:
    return shown(owner, key.lms, "/first-launch")


def test_it_waits_for_the_first_launch(owner: User, key: ConsumerKey) -> None:
    record(lms(key.lms.organization, name="Another LMS").consumer_keys.get())
    page = light(owner, key)
    assert 'data-light="waiting"' in page
    assert "Waiting for the first launch…" in page


def test_it_turns_green_at_the_first_launch_that_is_let_in(owner: User, key: ConsumerKey) -> None:
    record(key, ago=30, let_in=False, nonce=None, code="not-verified")
    first = record(key, ago=20, context_title="Intro to Python")
    record(key, ago=10, context_title="Another course", role="student")
    page = light(owner, key)
    assert 'data-light="received"' in page
    for part in ("First launch received", "Intro to Python", "by: Teacher", f"{first.at:%H:%M:%S}"):
        assert part in page
    assert "Another course" not in page


@pytest.mark.parametrize(
    ("launch", "told", "not_told"),
    [
        ({"nonce": None, "code": "not-verified"}, "could not verify", "key and secret are right"),
        ({"code": "not-connected"}, "key and secret are right", "could not verify"),
    ],
)
def test_a_refused_launch_says_whether_key_and_secret_are_right(
    owner: User, key: ConsumerKey, launch: dict[str, Any], told: str, not_told: str
) -> None:
    record(key, let_in=False, **launch)
    page = light(owner, key)
    assert 'data-light="refused"' in page
    assert told in page
    assert not_told not in page
