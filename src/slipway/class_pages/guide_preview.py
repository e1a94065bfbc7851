"""A guide as it will look, beside the text while it is written; and the images that it may show."""

import re
from collections.abc import Iterator
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


@dataclass(frozen=True)
class Picture:
    """An image of a unit: an id for the page, its path, its address, and the Markdown that shows it in a guide."""

    id: str
    path: str
    url: str
    written: str


def as_shown(guide: LaidOut, user: User, unit: Unit | None) -> str:
    """The guide's HTML with the addresses of the unit's images; a unit that is not made yet has none."""
    urls = image_url_for(Visitor(user=user, name=""), unit) if unit else lambda _path: None
    return with_image_urls(guide.html, urls)


def pictures(user: User, unit: Unit) -> Iterator[Picture]:
    """The unit's images that a guide can show, by name."""
    url_for = image_url_for(Visitor(user=user, name=""), unit)
    images = UnitFile.objects.filter(unit=unit, file__content_type__in=IMAGE_TYPES)
    for number, path in enumerate(images.order_by("path").values_list("path", flat=True)):
        if url := url_for(path):
            yield Picture(f"picture-{number}", path, url, f"![]({_address(path)})")


def _address(path: str) -> str:
    return path if _PLAIN.fullmatch(path) else quote(path)
