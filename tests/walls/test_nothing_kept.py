"""Whoever has no account has nothing kept: no form of theirs grows the database by what they typed."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.walls.people import form
from tests.walls.routes import ROUTES
from tests.walls.test_walk import MAY_CHANGE
from tests.walls.world import World

pytestmark = [pytest.mark.http, pytest.mark.django_db]

MARK = "kept-of-a-stranger"
LARGE = MARK * 5_000
FIELDS = "code login password password1 password2 email next name note secret client_id state id_token iss address"
# They come with a link that somebody with an account has given, and open it.
BY_A_LINK = {"set-password", "account_confirm_email", "account_reset_password_from_key"}


def counted() -> dict[str, int]:
    """How many rows each table has, but for those that count refusals within limits."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if not _is_bounded(model)}


def _is_bounded(model: type) -> bool:
    return model._meta.label in MAY_CHANGE - {"sessions.Session"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if not route.by_bearer])
@pytest.mark.parametrize("large", [True, False])
def test_a5_nobodys_post_leaves_nothing_of_what_was_posted(standing: World, name: str, *, large: bool) -> None:
    acme, path = standing.acme, standing.acme.path(name)
    junk = dict.fromkeys(FIELDS.split(), LARGE if large else MARK)
    before, there = counted(), Client()
    there.post(path, {**form(acme, name), **junk})
    there.post(f"{path}?next=/{MARK}", {**junk, **form(acme, name)}, headers={"Accept-Language": MARK})
    after = counted()
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert MARK not in str(kept)
    if name not in BY_A_LINK:
        assert after == before
    assert settings.SESSION_COOKIE_NAME not in there.cookies or name in BY_A_LINK
