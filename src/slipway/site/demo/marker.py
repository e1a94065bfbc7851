"""Data folders of demos are marked, so that nobody serves one to the world, or starts a demo in their own data."""

from pathlib import Path

from slipway.site.environment import BadConfigurationError

MARKER = "demo"


def is_demo(folder: Path) -> bool:
    """Whether `folder` was made by `slipway demo`."""
    return (folder / MARKER).exists()


def make_demo_folder(folder: Path) -> None:
    """Make `folder` a demo's. Raises BadConfigurationError when it holds what no demo made."""
    if is_demo(folder):
        return
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} is not empty and no demo made it. Set SLIPWAY_DATA to a folder that may be made."
        raise BadConfigurationError(message)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("Made by `slipway demo`; `slipway serve` refuses it.\n")
