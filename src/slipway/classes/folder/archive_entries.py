"""What an archive's directory says of one entry: whether it may be there at all. Nothing is unpacked for it."""

import stat
import struct
from collections import Counter
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from slipway.classes.folder.limits import MAX_FILE, MAX_PATH, MEGABYTE
from slipway.classes.folder.names import clash_faults, printable
from slipway.classes.folder.values import Fault
from slipway.words import said

_ENCRYPTED = 0x0001 | 0x0040 | 0x2000  # the entry; strongly; the directory itself
_PATCH = 0x0020
_UTF8 = 0x0800
_ZIP64 = 0x0001
_LONGEST = 2 * MAX_PATH  # the class folder may lie in a folder of the archive


def entry_faults(entries: Sequence[ZipInfo]) -> list[Fault]:
    """Everything that is wrong with the archive's entries."""
    found = [Fault(_shown(entry), 0, fault) for entry in entries if (fault := _fault(entry))]
    if found:
        return found
    paths = [entry.filename.rstrip("/") for entry in entries]
    twice = [path for path, count in Counter(paths).items() if count > 1]
    files = {entry.filename for entry in entries if not entry.is_dir()}
    inside = [path for path in paths if any(upper in files for upper in _above(path))]
    return [
        *(Fault(path, 0, said("is in the archive twice")) for path in twice),
        *(Fault(path, 0, said("lies in a file as if that were a folder")) for path in inside),
        *clash_faults(set(paths)),
    ]


def _fault(entry: ZipInfo) -> str | None:
    return _packing_fault(entry) or _path_fault(entry) or _kind_fault(entry)


def _packing_fault(entry: ZipInfo) -> str | None:
    if entry.flag_bits & _ENCRYPTED:
        return said("is encrypted")
    if entry.flag_bits & _PATCH or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return said("is packed in a way that is not read here; pack it by “deflate”, as zip does")
    if _ZIP64 in _extra_kinds(entry.extra):
        return said("is a zip64 entry; a class is small enough for plain ones")
    if entry.compress_type == ZIP_STORED and entry.compress_size != entry.file_size:
        return said("is not as large as the archive says")
    if entry.file_size > MAX_FILE:  # says it itself; whether it says the truth shows when it is read
        return said("is larger than %(most)d MB", most=MAX_FILE // MEGABYTE)
    return None


def _path_fault(entry: ZipInfo) -> str | None:
    if len(entry.orig_filename) > _LONGEST or len(entry.filename) > _LONGEST:
        return said("has a path longer than %(most)d characters", most=MAX_PATH)
    if not entry.flag_bits & _UTF8 and not entry.orig_filename.isascii():
        return said("has a name that is not marked as UTF-8; rename it, or pack it by another program")
    path = entry.filename.removesuffix("/")
    if entry.filename != entry.orig_filename or "\\" in path or printable(path) != path:
        return said("has a name with characters that other systems cannot keep; rename it")
    if path.startswith("/") or path[1:2] == ":":
        return said("has an absolute path")
    if {"", ".", ".."} & set(path.split("/")):
        return said("has a path that leads elsewhere")
    return None


def _kind_fault(entry: ZipInfo) -> str | None:
    """The upper half of the attributes is a Unix mode where the archive was made on Unix, else nothing."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return said("is a symbolic link; put the file itself here")
    if kind not in {0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG}:
        return said("is not an ordinary file")
    if entry.is_dir() and (entry.file_size or entry.compress_size > 2):  # some write an empty block even for a folder
        return said("is a folder with content of its own")
    return None


def _extra_kinds(extra: bytes) -> set[int]:
    """The kinds of the entry's extra fields."""
    kinds: set[int] = set()
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        kinds.add(kind)
        extra = extra[4 + length :]
    return kinds


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def _shown(entry: ZipInfo) -> str:
    return printable(entry.orig_filename)[:_LONGEST] or "."
