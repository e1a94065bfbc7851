"""Programs of tests' own that ask at the same moment with many threads, on a database of their own."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.surroundings import slipway_environment


def printed_by(module: str, folder: Path, *, migrated: Path, **more: str) -> str:
    """The last line that `python -m <module>` prints, with its data in `folder`, which begins as `migrated` is; `more`
    is its environment's.
    """
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    environment = slipway_environment(data=folder, **more)
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]
