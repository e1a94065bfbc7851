"""A Slipway with one page more, which has a runner and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browsers import chromium
from tests.servers import Slipway, slipway_server
from tests.workspaces.runner.trial_page import PAGE, place_page


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Slipway]:
    """A Slipway that serves on SQLite, with the page at PAGE."""
    data = tmp_path_factory.mktemp("runner")
    place_page(data, prepared)
    with slipway_server(data=data, prepared=prepared) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[BrowserContext]:
    """A person's Chromium."""
    with chromium("allowed") as context:
        yield context


@pytest.fixture(scope="session")
def tab(browser: BrowserContext, site: Slipway) -> Page:
    """The page, with its Python ready; tests share it, one program after another."""
    return opened(browser, site)


def opened(browser: BrowserContext, site: Slipway) -> Page:
    """The page in a new tab, with its Python ready."""
    page = browser.new_page()
    page.goto(site.url + PAGE)
    page.evaluate("runner.ready")
    return page
