"""What a visit costs over the wire: bytes at first, nearly nothing afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from slipway.sandbox.places import PYODIDE_FOLDER
from tests.browsers import chromium
from tests.servers import Slipway
from tests.workspaces.runner.trial_page import PAGE

MOST = 7_000_000  # bytes of a first visit (issue 12)
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    """A browser of this module's own."""
    with chromium("allowed") as context:
        yield context


def visit(browser: BrowserContext, site: Slipway) -> dict[str, int]:
    """Open the page until Python and what *Check* runs are there. Returns the bytes over the wire of each answer, as
    Chromium counts.
    """
    page = browser.new_page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    urls: dict[str, str] = {}
    bytes_of: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = event["request"]["url"]

    def came(event: dict[str, Any]) -> None:
        bytes_of[urls[event["requestId"]]] = int(event["encodedDataLength"])

    network.on("Network.requestWillBeSent", asked)
    network.on("Network.loadingFinished", came)
    page.goto(site.url + PAGE)
    page.evaluate("Promise.all([runner.ready, loadEngine()])")
    page.close()
    ours = (
        url for url in bytes_of if not url.startswith("blob:") and not url.endswith("/favicon.ico")
    )  # asked for once
    return {url: bytes_of[url] for url in ours}


@pytest.mark.browser
def test_a_first_visit_is_light_and_a_second_weighs_nothing(browser: BrowserContext, site: Slipway) -> None:
    first = visit(browser, site)
    print(first, sum(first.values()))
    assert sum(first.values()) < MOST
    assert sum(size > 1_000_000 for size in first.values()) == 2, first  # the interpreter and its library
    second = visit(browser, site)
    assert second.keys() == first.keys()
    assert {url: size for url, size in second.items() if size and f"/{PYODIDE_FOLDER.name}/" in url} == {}
    assert sum(second.values()) < 10_000, second


@pytest.mark.http
@pytest.mark.parametrize("encodings", ["gzip", "br, gzip"])
def test_every_browser_gets_it_packed_and_may_keep_it(site: Slipway, encodings: str) -> None:
    answers = [site.get(f"/{PYODIDE_FOLDER.name}/{name}", headers={"Accept-Encoding": encodings}) for name in PARTS]
    assert sum(int(answer.headers["Content-Length"]) for answer in answers) < MOST
    assert {answer.headers["Cache-Control"] for answer in answers} == {"max-age=315360000, public, immutable"}
