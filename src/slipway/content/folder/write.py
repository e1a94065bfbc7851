"""A class as the files of its folder, in one canonical form: what is read from them is what was written."""

import zlib
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from slipway.content.faults import Fault, FolderRefused
from slipway.content.folder.limits import MAX_RATIO
from slipway.content.folder.names import CLASS_FILE, GUIDE_FILE, UNIT_FILE
from slipway.content.folder.tree import read_tree
from slipway.content.folder.values import ClassFolder, FolderUnit
from slipway.content.toml_text import toml_list, toml_number, toml_text
from slipway.content.unit import settings_lines
from slipway.words import text

_NO_DATE = (1980, 1, 1, 0, 0, 0)
_ORDINARY = 0o100644 << 16


def class_files(folder: ClassFolder) -> dict[str, bytes]:
    """Path → content of each file of the class folder, class.toml first. `was` is written where it is said."""
    files = {CLASS_FILE: "".join(_class_lines(folder)).encode()}
    for unit in (unit for module in folder.modules for unit in module.units):
        files |= {f"{unit.slug}/{path}": content for path, content in unit_files(unit).items()}
    return files


def unit_files(unit: FolderUnit) -> dict[str, bytes]:
    """Path inside the unit's folder → content of each file there, unit.toml first."""
    files = {UNIT_FILE: "".join(_unit_lines(unit)).encode(), GUIDE_FILE: unit.guide.encode()}
    return files | {file.path: file.content for file in unit.files}


def class_archive(folder: ClassFolder, *, name: str) -> bytes:
    """A zip archive that holds the class folder under `name`; the same class is the same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for path, content in class_files(folder).items():
            entry = ZipInfo(f"{name}/{path}", date_time=_NO_DATE)
            entry.external_attr = _ORDINARY
            archive.writestr(entry, content, compress_type=_packing(content))
    return packed.getvalue()


def write_class_folder(folder: ClassFolder, root: Path) -> None:
    """Write the class to `root`: a new folder, an empty one, or a class folder, whose files it replaces.

    What the reader passes over (`.git`, README.md) stays. Raises FolderRefused, with nothing written, for a folder
    that holds anything else.
    """
    files = class_files(folder)
    for path in _files_of_class(root) - files.keys():
        (root / path).unlink()
        _remove_empty(root, Path(path).parent)
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def _files_of_class(root: Path) -> set[str]:
    if not root.exists():
        return set()
    tree = read_tree(root)
    faults = [*tree.faults]
    if tree.sizes and CLASS_FILE not in tree.sizes:
        faults.append(Fault(CLASS_FILE, 0, text("is missing: the folder holds something else than a class")))
    if faults:
        raise FolderRefused(faults)
    return set(tree.places.values())


def _remove_empty(root: Path, folder: Path) -> None:
    while folder != Path() and not any((root / folder).iterdir()):
        (root / folder).rmdir()
        folder = folder.parent


def _class_lines(folder: ClassFolder) -> Iterator[str]:
    yield f"title = {toml_text(folder.title)}\n"
    if folder.description:
        yield f"description = {toml_text(folder.description)}\n"
    if folder.late_per_day != Decimal(0):
        yield f"late_per_day = {toml_number(folder.late_per_day)}\n"
    if folder.late_most != Decimal(100):
        yield f"late_most = {toml_number(folder.late_most)}\n"
    if folder.sealed_time_counts:
        yield "sealed_time_counts = true\n"
    for module in folder.modules:
        yield f"\n[[module]]\nslug = {toml_text(module.slug)}\ntitle = {toml_text(module.title)}\n"
        if module.was:
            yield f"was = {toml_text(module.was)}\n"
        yield f"units = {toml_list([unit.slug for unit in module.units])}\n"


def _unit_lines(unit: FolderUnit) -> Iterator[str]:
    for line in settings_lines(unit):
        yield line
        if unit.was and line.startswith("title = "):
            yield f"was = {toml_text(unit.was)}\n"


def _packing(content: bytes) -> int:
    """What would unpack to more than a reader takes is stored as it is."""
    packed = len(zlib.compress(content))
    return ZIP_STORED if len(content) * 2 > MAX_RATIO * packed else ZIP_DEFLATED
