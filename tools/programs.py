"""Where the machine keeps the programs that tests need besides Python: Chromium, Firefox, and PostgreSQL's own."""

import shutil
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FIREFOX_NAMES = ("firefox-esr", "firefox")
POSTGRESQL_FOLDERS = Path("/usr/lib/postgresql")  # Debian keeps them off the PATH, a folder for each version


def chromium() -> Path | None:
    """The Chromium program, or None where there is none."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return Path(found) if found else None


def firefox() -> Path | None:
    """The Firefox program, or None where there is none."""
    found = next(filter(None, map(shutil.which, FIREFOX_NAMES)), None)
    return Path(found) if found else None


def postgresql_programs() -> Path | None:
    """The folder of the newest PostgreSQL's `initdb` and `postgres`, or None where there is none."""
    folders = sorted(POSTGRESQL_FOLDERS.glob("[0-9]*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*folders, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "postgres").exists()), None)
