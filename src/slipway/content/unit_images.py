"""Images that a teacher uploads to a unit: their type is told from their bytes, their names are made plain."""

from typing import Any

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from slipway.content.file_types import IMAGE_ENDINGS, image_type
from slipway.content.folder import FolderFile
from slipway.content.folder.limits import MAX_FILE, MEGABYTE
from slipway.content.letters import composed

LONGEST_NAME = 100
MOST_AT_ONCE = 10


def read_image(upload: "UploadedFile[Any]") -> FolderFile:
    """The image, with the path that it gets in its unit. Raises ValidationError for anything else."""
    name = upload.name or ""
    if (upload.size or 0) > MAX_FILE:
        limits = {"name": name, "limit": MAX_FILE // MEGABYTE}
        raise ValidationError(_("%(name)s is larger than %(limit)d MB.") % limits)
    data = upload.read()
    kind = image_type(data)
    if kind is None:
        raise ValidationError(_("%(name)s is not a PNG, JPEG, GIF or WebP image.") % {"name": name})
    return FolderFile(tame_name(name, kind), data, kind)


def tame_name(name: str, kind: str) -> str:
    """A file name that Markdown takes without brackets and every system keeps: no spaces, no leading dot."""
    try:
        tame = get_valid_filename(composed(name)).lstrip(".-_")
    except SuspiciousFileOperation:
        tame = ""
    stem, _dot, ending = tame.rpartition(".")
    if f".{ending.lower()}" in IMAGE_ENDINGS:
        return f"{stem[:LONGEST_NAME] or 'image'}.{ending.lower()}"
    return f"{tame[:LONGEST_NAME] or 'image'}.{kind.rpartition('/')[2]}"
