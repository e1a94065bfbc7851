"""The page that programs run in: a frame without an origin, held by pages where somebody runs code.

Such a page includes `workspaces/runner/runner.html` with `runner_addresses()`, and its script calls `createRunner`
(static/workspaces/runner/runner.js). What a program can reach from there, `tests/workspaces/runner` tries.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from slipway.sandbox.places import PYODIDE_FOLDER
from slipway.web.headers import RUNNER_PATH, runner_policy

_SCRIPT = "workspaces/runner/frame.js"


@require_safe
def runner_page(request: HttpRequest) -> HttpResponse:
    """The same for everybody, and nothing in it but its script."""
    script = static(_SCRIPT)
    response = render(request, "workspaces/runner/frame.html", {"script": script})
    runner_policy(response, script=script)
    return response


def runner_addresses() -> Mapping[str, str]:
    """What the template `workspaces/runner/runner.html` names: addresses of the frame and of Python's files."""
    return {"runner_frame": RUNNER_PATH, "runner_pyodide": f"/{PYODIDE_FOLDER.name}/"}
