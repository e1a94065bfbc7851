"""A student's way through a unit by the keyboard alone, as the handbook's page on accessibility writes it."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browsers import chromium
from tests.keyboard.walker import Walker
from tests.keyboard.written import walk_in
from tests.workspaces.scene import launched, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_unit_is_begun_and_completed(live_server: LiveServer) -> None:
    there = scene()
    for slug, title in {"u1": "Say hello", "u2": "Variables"}.items():
        there.change(slug, title=title)
    student = launched(there, "student")
    with chromium("third-party-blocked") as context:
        page = context.new_page()
        walker = Walker(page)
        page.goto(f"{live_server.url}{student.path(f'/units/{there.unit().pk}')}#{student.token}")
        walker.walk(walk_in("A student in a unit"))
        walker.assert_zooms()
