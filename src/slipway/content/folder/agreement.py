"""Whether the files of a class folder agree with each other, once all are read."""

from collections.abc import Iterable
from functools import cache

from slipway.content.faults import MOST_FAULTS, Fault
from slipway.content.folder.toml_lines import Path, toml_lines
from slipway.content.folder.tree import Tree
from slipway.content.folder.values import ClassFolder
from slipway.words import text

# (slug, was, the file that says so, the path of its `was` in that file)
Renamed = tuple[str, str | None, str, Path]


def stray_faults(tree: Tree, named: set[str]) -> list[Fault]:
    """What lies beside class.toml and belongs to no unit that it names."""
    folders = [Fault(folder, 0, text("is not in class.toml")) for folder in tree.folders if folder not in named]
    files = [path for path in tree.sizes if "/" not in path and path != "class.toml"]
    stray = text("belongs to no unit; put it in a unit's folder or remove it")
    return folders + [Fault(path, 0, stray) for path in files]


def rename_faults(tree: Tree, class_folder: ClassFolder) -> list[Fault]:
    """Every `was` that cannot be followed: the old slug is still in use, or two claim it."""
    modules = class_folder.modules
    units = [unit for module in modules for unit in module.units]
    return _clashes(
        tree, [(module.slug, module.was, "class.toml", ("module", at, "was")) for at, module in enumerate(modules)]
    ) + _clashes(tree, [(unit.slug, unit.was, f"{unit.slug}/unit.toml", ("was",)) for unit in units])


def _clashes(tree: Tree, things: Iterable[Renamed]) -> list[Fault]:
    things = list(things)
    taken = {slug for slug, *_ in things}
    faults: list[Fault] = []
    lines_of = cache(lambda file: toml_lines(tree.contents[file].decode("utf-8-sig")))
    for _, was, file, path in things:
        if was is None:
            continue
        if was in taken and len(faults) <= MOST_FAULTS:
            line = lines_of(file).of(path)
            fault = text("was = %(was)r names one that is still here, or was renamed twice", was=was)
            faults.append(Fault(file, line, fault))
        taken.add(was)
    return faults
