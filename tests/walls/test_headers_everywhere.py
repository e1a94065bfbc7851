"""What leaves with every page, whoever asked for it: policies, cookies, and markup that the policies allow."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from slipway.web.origin import absolute
from tests.picker.scene import CANVAS
from tests.walls.markup import Markup
from tests.walls.people import browsers, form
from tests.walls.routes import ROUTES
from tests.walls.test_walk import asking, undone
from tests.walls.world import World, world

pytestmark = [pytest.mark.http, pytest.mark.django_db]

PERSONAS = ("owner", "teacher", "student", "visit", "nobody")
BEARERS = ("student", "teacher", "preview", "picker", "rival", "expired", "none")
# Who each run asks as: pages of all kinds, sign-in, refusals. The long one asks as all.
OFTEN = ("owner", "nobody", "teacher", "picker", "none")


@dataclass(frozen=True)
class Seen:
    """An answer that somebody got."""

    route: str
    who: str
    method: str
    answer: HttpResponse

    @property
    def at(self) -> str:
        return f"{self.method} {self.route} as {self.who}: {self.answer.status_code}"

    @property
    def policy(self) -> dict[str, str]:
        parts = [part.strip().partition(" ") for part in self.answer.get("Content-Security-Policy", "").split(";")]
        return {name: value for name, _, value in parts}

    @property
    def is_page(self) -> bool:
        return self.answer.get("Content-Type", "").startswith("text/html") and bool(self.answer.content)

    @property
    def markup(self) -> Markup:
        return Markup(self.answer.content.decode())

    @property
    def is_shell(self) -> bool:
        return b"shell-waiting" in self.answer.content


@pytest.fixture(scope="module")
def seen(django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config) -> list[Seen]:
    """Every address, asked by GET and POST; the world is made once, and gone afterwards."""
    who = {*PERSONAS, *BEARERS} if pytestconfig.getoption("--long") else OFTEN
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        there = world()
        answers = [*at_the_own_door(there, set(PERSONAS) & set(who)), *by_bearers(there, set(BEARERS) & set(who))]
        transaction.set_rollback(True)
    return answers


def at_the_own_door(there: World, personas: set[str]) -> Iterator[Seen]:
    everybody = browsers(there)
    for name in ROUTES:
        for who in sorted(personas):
            yield Seen(name, who, "GET", asked(everybody[who], "GET", there.acme.path(name), {}))


def by_bearers(there: World, whose: set[str]) -> Iterator[Seen]:
    bearers = there.bearers()
    for name, who in ((name, who) for name, route in ROUTES.items() if route.by_bearer for who in sorted(whose)):
        path = there.acme.path(name, launch_id=bearers[who].launch_id)
        for method in ("GET", "POST"):
            answer = asked(bearers[who].client(), method, path, form(there.acme, name))
            yield Seen(name, f"bearer {who}", method, answer)


def asked(client: Client, method: str, path: str, sent: dict[str, object]) -> HttpResponse:
    cookies = deepcopy(client.cookies)
    with undone():
        answer = asking(client, method, path, sent)()
    client.cookies = cookies  # one answer must not sign out for the next
    return answer


def test_there_is_something_to_see(seen: list[Seen]) -> None:
    pages = {one.route for one in seen if one.is_page and one.answer.status_code == 200}
    assert len(pages) > 40, sorted(pages)


def test_no_policy_allows_inline_code_or_strangers(seen: list[Seen]) -> None:
    for one in pages_with_our_policy(seen):
        assert "unsafe" not in one.answer.get("Content-Security-Policy", ""), one.at
        assert one.policy["default-src"] == "'none'", one.at
        assert one.policy.get("script-src", "'self'") == "'self'", one.at
        assert one.policy.get("style-src", "'self'") == "'self'", one.at


def pages_with_our_policy(seen: list[Seen]) -> list[Seen]:
    """All but the page that programs run in: it has one of its own, which tests/workspaces/runner holds."""
    return [one for one in seen if one.route != "runner" or one.method != "GET"]


def test_frames_show_the_runner_and_nothing_else(seen: list[Seen]) -> None:
    for one in pages_with_our_policy(seen):
        assert one.policy.get("frame-src", absolute("/runner/")) == absolute("/runner/"), one.at


def test_only_shells_and_refusals_may_be_framed(seen: list[Seen]) -> None:
    for one in pages_with_our_policy(seen):
        ancestors = one.policy["frame-ancestors"]
        if one.answer.has_header("X-Refusal-Code"):
            assert ancestors == "*", one.at
        elif one.is_shell:
            assert ancestors in {CANVAS, "'none'"}, one.at
        else:
            assert ancestors == "'none'", one.at
        # The older header would take from the frame what the policy gives it.
        assert one.answer.get("X-Frame-Options", "DENY") == "DENY", one.at
        assert ancestors == "'none'" or not one.answer.has_header("X-Frame-Options"), one.at


def test_forms_go_to_slipway_only(seen: list[Seen]) -> None:
    for one in seen:
        assert one.policy.get("form-action") == "'self'" or "sandbox" in one.policy, one.at


def test_from_the_pickers_shell_the_answer_goes_home() -> None:
    answer = Client().get(f"/l/{world().acme.picker().launch_id}/picker")
    assert "form-action" not in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].endswith(f"frame-ancestors {CANVAS}")


def test_nothing_is_sniffed(seen: list[Seen]) -> None:
    assert [one.at for one in seen if one.answer.get("X-Content-Type-Options") != "nosniff"] == []


def test_no_page_has_inline_script_or_style(seen: list[Seen]) -> None:
    assert {one.at: one.markup.inline for one in seen if one.is_page and one.markup.inline} == {}


def test_forms_carry_a_token_at_the_own_door_and_none_in_a_launch(seen: list[Seen]) -> None:
    for one in (one for one in seen if one.is_page):
        launched = one.who.startswith("bearer")
        assert [form.action for form in one.markup.forms if form.has_token == launched] == [], one.at


def test_a_launch_sets_no_cookie(seen: list[Seen]) -> None:
    by_launch = [one for one in seen if ROUTES[one.route].by_bearer or one.route.startswith("lti")]
    by_launch = [one for one in by_launch if one.route != "lti-integration"]
    assert {one.at: list(one.answer.cookies) for one in by_launch if one.answer.cookies} == {}
    assert any(one.method == "POST" for one in by_launch)


def test_what_a_launch_shows_is_kept_nowhere_on_the_way(seen: list[Seen]) -> None:
    shown = [one for one in seen if one.who.startswith("bearer") and one.answer.status_code not in {404, 405}]
    assert {one.at for one in shown if "no-store" not in one.answer.get("Cache-Control", "")} == set()
    pages = [one for one in shown if not one.answer.has_header("X-Refusal-Code")]
    assert {one.at for one in pages if "Authorization" not in one.answer.get("Vary", "")} == set()
