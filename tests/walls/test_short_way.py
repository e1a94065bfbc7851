"""What stands below /l/ and /lti takes a short way, without sessions, accounts and CSRF (`site/handler.py`): no view
there may need them, and no answer lacks what the long way gives it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse

from slipway.site.handler import SHORT_WAY, Handler
from tests.factories import bearer
from tests.walls.people import browsers, form
from tests.walls.routes import ROUTES
from tests.walls.test_walk import asking, undone
from tests.walls.world import World

pytestmark = [pytest.mark.http, pytest.mark.django_db]

SHORT = sorted(
    name for name, route in ROUTES.items() if route.path(dict.fromkeys(route.names, UUID(int=0))).startswith(SHORT_WAY)
)
# They give everybody the same, and take no POST.
READ_ONLY = {"canvas-xml", "jwks", "canvas-json-moved", "organization-jwks", "canvas-json"}
WHO = ("student", "teacher", "picker", "none")


@pytest.fixture
def served() -> Iterator[httpx.Client]:
    """A browser of Slipway's application, with both its ways; like Django's, it takes nothing that is compressed."""
    transport = httpx.WSGITransport(app=Handler())
    with httpx.Client(transport=transport, base_url=settings.PUBLIC_URL, headers={"Accept-Encoding": ""}) as client:
        yield client


@contextmanager
def sessions_read() -> Iterator[list[str]]:
    """The statements that look at browsers' sessions."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "django_session" in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def test_both_ways_are_walked() -> None:
    assert len(SHORT) > 20
    assert set(SHORT) > READ_ONLY
    assert {name for name, route in ROUTES.items() if route.by_bearer} < set(SHORT)


@pytest.mark.parametrize("name", SHORT)
def test_nothing_there_waits_for_a_token_of_a_form(standing: World, served: httpx.Client, name: str) -> None:
    is_exempt = getattr(ROUTES[name].view, "csrf_exempt", False)
    assert is_exempt == (name not in READ_ONLY)
    if name in READ_ONLY:
        assert served.post(standing.acme.path(name)).status_code == 405


@pytest.mark.parametrize("name", SHORT)
def test_no_cookie_is_read_or_set(standing: World, served: httpx.Client, name: str) -> None:
    owner = browsers(standing)["owner"].cookies["slipway_session"].value
    for who, of_launch in standing.bearers().items():
        if who not in WHO:
            continue
        path = standing.acme.path(name, launch_id=of_launch.launch_id)
        headers = {**(bearer(of_launch.token) if of_launch.token else {}), "Cookie": f"slipway_session={owner}"}
        for method in ("GET", "POST"):
            data = form(standing.acme, name) if method == "POST" else None
            with undone(), sessions_read() as read:
                answer = served.request(method, path, headers=headers, data=data)
            assert answer.status_code < 500, (who, method)
            assert "Set-Cookie" not in answer.headers
            assert read == []


def test_other_addresses_go_the_long_way(standing: World, served: httpx.Client) -> None:
    owner = browsers(standing)["owner"].cookies["slipway_session"].value
    with sessions_read() as read:
        shown = served.get("/", headers={"Cookie": f"slipway_session={owner}"})
    assert shown.status_code == 200
    assert standing.acme.organization.name in shown.text
    assert read
    refused = served.post("/organizations/new", data={"name": "Of nobody"}, headers={"Cookie": "slipway_csrf=x"})
    assert (refused.status_code, "Code: csrf" in refused.text) == (403, True)
    assert "slipway_csrf" in served.get("/accounts/login/").headers["Set-Cookie"]


@pytest.mark.parametrize("name", SHORT)
def test_answers_are_those_of_the_long_way(
    standing: World, served: httpx.Client, name: str, pytestconfig: pytest.Config
) -> None:
    """Django's test client has the middleware of everybody. Each run asks as a few, the long one as all."""
    bearers = standing.bearers()
    for who in bearers if pytestconfig.getoption("--long") else WHO:
        of_launch = bearers[who]
        path = standing.acme.path(name, launch_id=of_launch.launch_id)
        headers = bearer(of_launch.token) if of_launch.token else {}
        for method in ("GET", "POST"):
            data = form(standing.acme, name) if method == "POST" else {}
            with undone():
                long = asking(of_launch.client(), method, path, data)()
            with undone():
                short = served.request(method, path, headers=headers, data=data or None)
            assert short.status_code == long.status_code, (who, method)
            assert headers_of(short) == headers_of(long), (who, method)


def headers_of(answer: HttpResponse | httpx.Response) -> dict[str, str]:
    """What the answer tells browsers, but for its length, a token in its address, and that it hangs on cookies."""
    told = {name.lower(): value.partition("#")[0] for name, value in answer.headers.items()}
    varies = {each for each in told.pop("vary", "").split(", ") if each != "Cookie"}
    return {name: value for name, value in told.items() if name != "content-length"} | {"vary": str(sorted(varies))}
