"""One unit of a class folder: `unit.toml`, `guide.md` and the files beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice

from slipway.content.faults import MOST_FAULTS, Fault
from slipway.content.file_types import IMAGE_ENDINGS, IMAGE_TYPES, content_type
from slipway.content.folder.limits import KILOBYTE, MAX_GUIDE
from slipway.content.folder.names import GUIDE_FILE, UNIT_FILE
from slipway.content.folder.tables import Table, read_text, read_toml
from slipway.content.folder.toml_lines import TomlLines, toml_lines
from slipway.content.folder.values import FolderFile, FolderUnit
from slipway.content.guides.layout import LaidOut, lay_out
from slipway.content.guides.work import Budget, TooMuchWorkError
from slipway.content.kinds import UNIT_KINDS, ReadUnit
from slipway.content.unit import KEYS, read_settings, times_out_of_order
from slipway.words import Text, text


def read_unit(slug: str, contents: Mapping[str, bytes], *, budget: Budget, faults: list[Fault]) -> FolderUnit | None:
    """Read the unit `slug` from its files (path inside the unit's folder → bytes); None when it has no settings.

    Its guide is laid out here, from the `budget` of the folder, so that nothing of that is left for a transaction.
    """
    table = read_toml(contents[UNIT_FILE], file=f"{slug}/{UNIT_FILE}", faults=faults)
    files = tuple(
        _file(slug, path, data, faults=faults) for path, data in contents.items() if path not in {UNIT_FILE, GUIDE_FILE}
    )
    guide = _guide(slug, contents[GUIDE_FILE], faults=faults)
    laid_out = _laid_out(slug, guide, budget=budget, faults=faults)
    faults.extend(islice(_image_faults(slug, laid_out, files), MOST_FAULTS))
    if table is None:
        return None
    unit = _unit(slug, table, guide=guide, laid_out=laid_out, files=files)
    found = [*_hidden_image_faults(unit, laid_out), *_kind_faults(unit, contents)]
    of_class = [replace(fault, path=f"{slug}/{fault.path}") for fault in found]
    faults.extend(fault for fault in of_class if not fault.is_warning)
    return replace(unit, warnings=tuple(fault for fault in of_class if fault.is_warning))


def _unit(slug: str, table: Table, *, guide: str, laid_out: LaidOut, files: tuple[FolderFile, ...]) -> FolderUnit:
    settings = read_settings(table)
    settings |= {"guide": guide, "guide_html": laid_out.html, "guide_work": laid_out.work}
    unit = FolderUnit(slug=slug, was=table.slug("was"), files=files, **settings)
    for before, name in times_out_of_order(settings):
        table.refuse(text("%(key)s is before %(other)s", key=KEYS[name], other=KEYS[before]), KEYS[name])
    table.refuse_unknown_keys()
    return unit


def _kind_faults(unit: FolderUnit, contents: Mapping[str, bytes]) -> list[Fault]:
    """What its kind finds: of faults and of warnings as many as are told at once."""

    @cache
    def lines() -> TomlLines:
        return toml_lines(contents[UNIT_FILE].decode("utf-8-sig"))

    read = ReadUnit(content=unit, files=contents, line_of=lambda path: lines().of(path))
    faults: list[Fault] = []
    warnings: list[Fault] = []
    for found in UNIT_KINDS[unit.kind].check(read):
        kept = warnings if found.is_warning else faults
        if len(kept) < MOST_FAULTS:
            kept.append(found)
    return faults + warnings


def _hidden_image_faults(unit: FolderUnit, guide: LaidOut) -> Iterator[Fault]:
    for line, path in guide.images:
        if path is not None and UNIT_KINDS[unit.kind].is_hidden(path):
            hidden = text("shows %(path)r, which students never get: put the image elsewhere", path=path)
            yield Fault(GUIDE_FILE, line, hidden)


def _file(slug: str, path: str, data: bytes, *, faults: list[Fault]) -> FolderFile:
    kind = content_type(data)
    if path.lower().endswith(IMAGE_ENDINGS) and kind not in IMAGE_TYPES:
        fault = text("is named like an image, but its content is none that can be shown")
        faults.append(Fault(f"{slug}/{path}", 0, fault))
    return FolderFile(path, data, kind)


def _guide(slug: str, content: bytes, *, faults: list[Fault]) -> str:
    file = f"{slug}/{GUIDE_FILE}"
    if len(content) > MAX_GUIDE:
        faults.append(Fault(file, 0, text("is longer than %(most)d KB", most=MAX_GUIDE // KILOBYTE)))
        return ""
    return read_text(content, file=file, faults=faults) or ""


def _laid_out(slug: str, guide: str, *, budget: Budget, faults: list[Fault]) -> LaidOut:
    if budget.is_spent:  # a fault says so already, at the guide that spent it
        return LaidOut()
    try:
        return lay_out(guide, budget)
    except TooMuchWorkError as refused:
        faults.append(Fault(f"{slug}/{GUIDE_FILE}", refused.line, refused.words))
        return LaidOut()


def _image_faults(slug: str, guide: LaidOut, files: tuple[FolderFile, ...]) -> Iterator[Fault]:
    types = {found.path: found.content_type for found in files}
    for line, path in guide.images:
        if fault := _image_fault(path, types):
            yield Fault(f"{slug}/{GUIDE_FILE}", line, fault)


def _image_fault(path: str | None, types: Mapping[str, str]) -> Text | None:
    if path is None:
        return text("an image must be a file in the unit's folder, named by its path inside it")
    if path not in types:
        return text("shows the image %(path)r, which is not in the unit's folder", path=path)
    if types[path] not in IMAGE_TYPES:
        return text("shows %(path)r, which is not a PNG, JPEG, GIF or WebP image", path=path)
    return None
