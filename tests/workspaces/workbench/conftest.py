"""The workspace in a browser: at Slipway's own door, signed in as a student, with the server of `server.py`."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.browsers import bring_no_python, chromium
from tests.processes import free_port
from tests.workspaces.scene import Scene, at_own_door, scene
from tests.workspaces.workbench import server
from tests.workspaces.workbench.server import Told


@pytest.fixture(scope="session")
def site() -> Iterator[LiveServer]:
    """Django of this process as a server that knows its own address: forms and the frame of programs hang on it.

    Only the server has it for as long as it stays, from when it starts: other tests have the address of all.
    """
    port = free_port()
    with override_settings(PUBLIC_URL=f"http://localhost:{port}"):
        server = LiveServer(f"localhost:{port}", start=False)
        server.thread.static_handler = StaticFilesHandler  # as `live_server` has it
        server.start()
    yield server
    server.stop()


@pytest.fixture
def told(settings: LazySettings, site: LiveServer) -> Told:
    """What the server has and does in this test."""
    settings.ROOT_URLCONF = "tests.workspaces.workbench.server"
    settings.PUBLIC_URL = site.url
    server.told = Told()
    return server.told


@pytest.fixture(scope="module")
def there(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, as_migrated: Callable[[], None]
) -> Iterator[Scene]:
    """The class, once for a module: what a student does here, `server.py` keeps in memory."""
    with django_db_blocker.unblock():
        yield scene()
        as_migrated()


@pytest.fixture(scope="module")
def session(there: Scene) -> str:
    """The session of the student."""
    return at_own_door(there.people["student"]).client.cookies["slipway_session"].value


@pytest.fixture
def has_python() -> bool:
    """Whether Python comes into the page: it takes its seconds, and most of the page needs none."""
    return False


@pytest.fixture(scope="session")
def cached(site: LiveServer) -> Iterator[BrowserContext]:
    """A browser that keeps scripts, and Python, between tests; for the rest see `browser`.

    It closes before the server stops: what it has open there would else outlive the database's connection.
    """
    with chromium("allowed") as context:
        yield context


@pytest.fixture
def browser(
    cached: BrowserContext, told: Told, session: str, site: LiveServer, *, has_python: bool
) -> Iterator[BrowserContext]:
    """The student's browser, which has been nowhere yet."""
    cached.add_cookies([{"name": "slipway_session", "value": session, "url": site.url}])
    if not has_python:
        bring_no_python(cached)
    yield cached
    forget(cached, site.url)


def forget(context: BrowserContext, origin: str) -> None:
    """Close its pages and forget all that they did, but what is cached."""
    page = context.new_page()
    for other in context.pages:
        if other is not page:
            other.close()
    context.unroute_all()
    context.set_offline(False)
    context.set_extra_http_headers({})
    context.clear_cookies()
    context.clear_permissions()
    stored = {"origin": origin, "storageTypes": "local_storage"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)


@pytest.fixture
def address(there: Scene, site: LiveServer) -> str:
    """The unit's page."""
    return f"{site.url}/units/{there.unit('u1').pk}"


@pytest.fixture
def page(browser: BrowserContext, address: str) -> Page:
    """The unit's page, its script at work; a script that fails fails the test."""
    return opened(browser, address)


def opened(browser: BrowserContext, address: str) -> Page:
    """The unit's page in a new tab. What its policy refuses is a fault of the page, and fails the test too."""
    tab = browser.new_page()
    tab.on("pageerror", lambda error: pytest.fail(str(error)))
    tab.on("console", lambda note: pytest.fail(note.text) if "Content Security Policy" in note.text else None)
    tab.goto(address)
    expect(tab.locator("[data-do=copy]")).to_be_enabled()
    expect(tab.locator(".editor-code").first).to_be_visible()
    return tab


def write(page: Page, text: str) -> None:
    """Put `text` in the place of what the open editor holds, as a person does."""
    editor(page).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def editor(page: Page):  # type: ignore[no-untyped-def]
    """The field that is written in: CodeMirror's or a plain one."""
    return page.locator(".workbench-editor:not([hidden]) :is(.cm-content, textarea)").locator("visible=true")
