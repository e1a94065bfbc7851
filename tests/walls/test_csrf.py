"""Which addresses take a POST without a token: those that nothing of a browser's own opens."""

import pytest

from tests.factories import bearer
from tests.walls.people import browsers, form
from tests.walls.routes import ROUTES, Route
from tests.walls.table import OWN_DOOR, read
from tests.walls.test_walk import asking
from tests.walls.world import World

pytestmark = [pytest.mark.http, pytest.mark.django_db]

# Launches prove themselves by their signature (logins change nothing); pages under /l/ by the bearer, which no
# browser sends by itself; a registration by its link, which is good for one host and once.
EXEMPT = {
    "lti", "lti-unit", "lti-course", "lti-select", "oidc-login", "oidc-login-of", "oidc-launch",
    "oidc-register",
    "choose", "works", "issue-code", "picker", "picker-alone", "picker-home", "picker-ask",
    "picker-units", "picker-search",
    "launched:dashboard", "launched:class", "launched:unit", "launched:unit-start", "launched:unit-complete",
    "launched:unit-reopen",
    "launched:work-save", "launched:work-start-over", "launched:work-ran", "launched:work-versions",
    "launched:hand-in", "launched:submission", "launched:visible-tests",
    "launched:my-receipts", "launched:receipts-of", "launched:receipt",
    "launched:progress", "launched:student-work", "launched:student-versions", "launched:override",
    "launched:override-remove", "launched:comment", "launched:comment-edit", "launched:comment-remove",
}  # fmt: skip
BY_BEARER = sorted(name for name in EXEMPT if not name.startswith(("lti", "oidc")))


def is_exempt(route: Route) -> bool:
    return bool(getattr(route.view, "csrf_exempt", False))


def test_the_exempt_addresses_are_these_and_no_others() -> None:
    assert {name for name, route in ROUTES.items() if is_exempt(route)} == EXEMPT
    assert {name for name, route in ROUTES.items() if route.by_bearer} == set(BY_BEARER)


def test_no_other_address_takes_a_post_without_a_token(standing: World, pytestconfig: pytest.Config) -> None:
    everybody = browsers(standing, checks_csrf=True)
    more = ("student", "visit") if pytestconfig.getoption("--long") else ()
    for name in sorted(set(ROUTES) - EXEMPT):
        path = standing.acme.path(name)
        for who in ("owner", "nobody", *more):
            answer = everybody[who].post(path, form(standing.acme, name))
            assert answer.status_code == 403, f"{name} took a POST of {who} without a token"
            assert b"Code: csrf" in answer.content


@pytest.mark.parametrize("name", BY_BEARER)
def test_under_a_launch_a_signed_in_session_gives_nothing(standing: World, name: str) -> None:
    launch = standing.acme.bearer("teacher").launch_id
    path = standing.acme.path(name, launch_id=launch)
    for who in ("owner", "teacher", "visit"):
        browser = browsers(standing, checks_csrf=True)[who]
        shown = browser.get(path)
        assert shown.status_code == 200
        assert b"shell-waiting" in shown.content
        assert not [word for word in standing.acme.secret_words() if word in shown.content.decode()]
        assert browser.post(path, form(standing.acme, name)).status_code == 401
        assert browser.get(path, headers={"Authorization": "Bearer"}).status_code == 401
        assert browser.get(path, headers={"Authorization": "Basic b3duZXI6cGFzcw=="}).status_code == 401


def test_no_page_of_the_own_door_takes_a_bearer(standing: World) -> None:
    nobody = standing.acme.bearer("teacher").client()
    for name, method in read(OWN_DOOR):
        answer = asking(nobody, method, standing.acme.path(name), {})()
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/accounts/login/"), name


def test_a_cookie_adds_nothing_to_a_bearer(standing: World) -> None:
    """An owner who tries a student's link is a student there."""
    student, owner = standing.acme.bearer("student"), browsers(standing)["owner"]
    unit = standing.acme.path("launched:unit", launch_id=student.launch_id)
    shown = owner.get(unit, headers=bearer(student.token)).content.decode()
    assert 'data-role="student"' in shown
    assert standing.acme.people["owner"].name not in shown
    choose = ROUTES["choose"].path({"launch_id": student.launch_id})
    assert owner.get(choose, headers=bearer(student.token)).status_code == 404
