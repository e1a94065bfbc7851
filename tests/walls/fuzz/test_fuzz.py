"""Whatever anybody sends to any address: it is answered, soon, and never with an error of ours.

`make test-long` sends 20,000 requests, `make test` a twentieth of them. A failing one is printed with its seed: `2/117`
is the 117th of part 2, the same in each run. It stands alone, for what the ones before it did was undone.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.walls import test_walk
from tests.walls.fuzz.random_requests import Lazily, RandomRequest, Scenery, random_request
from tests.walls.people import browsers, form
from tests.walls.world import World, arguments

pytestmark = [pytest.mark.http, pytest.mark.django_db]

IN_ALL, AT_ONCE = 20_000, 250
OFTEN, ALWAYS = IN_ALL // AT_ONCE, IN_ALL // AT_ONCE // 20
LONGEST, TRIES = 2.0, 3  # seconds; of one that takes longer, for the machine may be busy
PARTS = [pytest.param(part, marks=[] if part < ALWAYS else pytest.mark.long) for part in range(OFTEN)]


@pytest.fixture(scope="module")
def scenery(standing: World) -> Scenery:
    """What the world gives for requests."""
    cookies = {who: "; ".join(f"{name}={held.value}" for name, held in client.cookies.items())
               for who, client in browsers(standing).items()}  # fmt: skip
    bearers = {who: (brings.launch_id, brings.token) for who, brings in standing.bearers().items()}
    return Scenery(
        good=Lazily(lambda route: arguments(standing.acme, route)),
        others=Lazily(lambda route: arguments(standing.rival, route)),
        forms=Lazily(lambda route: form(standing.acme, route)),
        cookies=cookies,
        bearers=bearers,
    )


@pytest.fixture(scope="module")
def clients() -> dict[bool, Client]:
    """By whether they check the form's token."""
    return {checks: Client(enforce_csrf_checks=checks, raise_request_exception=False) for checks in (True, False)}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", PARTS)
def test_no_request_brings_an_error(scenery: Scenery, clients: dict[bool, Client], part: int) -> None:
    for number in range(AT_ONCE):
        request = random_request(f"{part}/{number}", scenery)
        answered(request, partial(sent, request, clients[request.checks_csrf]))


def answered(what: object, send: Callable[[], Any]) -> None:
    """It is answered without an error, in time. What it did is undone."""
    seconds = LONGEST
    for _ in range(TRIES):
        with undone():
            began = time.perf_counter()
            answer = send()
            seconds = time.perf_counter() - began
        if answer.status_code >= 500:
            pytest.fail(f"{answer.status_code} {what}\n{answer.exc_info and answer.exc_info[1]!r}")
        assert "Content-Security-Policy" in answer.headers, what
        if seconds <= LONGEST:
            return
    pytest.fail(f"{seconds} s: {what}")


def sent(request: RandomRequest, client: Client) -> Any:
    """The answer, read to its end."""
    client.cookies.clear()
    answer: Any = client.request(**request.environ, **{"wsgi.input": BytesIO(request.body)})
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards; the database takes no more than PostgreSQL does."""
    cache.clear()
    with test_walk.undone(), connection.execute_wrapper(as_strict_as_postgresql):
        yield


def as_strict_as_postgresql(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """PostgreSQL's driver refuses texts with NUL, and SQLite takes them."""
    for value in params or ():
        if isinstance(value, str) and "\0" in value:
            message = "PostgreSQL text fields cannot contain NUL (0x00) bytes"
            raise ValueError(message)
    return execute(sql, params, many, context)
