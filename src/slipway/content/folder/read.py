"""Reading a class folder, or an archive of one, as a whole."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from slipway.content.faults import Fault, FolderRefused
from slipway.content.folder.agreement import rename_faults, stray_faults
from slipway.content.folder.archive import read_archive
from slipway.content.folder.limits import MAX_DESCRIPTION, MAX_MODULES, is_slug
from slipway.content.folder.names import CLASS_FILE, GUIDE_FILE, UNIT_FILE
from slipway.content.folder.tables import SLUG_HINT, Table, read_toml
from slipway.content.folder.together import check_together
from slipway.content.folder.tree import Tree, read_tree
from slipway.content.folder.units import read_unit
from slipway.content.folder.values import ClassFolder, FolderModule, FolderUnit
from slipway.content.guides.work import Budget
from slipway.words import Text, text


def read_class_folder(root: Path) -> ClassFolder:
    """Read the class folder `root`; nothing outside it is opened and no link is followed.

    - `class.toml`: title, and optional: description, late_per_day (0), late_most (100), sealed_time_counts (false); for
      each `[[module]]` slug, title, was (optional: the slug that it had before), units = ["folder-name", …] in order.
    - `<unit>/unit.toml`: title, points (100), published (true), available_from, due, until (times with a zone), was,
      kind ("reading"). The unit's slug is the folder's name. Of exercises `[exercise]`: see `kinds.exercise_toml`.
    - `<unit>/guide.md`: Markdown; images are files of the unit. Anything else in the folder is a file of the unit.

    Raises FolderRefused with every fault that was found. `limits` has the sizes, `left_overs` what is passed over.
    """
    return read_class(read_tree(root))


def read_class_archive(archive: BinaryIO) -> ClassFolder:
    """Read a zip archive of a class folder: of its content, or of the folder itself. Nothing is written anywhere.

    Raises FolderRefused as `read_class_folder` does, and for an archive that is anything but plain, see `archive`.
    """
    return read_class(read_archive(archive))


def read_class(tree: Tree) -> ClassFolder:
    """The class that the files of `tree` say. Raises FolderRefused with every fault that was found."""
    check_together(tree)
    if CLASS_FILE not in tree.contents:
        missing = text("is missing: it names the class, its modules and their units in order")
        raise FolderRefused([*tree.faults, Fault(CLASS_FILE, 0, missing)])
    table = read_toml(tree.contents[CLASS_FILE], file=CLASS_FILE, faults=tree.faults)
    if table is None:
        raise FolderRefused(tree.faults)
    named: set[str] = set()
    class_folder = _read(tree, table, named)
    tree.faults += stray_faults(tree, named) + rename_faults(tree, class_folder)
    if tree.faults:
        raise FolderRefused(tree.faults)
    return class_folder


def _read(tree: Tree, table: Table, named: set[str]) -> ClassFolder:
    """`named` is filled with the units that class.toml names, also those that could not be read."""
    tables = table.tables("module")
    if not tables:
        table.refuse(text("a class needs at least one [[module]]"))
    if len(tables) > MAX_MODULES:
        table.refuse(text("a class has at most %(most)d modules", most=MAX_MODULES), "module", MAX_MODULES)
    class_folder = ClassFolder(
        title=table.title(),
        description=table.text("description", limit=MAX_DESCRIPTION),
        modules=_modules(tree, tables[:MAX_MODULES], named),
        ignored=tuple(tree.ignored),
        **_terms(table),
    )
    table.refuse_unknown_keys()
    return class_folder


def _terms(table: Table) -> dict[str, Any]:
    """What the class says of handing in: fields of ClassFolder, of which what is absent has its default."""
    percents = {name: table.percent(name) for name in ("late_per_day", "late_most")}
    counts = table.has("sealed_time_counts") and table.flag("sealed_time_counts")
    return {**{name: value for name, value in percents.items() if value is not None}, "sealed_time_counts": counts}


def _modules(tree: Tree, tables: Iterable[Table], named: set[str]) -> tuple[FolderModule, ...]:
    files, budget = tree.by_folder(), Budget()
    modules: dict[str, FolderModule] = {}
    for table in tables:
        slug = table.own_slug()
        if slug and slug in modules:
            table.refuse(text("module %(slug)r is here twice", slug=slug), "slug")
        units = tuple(_units(table, tree, files, named, budget))
        modules[slug] = FolderModule(slug=slug, title=table.title(), was=table.slug("was"), units=units)
        table.refuse_unknown_keys()
    return tuple(modules.values())


def _units(
    table: Table, tree: Tree, files: Mapping[str, Mapping[str, bytes]], named: set[str], budget: Budget
) -> Iterator[FolderUnit]:
    """The units that a module's table names. `budget` is for the guides of all modules together."""
    for index, name in table.names("units"):
        fault = text("unit %(name)r is named twice", name=name) if name in named else _missing(tree, name)
        named.add(name)
        if fault:
            table.refuse(fault, "units", index)
        elif unit := read_unit(name, files[name], budget=budget, faults=tree.faults):
            yield unit


def _missing(tree: Tree, name: str) -> Text | None:
    if not is_slug(name):
        return text("%(name)r cannot be a unit's folder: %(hint)s", name=name, hint=SLUG_HINT)
    if name not in tree.folders:
        return text("unit %(name)r has no folder", name=name)
    absent = [file for file in (UNIT_FILE, GUIDE_FILE) if f"{name}/{file}" not in tree.contents]
    if len(absent) > 1:
        return text("unit %(name)r has no %(first)s and no %(second)s", name=name, first=absent[0], second=absent[1])
    return text("unit %(name)r has no %(file)s", name=name, file=absent[0]) if absent else None
