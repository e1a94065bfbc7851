"""Where the machine keeps the programs that tests need besides Python: Chromium, Firefox, and PostgreSQL's own."""

import shutil
from pathlib import Path

POSTGRESQL_FOLDERS = Path("/usr/lib/postgresql")  # Debian keeps them off the PATH, a folder for each version


def chromium() -> Path | None:
    """The Chromium program, or None where there is none."""
    return _on_path("chromium", "chromium-browser", "google-chrome")


def firefox() -> Path | None:
    """The Firefox program, or None where there is none."""
    return _on_path("firefox-esr", "firefox")


def postgresql_programs() -> Path | None:
    """The folder of the newest PostgreSQL's `initdb` and `postgres`, or None where there is none."""
    folders = sorted(POSTGRESQL_FOLDERS.glob("[0-9]*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    initdb = _on_path("initdb")
    candidates = [*folders, *([initdb.resolve().parent] if initdb else [])]
    return next((folder for folder in candidates if (folder / "postgres").exists()), None)


def _on_path(*names: str) -> Path | None:
    """The first program of these names, or None where there is none."""
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None
