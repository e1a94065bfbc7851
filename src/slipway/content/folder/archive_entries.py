"""What an archive's directory says of one entry: whether it may be there at all. Nothing is unpacked for it."""

import stat
from collections import Counter
from collections.abc import Container, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from slipway.content.faults import Fault
from slipway.content.folder.archive_names import CANNOT_BE_TOLD, entry_name, extra_fields
from slipway.content.folder.left_overs import environments, lies_in_left_over
from slipway.content.folder.limits import MAX_FILE, MAX_PATH, TOO_LARGE
from slipway.content.folder.names import beginnings, clash_faults, printable
from slipway.content.letters import composed
from slipway.words import Text, text

_ENCRYPTED = 0x0001 | 0x0040 | 0x2000  # the entry; the entry, by strong encryption; the archive's directory
_PATCH = 0x0020
_ZIP64 = 0x0001
_LONGEST = 2 * MAX_PATH  # the class folder may lie in a folder of the archive


def entry_faults(entries: Sequence[ZipInfo]) -> list[Fault]:
    """Everything that is wrong with the archive's entries. Those that are right have their names then, in composed
    letters."""
    made = environments(composed(entry_name(entry) or "") for entry in entries)
    found = [Fault(_shown(entry), 0, fault) for entry in entries if (fault := _fault(entry, made))]
    if found:
        return found
    paths = [entry.filename.rstrip("/") for entry in entries]
    of_class = {path for path in paths if not lies_in_left_over(path, made)}
    twice = [path for path, count in Counter(paths).items() if count > 1]
    files = {entry.filename for entry in entries if not entry.is_dir()}
    inside = [path for path in of_class if any(upper in files for upper in beginnings(path)[:-1])]
    return [
        *(Fault(path, 0, text("is in the archive twice")) for path in twice),
        *(Fault(path, 0, text("lies in a file as if that were a folder")) for path in inside),
        *clash_faults(of_class),
    ]


def _fault(entry: ZipInfo, made: Container[str]) -> Text | None:
    """What is wrong. What is passed over is never unpacked: only its name can do harm, and is checked."""
    name = entry_name(entry)
    if name is None:
        return CANNOT_BE_TOLD
    entry.filename = composed(name)
    if lies_in_left_over(entry.filename.removesuffix("/"), made):
        return _path_fault(name)
    return _packing_fault(entry) or _path_fault(name) or _kind_fault(entry)


def _packing_fault(entry: ZipInfo) -> Text | None:
    if entry.flag_bits & _ENCRYPTED:
        return text("is encrypted")
    if entry.flag_bits & _PATCH or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return text("is packed in a way that is not read here; pack it by “deflate”, as zip does")
    if any(kind == _ZIP64 for kind, _content in extra_fields(entry.extra)):
        return text("is a zip64 entry; a class is small enough for plain ones")
    if entry.compress_type == ZIP_STORED and entry.compress_size != entry.file_size:
        return text("is not as large as the archive says")
    if entry.file_size > MAX_FILE:  # says it itself; whether it says the truth shows when it is read
        return TOO_LARGE
    return None


def _path_fault(name: str) -> Text | None:
    if len(name) > _LONGEST:
        return text("has a path longer than %(most)d characters", most=MAX_PATH)
    if "\\" in name:
        return text("is packed with backslashes; pack it anew by another program")
    path = name.removesuffix("/")
    if any(part not in {"Icon\r"} and printable(part) != part for part in path.split("/")):
        return text("has a name with characters that other systems cannot keep; rename it")
    if path.startswith("/") or path[1:2] == ":":
        return text("has an absolute path")
    if {"", ".", ".."} & set(path.split("/")):
        return text("has a path that leads elsewhere")
    return None


def _kind_fault(entry: ZipInfo) -> Text | None:
    """The upper half of the attributes is a Unix mode where the archive was made on Unix, else nothing."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return text("is a symbolic link; put the file itself here")
    if kind not in {0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG}:
        return text("is not an ordinary file")
    if entry.is_dir() and (entry.file_size or entry.compress_size > 2):  # some write an empty block even for a folder
        return text("is a folder with content of its own")
    return None


def _shown(entry: ZipInfo) -> str:
    return printable(entry_name(entry) or entry.orig_filename)[:_LONGEST] or "."
