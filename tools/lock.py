"""`make lock`: write the lock files anew, by as few changes as the .in files and package.json ask for."""

import subprocess

from tools.set_up import ROOT, VENV, set_up

# --universal: for every system; neither header nor annotations: they would name this machine's ways.
COMPILE = (
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-strip-extras",
)
SPARE = ("--no-header", "--no-annotate")


def main() -> None:
    """Lock Python packages and npm packages."""
    set_up()
    for name in ("slipway", "dev", "peers"):
        files = (f"requirements/{name}.in", "-o", f"requirements/{name}.txt")
        subprocess.run([str(VENV / "bin" / "uv"), *COMPILE, *SPARE, *files], cwd=ROOT, check=True)
    subprocess.run([str(VENV / "bin" / "deno"), "install", "--quiet", "--node-modules-dir=auto"], cwd=ROOT, check=True)
    set_up()


if __name__ == "__main__":
    main()
