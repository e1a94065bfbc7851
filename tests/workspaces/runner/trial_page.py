"""The page of the tests' own that has a runner: it stands among a server's static files, under our usual policy."""

import json
import re
from pathlib import Path

from django.template.loader import render_to_string

from slipway.workspaces.runner_page import runner_addresses

TRIAL = Path(__file__).parent / "trial"
PAGE = "/static/trial/runner.html"


def place_page(data: Path, prepared: Path) -> None:
    """Put it where a server with its data in `data` will serve it at PAGE; `prepared` has the static files."""
    element = render_to_string("workspaces/runner/runner.html", dict(runner_addresses()))
    words = render_to_string("workspaces/runner/error_words.html")
    trial = data / "static" / "trial"
    trial.mkdir(parents=True)
    (trial / "runner.html").write_text(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Trial</title>"
        '<script type=module src="/static/trial/page.js"></script></head>'
        f"<body>{hashed(element, prepared)}{words}</body></html>"
    )
    (trial / "page.js").write_text(hashed((TRIAL / "page.js").read_text(), prepared))


def hashed(text: str, prepared: Path) -> str:
    """`text` with the addresses of static files as pages of a server have them."""
    manifest = json.loads((prepared / "static" / "staticfiles.json").read_text())["paths"]
    return re.sub(r"/static/([\w./-]+)", lambda found: f"/static/{manifest.get(found[1], found[1])}", text)
