"""Programs that only the system's package manager brings."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping


def install_system_packages(packages: Mapping[str, str]) -> None:
    """Install Debian packages (name: what for) where that is allowed; else end with the command to type."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Setting up: {', '.join(packages)} …", flush=True)
        if _succeeds(["apt-get", "update"]) and _succeeds(command):
            return
        sys.exit(f"This failed: {' '.join(command)}")
    missing = "\n".join(f"  {name}: {purpose}" for name, purpose in packages.items())
    sys.exit(f"These are missing, by Debian's names:\n{missing}\nType: sudo {' '.join(command)}")


def _succeeds(command: list[str]) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, check=False, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        print(done.stdout.decode(errors="replace"), file=sys.stderr)
    return done.returncode == 0
