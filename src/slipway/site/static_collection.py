"""Static files, gathered for the web server under hashed names."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "static.stamp"


def collect_static_files() -> None:
    """Gather all static files in STATIC_ROOT, unless nothing has changed since the last time and they are there."""
    stamp = Path(settings.DATA_FOLDER) / STAMP
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"  # written last; no page can be made without it
    fingerprint = _fingerprint()
    if manifest.is_file() and stamp.exists() and stamp.read_text() == fingerprint:
        return
    ours = os.umask(0o022)  # everybody gets these files anyway: a web server of the operator's may read them
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    finally:
        os.umask(ours)
    stamp.write_text(fingerprint)


def _fingerprint() -> str:
    """Changes whenever a static file does: by names, sizes and times, as make would see it."""
    files = sorted(
        f"{path} {found.st_size} {found.st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list([])
        for found in [Path(storage.path(path)).stat()]
    )
    return hashlib.sha256("\n".join([settings.STORAGES["staticfiles"]["BACKEND"], *files]).encode()).hexdigest()
