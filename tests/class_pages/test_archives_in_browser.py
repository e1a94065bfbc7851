"""Archives in a browser: downloaded, changed, sent, looked at, applied, refused; a class made of one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from slipway.content.folder import class_archive, read_class_archive, write_class_folder
from tests.class_pages.live import owners_browser
from tests.content.folders import folder, module, unit
from tests.exercise_checks.class_files import class_archive_of
from tests.exercise_checks.exercises import ADDS
from tests.looks import assert_looks_good
from tests.processes import running
from tests.servers import SLIPWAY, Slipway

pytestmark = pytest.mark.browser

KNOTS = folder(module("m1", unit("bowline"), unit("reef")), module("m2", unit("hitch")), title="Knots")
CHANGED = replace(KNOTS, modules=(module("m1", unit("bowline"), unit("splice"), unit("square", was="reef")),))


@dataclass(frozen=True)
class Pier:
    """A school with the class Knots, and its owner's page in a browser."""

    page: Page
    url: str


@pytest.fixture(scope="module")
def signed_in(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    site = tmp_path_factory.mktemp("site")
    write_class_folder(KNOTS, site / "knots")
    with owners_browser(live, "pier", site, folder="knots") as context:
        yield context


@pytest.fixture
def pier(live: Slipway, signed_in: BrowserContext) -> Iterator[Pier]:
    page = signed_in.new_page()
    page.set_viewport_size({"width": 390, "height": 900})
    yield Pier(page, live.url)
    page.close()


def admin_of(live: Slipway, slug: str) -> str:
    [row] = live.query("SELECT id FROM classes_classroom WHERE slug = %s", [slug])
    return f"{live.url}/classes/{UUID(row['id'])}/admin"


def send(page: Page, archive: Path) -> None:
    page.get_by_label("Zip archive").set_input_files(archive)
    page.get_by_role("button", name="See what would change").click()


def test_a_class_is_downloaded_changed_looked_at_and_applied(live: Slipway, pier: Pier, tmp_path: Path) -> None:
    page = pier.page
    page.goto(admin_of(live, "knots"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as zip archive").click()
    assert download.value.suggested_filename == "knots.zip"
    with Path(download.value.path()).open("rb") as file:
        assert read_class_archive(file) == KNOTS
    (tmp_path / "class.zip").write_bytes(class_archive(CHANGED, name="knots"))
    send(page, tmp_path / "class.zip")
    expect(page.get_by_role("listitem").filter(has_text="unit splice")).to_contain_text("added")
    expect(page.get_by_role("listitem").filter(has_text="unit square")).to_contain_text("renamed from reef")
    expect(page.get_by_role("listitem").filter(has_text="module m2")).to_contain_text("withdrawn")
    assert_looks_good(page)
    page.get_by_role("button", name="Change the class").click()
    expect(page.get_by_role("link", name="Splice", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Withdrawn modules")).to_be_visible()


def test_an_archive_that_is_none_is_refused(live: Slipway, pier: Pier, tmp_path: Path) -> None:
    (tmp_path / "none.zip").write_text("none")
    pier.page.goto(admin_of(live, "knots"))
    send(pier.page, tmp_path / "none.zip")
    expect(pier.page.get_by_role("alert")).to_contain_text("is not a zip archive that can be read")
    assert_looks_good(pier.page)


@pytest.mark.long
def test_a_class_is_made_of_an_archive(live: Slipway, pier: Pier, tmp_path: Path) -> None:
    page = pier.page
    (tmp_path / "class.zip").write_bytes(class_archive(replace(KNOTS, title="Knots by night"), name="knots"))
    page.goto(f"{pier.url}/organizations/")
    page.get_by_role("main").get_by_role("link", name="Pier School").click()
    page.get_by_role("main").get_by_role("link", name="New class").first.click()
    assert_looks_good(page)
    send(page, tmp_path / "class.zip")
    expect(page.get_by_role("heading", level=1)).to_have_text("Knots by night")
    expect(page.get_by_text("A new class, with the short name knots-by-night")).to_be_visible()
    assert_looks_good(page)
    page.get_by_role("button", name="Make the class").click()
    expect(page.get_by_role("link", name="Hitch", exact=True)).to_be_visible()


@pytest.mark.long  # `tests/exercise_checks/test_upload_checks.py` asks the same pages
@pytest.mark.timeout(240)
def test_a_class_with_exercises_is_made_once_they_are_known_to_be_sound(
    live: Slipway, pier: Pier, tmp_path: Path
) -> None:
    page = pier.page
    (tmp_path / "weak.zip").write_bytes(
        class_archive_of(areas={"reference/shapes.py": ADDS}, sides={"wrong/adds.py": ""})
    )
    (tmp_path / "sound.zip").write_bytes(class_archive_of(areas={}))
    page.goto(f"{pier.url}/organizations/")
    page.get_by_role("main").get_by_role("link", name="Pier School").click()
    page.get_by_role("main").get_by_role("link", name="New class").first.click()
    form = page.url
    send(page, tmp_path / "weak.zip")
    expect(page.get_by_text("They wait to be checked")).to_be_visible()
    expect(page.get_by_role("button", name="Make the class")).to_have_count(0)
    assert_looks_good(page)
    with running([SLIPWAY, "worker"], environment=live.environment, log=tmp_path / "worker.log"):
        told = page.get_by_text("must pass every test, and fails one of the tab").first
        expect(told).to_be_visible(timeout=60_000)
        expect(page.get_by_role("status")).to_have_text("The exercises are not sound, so nothing has changed")
        expect(page.get_by_role("button", name="Make the class")).to_have_count(0)
        assert_looks_good(page)
        page.get_by_role("button", name="Discard the archive").press("Enter")
        page.goto(form)
        send(page, tmp_path / "sound.zip")
        expect(page.get_by_text("1 exercise was checked and is sound.").first).to_be_visible(timeout=60_000)
        assert_looks_good(page)
        page.get_by_role("button", name="Make the class").press("Enter")
        expect(page.get_by_role("link", name="areas", exact=True)).to_be_visible()
