"""Databases of the jobs' tests alone, as programs of their own use them: workers are processes."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Database:
    """A migrated database, by the environment of programs that use it; `folder` is for what they write."""

    folder: Path
    environment: Mapping[str, str]


def printed(database: Database, program: str, *arguments: str) -> Any:
    """What a module that is run as a program prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", program, *arguments],
        env=dict(database.environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)
