"""The environment that tests run Slipway in: only what is said here, whatever the developer's shell has set."""

import os
from pathlib import Path

OURS = ("SLIPWAY_", "PRACTICE_LMS_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def bare_environment() -> dict[str, str]:
    """The shell's environment without anything that Slipway reads."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


def slipway_environment(*, data: Path, public_url: str = "http://localhost:1", **others: str) -> dict[str, str]:
    """The environment of a Slipway: its data in `data`, mail as files in `data`/mail, LMSs on this machine allowed.

    The usual public address is for programs that serve nobody. `others` are variables besides.
    """
    return {
        **bare_environment(),
        "SLIPWAY_DATA": str(data),
        "SLIPWAY_PUBLIC_URL": public_url,
        "SLIPWAY_EMAIL_URL": f"file://{data}/mail",
        "SLIPWAY_ALLOW_PRIVATE_LMS": "1",
        **others,
    }
