"""A Slipway with one page more, of the tests' own: it has an editor and nothing else, under our usual policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import BrowserContext, Page

from tests.browsers import chromium
from tests.servers import Slipway, slipway_server
from tests.workspaces.runner.trial_page import hashed

PAGE = "/static/trial/editor.html"
STYLES = ("vendor/bootstrap.min.css", "web/colours.css", "web/slipway.css", "workspaces/editor/editor.css")
SCRIPT = """
import { createEditor } from "/static/workspaces/editor/editor.js";
const kept = { changes: 0, refused: [], actions: [] };
const options = {
  doc: document.querySelector("[data-doc]").textContent,
  label: "main.py",
  onChange: () => kept.changes++,
  onRefused: (reason) => kept.refused.push(reason),
  onRun: () => kept.actions.push("run"),
  onSave: () => kept.actions.push("save"),
};
window.kept = kept;
/** An editor as at first, in the place of the one that is there. */
window.anew = () => {
  window.editor?.close();
  Object.assign(kept, { changes: 0, refused: [], actions: [] });
  window.editor = createEditor(document.querySelector("[data-editor]"), options);
};
window.anew();
"""
DOC = """# A comment
import math


class Shape:
    sides = 4

    def area(self, width=2.5):
        \"\"\"Text.\"\"\"
        return math.pi * width if self.sides is None else True


print(Shape().area(3))
"""


@pytest.fixture(scope="session")
def editor_site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Slipway]:
    """A Slipway that serves on SQLite, with the page at PAGE."""
    data = tmp_path_factory.mktemp("editor")
    trial = data / "static" / "trial"
    trial.mkdir(parents=True)
    links = "".join(f'<link rel=stylesheet href="/static/{name}">' for name in STYLES)
    body = render_to_string("workspaces/editor/editor.html")
    (trial / "editor.html").write_text(
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Trial</title>"
        f'<meta name=viewport content="width=device-width">{hashed(links, prepared)}'
        f'<script type=module src="/static/trial/editor.js"></script></head>'
        f"<body><main><h1>Trial</h1><button>Before</button>{body}<button>After</button></main>"
        f"<pre hidden data-doc>{DOC}</pre></body></html>"
    )
    (trial / "editor.js").write_text(hashed(SCRIPT, prepared))
    with slipway_server(data=data, prepared=prepared) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    """A person's Chromium."""
    with chromium("allowed") as context:
        yield context


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture(scope="module")
def shared_tab(browser: BrowserContext, editor_site: Slipway, complaints: list[str]) -> Page:
    """The page, opened once."""
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(editor_site.url + PAGE)
    page.locator(".editor-code").wait_for()
    return page


@pytest.fixture
def tab(shared_tab: Page, complaints: list[str]) -> Iterator[Page]:
    """The page, with an editor that nobody has used yet; nothing that a test does makes the browser complain."""
    complaints.clear()
    shared_tab.set_viewport_size({"width": 1280, "height": 900})
    shared_tab.emulate_media(color_scheme="light")
    shared_tab.evaluate("anew()")
    shared_tab.locator(".editor-code").wait_for()
    yield shared_tab
    assert [text for text in complaints if "404" not in text] == []  # the browser asks for /favicon.ico by itself
