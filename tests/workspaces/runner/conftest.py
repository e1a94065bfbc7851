"""A Slipway with one page more, which has a runner and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True)
class Visit:
    """The page, with its Python and what *Check* runs there; each answer's bytes over the wire, as Chromium counts."""

    page: Page
    bytes_of: dict[str, int]


@pytest.fixture(scope="session")
def first_visit(site: Slipway) -> Iterator[Visit]:
    """What a person's Chromium does first; it takes seconds, so tests share it."""
    with chromium("allowed") as context:
        yield visit(context, site)


@pytest.fixture(scope="session")
def browser(first_visit: Visit) -> BrowserContext:
    """A person's Chromium, which has been at the page."""
    return first_visit.page.context


@pytest.fixture(scope="session")
def tab(first_visit: Visit) -> Page:
    """The page, with its Python ready; tests share it, one program after another."""
    return first_visit.page


def visit(browser: BrowserContext, site: Slipway) -> Visit:
    """Open the page in a new tab until all is there."""
    page = browser.new_page()
    network = browser.new_cdp_session(page)
    network.send("Network.enable")
    urls: dict[str, str] = {}
    bytes_of: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = event["request"]["url"]

    def came(event: dict[str, Any]) -> None:
        url = urls[event["requestId"]]
        if not url.startswith("blob:") and not url.endswith("/favicon.ico"):  # asked for once
            bytes_of[url] = int(event["encodedDataLength"])

    network.on("Network.requestWillBeSent", asked)
    network.on("Network.loadingFinished", came)
    page.goto(site.url + PAGE)
    page.evaluate("Promise.all([runner.ready, loadEngine()])")
    network.detach()
    return Visit(page, bytes_of)


def opened(browser: BrowserContext, site: Slipway) -> Page:
    """The page in a new tab, with its Python ready."""
    page = browser.new_page()
    page.goto(site.url + PAGE)
    page.evaluate("runner.ready")
    return page
