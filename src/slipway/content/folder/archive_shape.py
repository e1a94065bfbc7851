"""Whether a zip archive is plain: it has one directory, at its end, which is right about where its entries lie.

Programs read other archives in different ways (two directories, entries inside each other, two sizes for one entry);
who makes such archives means harm. This looks at the archive's own bytes, before `zipfile` does and beside it.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO
from zipfile import ZipInfo

from slipway.content.faults import Fault, FolderRefused
from slipway.content.folder.limits import MAX_ARCHIVE, MAX_ENTRIES, MEGABYTE, TOO_MANY
from slipway.content.folder.names import printable
from slipway.words import Text, text

NOT_ONE = text("is not a zip archive that can be read")
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE, _ZIP64_LOCATOR, _LOCAL = b"PK\5\6", b"PK\6\7", b"PK\3\4"
_LONGEST_COMMENT = 65_535
_LOCATOR_SIZE = 20
_LOCAL_HEADER = struct.Struct("<4s22x2H")
# `zipfile` reads the directory at once, and makes an object of each 46 bytes of it.
_MAX_DIRECTORY = 2 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Directory:
    """An archive's directory: where it begins and how many entries it names."""

    start: int
    entries: int


def find_directory(archive: BinaryIO) -> Directory:
    """Where the archive's one directory is. Raises FolderRefused for an archive that is too large or not plain."""
    size = archive.seek(0, 2)
    if size > MAX_ARCHIVE:
        raise archive_fault(text("is larger than %(most)d MB", most=MAX_ARCHIVE // MEGABYTE))
    tail_at = max(0, size - _LONGEST_COMMENT - _END.size)
    archive.seek(tail_at)
    tail = archive.read(size - tail_at)
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or len(tail) - at < _END.size:
        raise archive_fault(NOT_ONE)
    _signature, disk, first_disk, here, entries, length, start, comment = _END.unpack_from(tail, at)
    if tail[max(0, at - _LOCATOR_SIZE) :].startswith(_ZIP64_LOCATOR) or 0xFFFF in (here, entries):
        raise archive_fault(text("is a zip64 archive; a class is small enough for a plain one"))
    if disk or first_disk or here != entries or start + length != tail_at + at or at + _END.size + comment != len(tail):
        raise archive_fault(NOT_ONE)
    if entries > MAX_ENTRIES or length > _MAX_DIRECTORY:
        raise archive_fault(TOO_MANY)
    return Directory(start, entries)


def check_places(archive: BinaryIO, entries: Sequence[ZipInfo], directory: Directory) -> None:
    """Each entry has bytes of its own: that none is unpacked twice. Raises FolderRefused."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    spans = [(entry.header_offset, _end(archive, entry)) for entry in ordered]
    spans.append((directory.start, directory.start))
    faults = [
        Fault(printable(entry.filename), 0, text("overlaps another entry of the archive"))
        for entry, ((_begin, end), (following, _end_of_it)) in zip(ordered, pairwise(spans), strict=True)
        if end > following
    ]
    if faults:
        raise FolderRefused(faults)


def archive_fault(message: Text) -> FolderRefused:
    """A fault of the archive as a whole."""
    return FolderRefused([Fault(".", 0, message)])


def _end(archive: BinaryIO, entry: ZipInfo) -> int:
    archive.seek(entry.header_offset)
    header = archive.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size:
        raise archive_fault(NOT_ONE)
    signature, name, extra = _LOCAL_HEADER.unpack(header)
    if signature != _LOCAL:
        raise archive_fault(NOT_ONE)
    return entry.header_offset + _LOCAL_HEADER.size + int(name) + int(extra) + entry.compress_size
