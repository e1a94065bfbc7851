"""The admin pages of a class in a browser: local times, the LTI switch, and what axe says."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import CDPSession, Page, Route, expect

from tests.class_pages.live import owners_browser
from tests.content.folders import SAMPLE
from tests.looks import assert_looks_good
from tests.often import often
from tests.servers import Slipway

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Harbour:
    """A class of the sample folder, and its owner's page in a browser, with the browser's developer tools."""

    page: Page
    devtools: CDPSession
    admin: str
    unit: str
    module: str

    def move_to(self, zone: str) -> None:
        """The browser's time zone from now on."""
        self.devtools.send("Emulation.setTimezoneOverride", {"timezoneId": zone})


@pytest.fixture(scope="module")
def harbour(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "python-from-zero").symlink_to(SAMPLE)
    mine = "SELECT u.id unit, u.module_id module, u.classroom_id class FROM classes_unit u JOIN classes_classroom c ON \
        c.id = u.classroom_id JOIN orgs_organization o ON o.id = c.organization_id WHERE o.slug = %s AND u.slug = %s"
    with owners_browser(live, "harbour", folder, folder="python-from-zero") as browser:
        page = browser.pages[0]
        ids = {name: str(UUID(value)) for name, value in live.query(mine, ["harbour", "variables"])[0].items()}
        urls = {"admin": f"/classes/{ids['class']}/admin", "unit": f"/units/{ids['unit']}/edit"}
        module = f"{live.url}/modules/{ids['module']}"
        devtools = browser.new_cdp_session(page)
        yield Harbour(page, devtools, module=module, **{k: live.url + v for k, v in urls.items()})


def test_times_are_told_in_the_visitors_zone_and_kept_in_utc(harbour: Harbour) -> None:
    page = harbour.page
    harbour.move_to("Europe/Berlin")
    page.goto(harbour.unit)
    expect(page.locator("#id_due_at_helptext")).to_have_text("Europe/Berlin")
    page.get_by_label("Due").fill("2026-07-01T12:00")
    page.get_by_label("Until").fill("2026-12-01T12:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Due")).to_have_value("2026-07-01T12:00")
    harbour.move_to("America/New_York")
    page.goto(harbour.unit)
    expect(page.get_by_label("Due")).to_have_value("2026-07-01T06:00")
    expect(page.get_by_label("Until")).to_have_value("2026-12-01T06:00")
    page.get_by_role("button", name="Save").click()
    harbour.move_to("UTC")
    page.goto(harbour.unit)
    expect(page.get_by_label("Due")).to_have_value("2026-07-01T10:00")


def test_a_time_that_is_filled_in_before_the_script_runs_is_kept(harbour: Harbour) -> None:
    page, held = harbour.page, list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    harbour.move_to("Europe/Berlin")
    page.route("**/local_moments*.js", hold)
    page.goto(harbour.unit)
    page.get_by_label("Due").fill("2027-03-01T08:00")
    expect(page.locator("#id_due_at_helptext")).not_to_have_text("Europe/Berlin")
    held[0].continue_()
    expect(page.locator("#id_due_at_helptext")).to_have_text("Europe/Berlin")
    page.unroute("**/local_moments*.js")
    expect(page.get_by_label("Due")).to_have_value("2027-03-01T08:00")
    harbour.move_to("UTC")


def test_the_class_lms_url_is_asked_for_when_lti_is_on(harbour: Harbour) -> None:
    page = harbour.page
    page.goto(harbour.admin)
    page.get_by_role("main").get_by_role("link", name="Edit details").click()
    url, switch = page.get_by_label("Class LMS URL"), page.get_by_label("Enable LTI")
    expect(url).to_be_visible()
    switch.uncheck()
    expect(url).to_be_hidden()
    switch.check()
    url.fill(" https://canvas.acme.example/profile ")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("does not look like a course")).to_be_visible()
    url.fill("canvas")
    page.get_by_role("button", name="Save").click()
    expect(url).to_have_attribute("aria-invalid", "true")


def test_units_move_by_buttons(harbour: Harbour) -> None:
    page = harbour.page
    page.goto(harbour.admin)
    names = page.locator(".unit-list").first.locator("[data-unit-id] > div > a")
    expect(names).to_have_text(["Say hello", "Variables", "Ask and calculate"])
    page.get_by_role("button", name="Move Variables up").click()
    expect(names).to_have_text(["Variables", "Say hello", "Ask and calculate"])
    page.get_by_role("button", name="Move Variables down").click()
    expect(names).to_have_text(["Say hello", "Variables", "Ask and calculate"])


FORMS = ["{admin}", "{admin}/details", "{admin}/modules/new", "{module}/edit", "{module}/units/new", "{unit}"]


@pytest.mark.parametrize("form", often(["{admin}", "{unit}"], FORMS))
def test_forms_look_good(harbour: Harbour, form: str) -> None:
    harbour.page.goto(form.format(admin=harbour.admin, module=harbour.module, unit=harbour.unit))
    assert_looks_good(harbour.page)
