"""Screenshots for README and handbook, made while tests walk through what they show."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = os.environ.get("KEEP_PICTURES_IN", "")


def picture(page: Page, name: str) -> None:
    """Keep a screenshot, where one is asked for by `KEEP_PICTURES_IN=docs/pictures`."""
    if FOLDER:
        page.screenshot(path=Path(FOLDER) / f"{name}.png")
