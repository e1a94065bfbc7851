"""What `make` runs. Only the standard library here: these programs make the virtual environment."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # whoever has an older one must hear of it
    FOUND = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"Slipway needs Python 3.11 or newer; this is {FOUND}. Name another one: make PYTHON=python3.12 install")
