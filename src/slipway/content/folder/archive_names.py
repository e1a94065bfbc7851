"""What an entry of a zip archive is called. Archives use several encodings, and most do not say which."""

import struct
import zlib
from collections.abc import Iterator
from zipfile import ZipInfo

from slipway.words import text

CANNOT_BE_TOLD = text(
    "has a name of letters that cannot be told; rename it, or pack it anew by a program that writes UTF-8"
)
UTF8 = 0x0800  # the bit by which an entry says that its name is UTF-8
_UNICODE_PATH = 0x7075
_FIELD = struct.Struct("<2H")
_UNICODE_HEAD = struct.Struct("<BL")


def entry_name(entry: ZipInfo) -> str | None:
    """The entry's name; None where its letters cannot be told.

    Marked names are UTF-8 (APPNOTE.TXT 4.4.4, bit 11). Without the mark a name is told by Info-ZIP's field for it
    (4.6.9), as long as that was made for the very name, in some code page or as a stand-in of ASCII; or it is UTF-8 all
    the same, as a Mac and Debian's zip write it. Else it is in the code page of some Windows, and nobody knows which.
    """
    if entry.flag_bits & UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")  # as which zipfile reads it; each byte is one letter there
    return _utf8(_unicode_path(entry.extra, raw) or raw)


def extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The entry's extra fields: kind and content."""
    while len(extra) >= _FIELD.size:
        kind, length = _FIELD.unpack_from(extra)
        yield kind, extra[_FIELD.size : _FIELD.size + length]
        extra = extra[_FIELD.size + length :]


def _unicode_path(extra: bytes, raw: bytes) -> bytes | None:
    """The name in UTF-8, from the field of this use; None where there is none, or it is of a name before a change."""
    for kind, content in extra_fields(extra):
        if kind == _UNICODE_PATH and len(content) > _UNICODE_HEAD.size:
            version, checksum = _UNICODE_HEAD.unpack_from(content)
            if version == 1 and checksum == zlib.crc32(raw):
                return content[_UNICODE_HEAD.size :]
    return None


def _utf8(raw: bytes) -> str | None:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None
