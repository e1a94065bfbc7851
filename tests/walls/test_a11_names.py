"""Every form of the URLconf that takes a name holds it to the one rule."""

from typing import Any

import pytest
from django.test import Client

from tests.often import often
from tests.walls.people import browsers, form
from tests.walls.routes import ROUTES
from tests.walls.test_walk import everything, undone
from tests.walls.world import World
from tests.web.test_a11_names import BAD

pytestmark = [pytest.mark.http, pytest.mark.django_db]

# By route: the field, and who may.
NAMED = {
    "organization-new": ("name", "owner"), "organization-settings": ("name", "owner"), "lms-new": ("name", "owner"),
    "lms-rename": ("name", "owner"), "registration-new": ("name", "owner"), "registration-edit": ("name", "owner"),
    "key-new": ("name", "owner"), "key-rename": ("name", "owner"), "class-new": ("title", "teacher"),
    "class-details": ("title", "teacher"), "module-new": ("title", "teacher"), "module-edit": ("title", "teacher"),
    "unit-new": ("title", "teacher"), "unit-edit": ("title", "teacher"),
    "exercise-new": ("title", "teacher"),
}  # fmt: skip
OFTEN = ("organization-settings", "key-rename", "class-new", "module-edit", "unit-edit", "lms-rename")
VISIBLE = [what for what in BAD if what != "nothing"]


def asked(standing: World, route: str, text: str) -> Any:
    """What the form answers to that name."""
    field, who = NAMED[route]
    return browsers(standing)[who].post(standing.acme.path(route), {**form(standing.acme, route), field: text})


def test_a11_no_form_with_a_name_is_forgotten(standing: World) -> None:
    named = {name for name in ROUTES if {"name", "title"} & set(form(standing.acme, name))}
    assert named - set(NAMED) == {"set-password", "lms-remove"}  # a visitor's, below; and the name to type again


@pytest.mark.parametrize("route", often(OFTEN, NAMED))
def test_a11_a_form_refuses_it_and_says_why(standing: World, route: str) -> None:
    for what in VISIBLE:
        with undone():
            answer = asked(standing, route, BAD[what])
            assert answer.status_code == 422, (route, what)
            page = answer.content.decode()
            assert any(words in page for words in ("one line", "control character", "direction", "nothing to be seen"))


@pytest.mark.parametrize("route", often(OFTEN, NAMED))
def test_a11_a_form_keeps_names_composed(standing: World, route: str) -> None:
    with undone():
        before = everything()
        answer = asked(standing, route, "  Sch\u006f\u0308n\u200b ")
        assert answer.status_code in {200, 302, 303}
        after = everything()
    changed = "\n".join(row for table, rows in after.items() for row in set(rows) - set(before[table]))
    assert "Sch\u00f6n" in changed
    assert "Scho\u0308n" not in changed


@pytest.mark.parametrize("what", VISIBLE)
def test_a11_people_who_sign_up_or_set_a_password(standing: World, what: str) -> None:
    with undone():
        path = standing.acme.path("set-password")
        answer: Any = Client().post(path, {**form(standing.acme, "set-password"), "name": BAD[what]})
        assert answer.status_code == 422
