"""The environment of a demo. It is settled before Django's settings read it, and takes nothing from the operator's own
configuration: a demo must not come near a real database."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from slipway.site.environment import BadConfigurationError, number

DEFAULT_FOLDER = "./data-demo"


@dataclass(frozen=True, slots=True)
class Demo:
    """Where a demo lives. Browsers take its two servers for two sites, as Slipway and an LMS are in life."""

    data: Path
    port: int
    lms_port: int

    @property
    def url(self) -> str:
        """Slipway's address."""
        return f"http://localhost:{self.port}"

    @property
    def lms_url(self) -> str:
        """The practice LMS's address."""
        return f"http://127.0.0.1:{self.lms_port}"


def read_demo(environment: Mapping[str, str]) -> Demo:
    """The demo that PORT, LMS_PORT and SLIPWAY_DATA ask for. Raises BadConfigurationError."""
    demo = Demo(
        data=Path(environment.get("SLIPWAY_DATA") or DEFAULT_FOLDER).resolve(),
        port=number(environment, "PORT", 8000, most=65_535),
        lms_port=number(environment, "LMS_PORT", 8001, most=65_535),
    )
    if demo.port == demo.lms_port:
        raise BadConfigurationError("PORT and LMS_PORT must differ.")
    if not (demo.port and demo.lms_port):
        raise BadConfigurationError("PORT and LMS_PORT cannot be 0: the pages of both must know where they are.")
    return demo


def demo_environment(environment: Mapping[str, str], demo: Demo) -> dict[str, str]:
    """`environment`, with Slipway configured for `demo` and nothing else."""
    others = {
        name: value
        for name, value in environment.items()
        if not name.startswith(("SLIPWAY_", "PRACTICE_LMS_")) and name != "DATABASE_URL"
    }
    return others | {
        "SLIPWAY_DATA": str(demo.data),
        "SLIPWAY_PUBLIC_URL": demo.url,
        "SLIPWAY_EMAIL_URL": f"file://{demo.data}/mail",
        "SLIPWAY_ALLOW_PRIVATE_LMS": "1",
        "PORT": str(demo.port),
        "LMS_PORT": str(demo.lms_port),
    }
