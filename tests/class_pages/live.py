"""An organization of its own on a live server, and its owner's browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.browsers import chromium
from tests.e2e.people import sign_in
from tests.servers import Slipway

PASSWORD = "a long enough password"
SITE = """
[[organization]]
slug = "{slug}"
name = "{name} School"
owners = [{{ email = "owner@{slug}.example", password = "{password}" }}]
"""
CLASS = """
[[organization.class]]
slug = "{folder}"
folder = "{folder}"
lti_enabled = true
"""


@contextmanager
def owners_browser(live: Slipway, slug: str, site: Path, *, folder: str = "") -> Iterator[BrowserContext]:
    """The browser of the new organization's owner, signed in; with a class of the folder `site / folder`, if named."""
    text = SITE.format(slug=slug, name=slug.title(), password=PASSWORD)
    live.apply(text + (CLASS.format(folder=folder) if folder else ""), folder=site)
    with chromium("allowed") as context:
        sign_in(context.pages[0], live.url, f"owner@{slug}.example", PASSWORD)
        yield context
