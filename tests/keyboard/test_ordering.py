"""The order of a class by the keyboard alone, as the handbook's page on accessibility writes it."""

from uuid import UUID

import pytest
from playwright.sync_api import expect

from slipway.content.folder import write_class_folder
from tests.browsers import chromium
from tests.content.folders import folder, module, unit
from tests.e2e.people import sign_in
from tests.keyboard.walker import Walker
from tests.keyboard.written import walk_in
from tests.servers import Slipway

pytestmark = pytest.mark.browser

OWNER, PASSWORD = "owner@jetty.example", "a long enough password"
SITE = f"""
[[organization]]
slug = "jetty"
name = "Jetty School"
owners = [{{ email = "{OWNER}", password = "{PASSWORD}" }}]
[[organization.class]]
slug = "python"
folder = "class"
"""
CONTENT = folder(
    module("m1", unit("u1", title="Say hello"), unit("u2", title="Variables"), title="First steps"),
    module("m2", unit("u3", title="Loops"), unit("u4", title="Lists"), title="Repetition"),
    title="Python from zero",
)


@pytest.fixture(scope="module")
def admin(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the Admin page of the handbook's class."""
    files = tmp_path_factory.mktemp("jetty")
    write_class_folder(CONTENT, files / "class")
    live.apply(SITE, folder=files)
    [row] = live.query(
        "SELECT c.id FROM classes_classroom c JOIN orgs_organization o ON o.id = c.organization_id WHERE o.slug = %s",
        ["jetty"],
    )
    return f"{live.url}/classes/{UUID(row['id'])}/admin"


@pytest.mark.long
def test_modules_and_units_are_moved(live: Slipway, admin: str) -> None:
    with chromium("allowed") as context:
        page = context.new_page()
        sign_in(page, live.url, OWNER, PASSWORD)
        walker = Walker(page)
        page.goto(admin)
        expect(page.locator(".handle")).to_have_count(6)
        walker.walk(walk_in("Moving by keys"))
        page.reload()
        expect(page.locator(".handle")).to_have_count(6)
        names = page.locator("[data-unit-id] > div > a")
        expect(names).to_have_text(["Say hello", "Variables", "Lists", "Loops"])
        walker.assert_zooms()
