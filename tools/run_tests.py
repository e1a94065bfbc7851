"""`make test`: set up, see that every program is there, run the tests. Nothing is left out for a missing program."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from tempfile import TemporaryDirectory

from tools.programs import chromium, firefox, postgresql_programs
from tools.set_up import PYTHON, ROOT, compile_tests, set_up, set_up_peers
from tools.system_packages import install_system_packages


def main() -> int:
    """Run the tests. Returns pytest's exit status."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.run_tests")
    parser.add_argument("--long", action="store_true", help="the tests marked long too")
    options = parser.parse_args()
    began = time.monotonic()
    set_up()
    set_up_peers()
    bring_programs()
    compile_tests()
    command = [str(PYTHON), "-m", "pytest", "-q", "-p", "tests.covering", "--whole", *workers()]
    command += ["--long"] if options.long else []
    print(f"set-up {time.monotonic() - began:.0f} s", flush=True)
    with TemporaryDirectory(prefix="coverage-") as folder:
        # Bytecode is kept, also where the shell says otherwise: each process would compile all tests again.
        environment = {**os.environ, "COVERAGE_FOLDER": folder, "PYTHONDONTWRITEBYTECODE": ""}
        return subprocess.run(command, check=False, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL).returncode


def bring_programs() -> None:
    """Chromium, Firefox, PostgreSQL, bubblewrap and curl, by the system's package manager, unless they are there."""
    missing: dict[str, str] = {}
    if chromium() is None:
        missing |= {"chromium": "the browser that tests drive", "fonts-liberation": "letters for it"}
    if firefox() is None:
        missing |= {"firefox-esr": "the other browser that tests drive", "fonts-liberation": "letters for it"}
    if postgresql_programs() is None:
        missing["postgresql"] = "the second database that Slipway runs on"
    if shutil.which("curl") is None:
        missing["curl"] = "posts the README's launch"
    if shutil.which("bwrap") is None:
        missing["bubblewrap"] = "the sandbox's second wall"
    if missing:
        install_system_packages(missing)


def workers() -> list[str]:
    """pytest-xdist's options: a process for each core and one more, as tests wait now and then: for browsers, for what
    has to end by itself. With two for each core the whole took longer: each sets up servers of its own.
    """
    return ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]


if __name__ == "__main__":
    sys.exit(main())
