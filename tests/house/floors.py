"""The floors of rooms, as the import contract has them."""

import tomllib

from tools.set_up import ROOT


def floors() -> list[list[str]]:
    """The rooms of each floor, top floor first; rooms of one floor do not import each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each["type"] == "layers")
    return [floor.split(" | ") for floor in layers]
