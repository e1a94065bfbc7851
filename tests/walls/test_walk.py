"""docs/architecture.md, rule 8: every address of the URLconf, as everybody who may come to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from http.cookies import SimpleCookie
from typing import cast

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.walls.people import browsers, form
from tests.walls.routes import ROUTES, Route
from tests.walls.table import LAUNCHED, OPEN, OWN_DOOR, read
from tests.walls.world import World, arguments

pytestmark = [pytest.mark.http, pytest.mark.django_db]

OWN = read(OWN_DOOR) | read(OPEN)
BY_BEARER = read(LAUNCHED)
# Sessions are the browser's own; the launch log and the tallies grow with every refusal at the door.
MAY_CHANGE = {"sessions.Session", "lms.LaunchRecord", "lms.RefusalTally", "orgs.Tally"}
Asking = Callable[[], HttpResponse]
Rows = dict[str, list[str]]  # of every table, by its name
SHOWS_OR_ACTS = {"page", "done", "made"}
# In the world these change nothing for anybody: it is last, first, in the class, published, enabled, without proposal.
NOTHING_TO_DO = {
    "module-down", "unit-up", "module-restore", "unit-restore", "unit-publish", "key-enable", "lms-enable",
    "key-delete", "registration-accept", "registration-settle", "registration-enable", "registration-remove",
    "registration-own-key",
    "enrolment-restore", "unlink", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "unit-regrade", "unit-grade-again", "regrade-undo",
    "class-lms-url", "leave", "own:unit-start", "own:dashboard", "own:class", "own:unit", "launched:dashboard",
    "launched:class", "launched:unit", "works", "picker", "picker-home",
}  # fmt: skip


def test_every_address_has_its_rows_and_every_row_its_address() -> None:
    rows = set(OWN) | set(BY_BEARER)
    addresses = {(name, method) for name in ROUTES for method in ("GET", "POST")}
    assert rows - addresses == set(), "rows whose address is gone"
    assert addresses - rows == set(), "addresses without a row in tests/walls/table.py"
    assert {name for name, _ in BY_BEARER} == {name for name, route in ROUTES.items() if route.by_bearer}


@pytest.fixture(scope="module")
def cookies(standing: World, django_db_blocker: DjangoDbBlocker) -> dict[str, SimpleCookie]:
    """Everybody has signed in once, in the world that each test finds: a mailed key ends with the next sign-in."""
    with django_db_blocker.unblock():
        return {who: client.cookies for who, client in browsers(standing).items()}


@pytest.fixture(scope="module")
def untouched(cookies: dict[str, SimpleCookie], django_db_blocker: DjangoDbBlocker) -> Rows:
    """Every row of the world that each test finds."""
    with django_db_blocker.unblock():
        return everything()


@pytest.fixture
def everybody(cookies: dict[str, SimpleCookie]) -> dict[str, Client]:
    """A browser for each column of the tables, which no other test has used."""
    found = {who: Client() for who in cookies}
    for who, client in found.items():
        client.cookies = deepcopy(cookies[who])
    return found


@pytest.mark.parametrize(("name", "method"), OWN)
def test_at_the_own_door(
    standing: World, everybody: dict[str, Client], untouched: Rows, name: str, method: str
) -> None:
    path, sent = standing.acme.path(name), form(standing.acme, name) if method == "POST" else {}
    asked = {who: asking(client, method, path, sent) for who, client in everybody.items()}
    compare(standing, (name, method), OWN[name, method], asked, before=untouched)


@pytest.mark.parametrize(("name", "method"), BY_BEARER)
def test_by_a_launchs_bearer(standing: World, name: str, method: str) -> None:
    sent, asked = form(standing.acme, name) if method == "POST" else {}, {}
    for who, brings in standing.bearers().items():
        client, path = brings.client(), standing.acme.path(name, launch_id=brings.launch_id)
        if not brings.token:
            client.force_login(standing.acme.people["owner"])  # a cookie is worth nothing here
        asked[who] = asking(client, method, path, sent)
    compare(standing, (name, method), BY_BEARER[name, method], asked, before=everything())


def of_two(route: Route) -> bool:
    """Whether an address names an organization or class, and something in it."""
    return len(route.names) > 1 and route.names[0] in {"organization_id", "classroom_id"}


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if of_two(route)])
def test_nothing_of_others_is_reached_through_ones_own(
    standing: World, everybody: dict[str, Client], untouched: Rows, name: str
) -> None:
    own = ROUTES[name].names[0]
    path, client = standing.acme.path(name, **{own: arguments(standing.rival, name)[own]}), everybody["stranger"]
    counted = written()
    for method in ("GET", "POST"):
        assert asking(client, method, path, form(standing.acme, name))().status_code in {404, 405}
    assert written() == counted or everything() == untouched


def asking(client: Client, method: str, path: str, sent: dict[str, object]) -> Asking:
    def ask() -> HttpResponse:
        return cast("HttpResponse", client.post(path, sent) if method == "POST" else client.get(path))

    return ask


def compare(
    standing: World, row: tuple[str, str], answers: dict[str, str], asked: dict[str, Asking], *, before: Rows
) -> None:
    """Everybody asks in the same world, whose rows are `before`, and is answered as the row says."""
    came, acted = {}, False
    for who, ask in asked.items():
        with undone():
            cache.clear()  # allauth counts attempts there
            counted, answer = written(), ask()
            after = before if written() == counted else everything()
        came[who] = in_a_word(answer)
        may_act = row[1] == "POST" and came[who] in SHOWS_OR_ACTS
        acted |= after != before
        assert may_act or after == before, f"{row}: {who} changed something"
        if who in {"stranger", "rival", "nobody", "none"} and row[0] not in BY_SIGNATURE:
            assert not [word for word in standing.acme.secret_words() if word in shown(answer)], f"{row}: {who}"
    assert {who: word for who, word in came.items() if answers[who] != word} == {}, row
    assert list(came) == list(answers)
    if row[1] == "POST" and {"done", "made"} & set(answers.values()) and not row[0].startswith("account_"):
        assert acted or row[0] in NOTHING_TO_DO, f"{row}: the form is no test, it changes nothing for anybody"


BY_SIGNATURE = {"unit-file", "set-password", "invitation-open", "account_confirm_email"}


def shown(answer: HttpResponse) -> str:
    """All that an answer says; a file that is streamed too."""
    return answer.getvalue().decode(errors="replace")


def in_a_word(answer: HttpResponse) -> str:
    """The table's word for an answer."""
    if answer.status_code in {302, 303}:
        where = answer["Location"]
        known = {"/accounts/login/?": "sign-in", "/accounts/reauthenticate/?": "password"}
        return next((word for start, word in known.items() if where.startswith(start)), "done")
    if answer.status_code == 200 and "shell-waiting" in shown(answer):
        return "shell"
    return {200: "page", 201: "made", 401: "over", 404: "-"}.get(answer.status_code, str(answer.status_code))


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def written() -> int:
    """How many rows this process has ever inserted, changed or deleted: while it stands, no table is another."""
    return cast("int", connection.connection.total_changes)


def everything() -> Rows:
    """Every row of every table, but for what may change, as the database has it."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.label not in MAY_CHANGE]
    with connection.cursor() as cursor:
        return {table: sorted(map(repr, cursor.execute(f'SELECT * FROM "{table}"').fetchall())) for table in tables}
