"""Every page of accounts that comes from allauth is laid out and worded by us, none by allauth itself."""

from pathlib import Path

import pytest

import slipway
from tests import factories
from tests.orgs.browsers import browser_of, signed_in_now
from tests.walls.routes import ROUTES

pytestmark = [pytest.mark.http, pytest.mark.django_db]

OURS = Path(slipway.__path__[0])
PAGES = [name for name, route in ROUTES.items() if name.startswith(("account_", "mfa_")) and not route.names]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["nobody", "account", "just signed in"])
def test_it_is_ours(name: str, who: str) -> None:
    account = factories.account()
    browser = {"nobody": lambda: browser_of(None), "account": lambda: browser_of(account)}.get(
        who, lambda: signed_in_now(account)
    )()
    answer = browser.get(ROUTES[name].path({}))
    used = [template for template in answer.templates if template.name]
    if answer.status_code == 200:
        assert used
        assert Path(used[0].origin.name).is_relative_to(OURS), used[0].origin.name


def test_the_pages_that_people_need_are_among_them() -> None:
    assert {"account_change_password", "account_email", "account_inactive", "mfa_index"} <= set(PAGES)
