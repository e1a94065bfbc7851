"""`make check`: all that can be said of the code without running it, and every failure of it."""

import os
import subprocess
import sys
import tempfile

from tools.lock_files import LOCK_FILES, faults_of
from tools.set_up import ROOT, VENV, set_up

PROGRAMS = {
    "ruff check": ("ruff", "check", "--quiet", "."),
    "ruff format": ("ruff", "format", "--check", "--quiet", "."),
    "mypy": ("mypy",),
    "floors": ("lint-imports",),
    "handbook": ("mkdocs", "--quiet", "build", "--strict"),
    "translations": ("python", "-m", "tools.messages", "--check"),
}
SETTINGS = ("slipway.site.settings", "practice_lms.settings")


def main() -> int:
    """Run all checks. Returns how many failed."""
    set_up()
    failed = [name for name, command in PROGRAMS.items() if not passes(name, *command)]
    failed += [f"migrations of {settings}" for settings in SETTINGS if not has_all_migrations(settings)]
    failed += [name for name in LOCK_FILES if not is_clean(name)]
    print(f"Failed: {', '.join(failed)}." if failed else "Everything holds.")
    return len(failed)


def passes(name: str, program: str, *arguments: str, **environment: str) -> bool:
    """Whether a program of the virtual environment finds no fault; else its output is printed."""
    done = subprocess.run(
        [str(VENV / "bin" / program), *arguments],
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    print(f"{'fails' if done.returncode else 'holds'}: {name}", flush=True)
    if done.returncode:
        print(done.stdout.decode(errors="replace"))
    return done.returncode == 0


def has_all_migrations(settings: str) -> bool:
    """Whether the migrations say what the models do."""
    with tempfile.TemporaryDirectory() as data:
        surroundings = {"DJANGO_SETTINGS_MODULE": settings, "SLIPWAY_DATA": data, "PRACTICE_LMS_DATA": data}
        command = ("django-admin", "makemigrations", "--check", "--dry-run", "--verbosity", "1")
        return passes(f"migrations of {settings}", *command, **surroundings)


def is_clean(name: str) -> bool:
    """Whether a lock file is of pyproject.toml as it is, and names no host and no path of a machine."""
    found = faults_of(name)
    print(f"{'fails' if found else 'holds'}: {name}", *found)
    return not found


if __name__ == "__main__":
    sys.exit(main())
