"""A Slipway with one page more, of the tests' own: it has a runner and nothing else.

The page stands among the static files of that server, so it has the policy that every page of ours has.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import BrowserContext, Page

from slipway.workspaces.runner_page import runner_addresses
from tests.browsers import chromium
from tests.servers import Slipway, slipway_server

TRIAL = Path(__file__).parent / "trial"
PAGE = "/static/trial/runner.html"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Slipway]:
    """A Slipway that serves on SQLite, with the page at PAGE."""
    data = tmp_path_factory.mktemp("runner")
    manifest = json.loads((prepared / "static" / "staticfiles.json").read_text())["paths"]
    trial = data / "static" / "trial"
    trial.mkdir(parents=True)
    element = render_to_string("workspaces/runner/runner.html", dict(runner_addresses()))
    element += render_to_string("workspaces/runner/error_words.html")
    (trial / "runner.html").write_text(
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Trial</title>"
        f'<script type=module src="/static/trial/page.js"></script></head><body>{hashed(element, manifest)}</body></html>'
    )
    (trial / "page.js").write_text(hashed((TRIAL / "page.js").read_text(), manifest))
    with slipway_server(data=data, prepared=prepared) as server:
        yield server


def hashed(text: str, manifest: dict[str, str]) -> str:
    """`text` with the addresses of static files as pages of a server have them."""
    return re.sub(r"/static/([\w./-]+)", lambda found: f"/static/{manifest.get(found[1], found[1])}", text)


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    """A person's Chromium."""
    with chromium("allowed") as context:
        yield context


@pytest.fixture(scope="module")
def tab(browser: BrowserContext, site: Slipway) -> Page:
    """The page, with its Python ready; tests of a module share it, one program after another."""
    return opened(browser, site)


def opened(browser: BrowserContext, site: Slipway) -> Page:
    """The page in a new tab, with its Python ready."""
    page = browser.new_page()
    page.goto(site.url + PAGE)
    page.evaluate("runner.ready")
    return page
