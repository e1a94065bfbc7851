"""One unit of a class folder: `unit.toml`, `guide.md` and the files beside them."""

from collections.abc import Mapping
from itertools import pairwise

from slipway.classes.folder.content import IMAGE_ENDINGS, IMAGE_TYPES, content_type
from slipway.classes.folder.limits import KILOBYTE, MAX_GUIDE
from slipway.classes.folder.tables import Table, read_text, read_toml
from slipway.classes.folder.values import Fault, FolderFile, FolderUnit
from slipway.classes.guide_work import TooMuchWorkError
from slipway.classes.guides import guide_images
from slipway.words import said

SETTINGS = "unit.toml"
GUIDE = "guide.md"


def read_unit(slug: str, contents: Mapping[str, bytes], *, faults: list[Fault]) -> FolderUnit | None:
    """Read the unit `slug` from its files (path inside the unit's folder → bytes); None when it has no settings."""
    table = read_toml(contents[SETTINGS], file=f"{slug}/{SETTINGS}", faults=faults)
    files = tuple(
        _file(slug, path, data, faults=faults) for path, data in contents.items() if path not in {SETTINGS, GUIDE}
    )
    guide = _guide(slug, contents[GUIDE], files=files, faults=faults)
    return _unit(slug, table, guide=guide, files=files) if table else None


def _unit(slug: str, table: Table, *, guide: str, files: tuple[FolderFile, ...]) -> FolderUnit:
    unit = FolderUnit(
        slug=slug,
        title=table.title(),
        was=table.slug("was"),
        points=table.points(),
        published=table.flag("published"),
        available_from=table.time("available_from"),
        due_at=table.time("due"),
        until_at=table.time("until"),
        guide=guide,
        files=files,
    )
    _check_times(table, unit)
    table.refuse_unknown_keys()
    return unit


def _check_times(table: Table, unit: FolderUnit) -> None:
    """A unit opens, is due and closes in this order; each of the three may be absent."""
    times = [("available_from", unit.available_from), ("due", unit.due_at), ("until", unit.until_at)]
    known = [(key, time) for key, time in times if time]
    for (before, earlier), (key, later) in pairwise(known):
        if later < earlier:
            table.refuse(said("%(key)s is before %(other)s", key=key, other=before), key)


def _file(slug: str, path: str, data: bytes, *, faults: list[Fault]) -> FolderFile:
    kind = content_type(data)
    if path.lower().endswith(IMAGE_ENDINGS) and kind not in IMAGE_TYPES:
        fault = said("is named like an image, but its content is none that can be shown")
        faults.append(Fault(f"{slug}/{path}", 0, fault))
    return FolderFile(path, data, kind)


def _guide(slug: str, content: bytes, *, files: tuple[FolderFile, ...], faults: list[Fault]) -> str:
    file = f"{slug}/{GUIDE}"
    if len(content) > MAX_GUIDE:
        faults.append(Fault(file, 0, said("is longer than %(most)d KB", most=MAX_GUIDE // KILOBYTE)))
        return ""
    text = read_text(content, file=file, faults=faults)
    if text is None:
        return ""
    types = {found.path: found.content_type for found in files}
    try:
        images = list(guide_images(text))
    except TooMuchWorkError as refused:
        faults.append(Fault(file, refused.line, refused.words))
        return ""
    faults.extend(Fault(file, line, fault) for line, path in images if (fault := _image_fault(path, types)))
    return text


def _image_fault(path: str | None, types: Mapping[str, str]) -> str | None:
    if path is None:
        return said("an image must be a file in the unit's folder, named by its path inside it")
    if path not in types:
        return said("shows the image %(path)r, which is not in the unit's folder", path=path)
    if types[path] not in IMAGE_TYPES:
        return said("shows %(path)r, which is not a PNG, JPEG, GIF or WebP image", path=path)
    return None
