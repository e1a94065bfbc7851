"""A guide as it will look, beside the text while it is written; and the images that it may show."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from slipway.content.file_types import IMAGE_TYPES
from slipway.content.guides.layout import LaidOut, with_image_urls
from slipway.content.models import Unit, UnitFile
from slipway.orgs.models import User
from slipway.sessions.unit_files import image_url_for
from slipway.sessions.visitor import Visitor

# What Markdown takes between the brackets as it is.
_PLAIN = re.compile(r"[^\s()<>\\&%#?\x00-\x1f]+")

UrlOfImage = Callable[[str], str | None]


@dataclass(frozen=True)
class Picture:
    """An image of a unit: an id for the page, its path, its address, and the Markdown that shows it in a guide."""

    id: str
    path: str
    url: str
    written: str


def url_of_images(user: User, unit: Unit | None) -> UrlOfImage:
    """A function from a path in the unit to the image's address for this person: one statement, once it is needed.

    A unit that is not made yet has none.
    """
    return image_url_for(Visitor(user=user, name=""), unit) if unit else lambda _path: None


def as_shown(guide: LaidOut, url_of: UrlOfImage) -> str:
    """The guide's HTML with the addresses of the unit's images."""
    return with_image_urls(guide.html, url_of)


def pictures(files: Iterable[UnitFile], url_of: UrlOfImage) -> Iterator[Picture]:
    """The images among a unit's files (with their `file`, in their order) that a guide can show."""
    images = (row.path for row in files if row.file.content_type in IMAGE_TYPES)
    for number, path in enumerate(images):
        if url := url_of(path):
            yield Picture(f"picture-{number}", path, url, f"![]({_address(path)})")


def _address(path: str) -> str:
    return path if _PLAIN.fullmatch(path) else quote(path)
