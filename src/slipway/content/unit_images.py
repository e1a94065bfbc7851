"""Images that a teacher uploads to a unit: what they are is told from their bytes, what they are called is tamed."""

import unicodedata
from typing import Any

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from slipway.content.folder.content import IMAGE_ENDINGS, image_type
from slipway.content.folder.limits import MAX_FILE, MEGABYTE
from slipway.content.stored_files import Content

LONGEST_NAME = 100
MOST_IMAGES = 10


def read_image(upload: "UploadedFile[Any]") -> tuple[str, Content]:
    """The path that the image gets in its unit, and its content. Raises ValidationError for anything else."""
    name = upload.name or ""
    if (upload.size or 0) > MAX_FILE:
        raise ValidationError(
            _("%(name)s is larger than %(limit)d MB.") % {"name": name, "limit": MAX_FILE // MEGABYTE}
        )
    data = upload.read()
    kind = image_type(data)
    if kind is None:
        raise ValidationError(_("%(name)s is not a PNG, JPEG, GIF or WebP image.") % {"name": name})
    return tame_name(name, kind), Content(data, kind)


def tame_name(name: str, kind: str) -> str:
    """A file name that Markdown takes without brackets and every system keeps: no spaces, no leading dot."""
    try:
        tame = get_valid_filename(unicodedata.normalize("NFC", name)).lstrip(".-_")
    except SuspiciousFileOperation:
        tame = ""
    stem, _dot, ending = tame.rpartition(".")
    if f".{ending.lower()}" in IMAGE_ENDINGS:
        return f"{stem[:LONGEST_NAME] or 'image'}.{ending.lower()}"
    return f"{tame[:LONGEST_NAME] or 'image'}.{kind.rpartition('/')[2]}"
