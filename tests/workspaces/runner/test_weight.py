"""What a visit costs over the wire: bytes at first, nearly nothing afterwards."""

import pytest
from playwright.sync_api import BrowserContext

from slipway.sandbox.places import PYODIDE_FOLDER
from tests.servers import Slipway
from tests.workspaces.runner.conftest import Visit, visit

MOST = 7_000_000  # bytes of a first visit (issue 12)
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


@pytest.mark.browser
def test_a_first_visit_is_light_and_a_second_weighs_nothing(
    first_visit: Visit, browser: BrowserContext, site: Slipway
) -> None:
    first = first_visit.bytes_of
    print(first, sum(first.values()))
    assert sum(first.values()) < MOST
    assert sum(size > 1_000_000 for size in first.values()) == 2, first  # the interpreter and its library
    again = visit(browser, site)
    again.page.close()
    second = again.bytes_of
    assert second.keys() == first.keys()
    assert {url: size for url, size in second.items() if size and f"/{PYODIDE_FOLDER.name}/" in url} == {}
    assert sum(second.values()) < 10_000, second


@pytest.mark.http
@pytest.mark.parametrize("encodings", ["gzip", "br, gzip"])
def test_every_browser_gets_it_packed_and_may_keep_it(site: Slipway, encodings: str) -> None:
    answers = [site.get(f"/{PYODIDE_FOLDER.name}/{name}", headers={"Accept-Encoding": encodings}) for name in PARTS]
    assert sum(int(answer.headers["Content-Length"]) for answer in answers) < MOST
    assert {answer.headers["Cache-Control"] for answer in answers} == {"max-age=315360000, public, immutable"}
