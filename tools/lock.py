"""`make lock`: write the lock files anew, by as few changes as pyproject.toml and package.json ask for."""

import subprocess

from tools.lock_files import SOURCES, first_line
from tools.set_up import ROOT, VENV, set_up, set_up_python

# --universal: for every system; neither header nor annotations: they would name this machine's ways.
COMPILE = "pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras"
SPARE = "--no-header --no-annotate"
UV = (*COMPILE.split(), *SPARE.split())


def main() -> None:
    """Lock Python packages and npm packages."""
    set_up_python()  # and not the front end, which is refused while package.json asks for others than are locked
    pyproject = (ROOT / "pyproject.toml").read_text()
    for name, source in SOURCES.items():
        subprocess.run([str(VENV / "bin" / "uv"), *UV, *source, "-o", name], cwd=ROOT, check=True)
        locked = ROOT / name
        locked.write_text(f"{first_line(name, pyproject)}\n{locked.read_text()}")
    subprocess.run([str(VENV / "bin" / "deno"), "install", "--quiet", "--node-modules-dir=auto"], cwd=ROOT, check=True)
    set_up()


if __name__ == "__main__":
    main()
