"""Class folders whose units are exercises, as files."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from slipway.content.folder import ClassFolder, read_class_archive
from tests.content.archives import packed
from tests.exercise_checks.exercises import SMALL

UNIT = 'kind = "exercise"\ntitle = "{slug}"\n[exercise]\nfile = "shapes.py"\n'


def class_files(**units: Mapping[str, str]) -> dict[str, bytes]:
    """A class whose module `m1` holds these exercises by slug, with their files; those of SMALL where they say none."""
    slugs = ", ".join(f'"{slug}"' for slug in units)
    made = {"class.toml": f'title = "Areas"\n[[module]]\nslug = "m1"\ntitle = "M"\nunits = [{slugs}]\n'}
    for slug, files in units.items():
        own = {"unit.toml": UNIT.format(slug=slug), "guide.md": "Write `area`.\n", **SMALL, **files}
        made |= {f"{slug}/{path}": content for path, content in own.items() if content}
    return {path: content.encode() for path, content in made.items()}


def class_archive_of(**units: Mapping[str, str]) -> bytes:
    """The same as a zip archive."""
    return packed(class_files(**units))


def class_folder_of(**units: Mapping[str, str]) -> ClassFolder:
    """The same as it is read."""
    return read_class_archive(BytesIO(class_archive_of(**units)))


def write_class(root: Path, **units: Mapping[str, str]) -> Path:
    """The same in a folder."""
    for path, content in class_files(**units).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root
