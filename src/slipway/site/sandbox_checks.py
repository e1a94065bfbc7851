"""What `slipway check` says of the sandbox that programs run in."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register  # noqa: A004  # Django's own name

from slipway.sandbox.bubblewrap import wrapping
from slipway.sandbox.places import DENO_VERSION, PYODIDE_FOLDER, snapshot_folder


@register()
def check_sandbox(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of what set-up has not made as this Slipway needs it."""
    found: list[CheckMessage] = []
    deno = deno_version()
    if not is_safe(deno):
        text = f"Deno, which students' programs run in, is {deno or 'not there'}; it has to be {DENO_VERSION} or newer."
        found.append(Warning(text, hint="`make install` brings it.", id="slipway.W004"))
    if not PYODIDE_FOLDER.is_dir():
        text = f"{PYODIDE_FOLDER} is not there: no program of a student's can run, here or in browsers."
        found.append(Warning(text, hint="`make install` brings it.", id="slipway.W005"))
    elif snapshot_folder() is None:
        text = "The sandbox has no snapshot of this version: each submission waits some seconds longer for its result."
        found.append(Warning(text, hint="`make install` makes it.", id="slipway.W006"))
    return found


def deno_version() -> str:
    """The version of Deno that is installed, '' for none."""
    try:
        return version("deno")
    except PackageNotFoundError:
        return ""


def is_safe(deno: str) -> bool:
    """Whether a version is the one that Slipway was tested with, or a newer one: an older one may have known holes."""
    return _numbers(deno) >= _numbers(DENO_VERSION)


def second_wall() -> str:
    """A line on what stands around the sandbox on this machine."""
    if wrapping():
        return f"Sandbox: Deno {deno_version()}, in bubblewrap as a second wall."
    return f"Sandbox: Deno {deno_version()}. Bubblewrap, a second wall, is not there or may make no namespaces here."


def _numbers(deno: str) -> tuple[int, ...]:
    return tuple(int(part) for part in deno.split(".") if part.isdecimal())
