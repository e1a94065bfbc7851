"""A class folder as a zip archive. Archives are hostile until shown otherwise: one that is not plain is refused whole,
and what is unpacked is counted while it is read, whatever the archive says of itself."""

import zlib
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from slipway.content.faults import Fault, FolderRefused
from slipway.content.folder.archive_entries import entry_faults
from slipway.content.folder.archive_names import CANNOT_BE_TOLD
from slipway.content.folder.archive_shape import NOT_ONE, archive_fault, check_places, find_directory
from slipway.content.folder.left_overs import environments, is_ignored
from slipway.content.folder.limits import (
    MAX_FILE,
    MAX_PATH,
    MAX_RATIO,
    MAX_TOGETHER,
    RATIO_COUNTS_FROM,
    TOO_LARGE,
    TOO_MUCH,
)
from slipway.content.folder.names import CLASS_FILE, beginnings, name_fault, printable
from slipway.content.folder.tree import Tree
from slipway.words import Text, text

_CHUNK = 65_536
# What zipfile raises for an archive that is broken, cut off or encrypted, or packed in a way that it can't read.
_BROKEN = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)


def read_archive(archive: BinaryIO) -> Tree:
    """The files of a class folder in a zip archive; the folder may lie in one folder of the archive.

    Raises FolderRefused: for links, absolute or `..` paths, odd kinds of files, names that cannot be told, are there
    twice or differ only by case, encrypted or overlapping entries, zip64; for more than 2,000 entries, 5 MB a file,
    50 MB unpacked, or a hundred times the packed size.
    """
    with _refusing_what_is_broken():
        directory = find_directory(archive)
        with ZipFile(archive) as opened:
            entries = opened.infolist()
            if len(entries) != directory.entries or opened.start_dir != directory.start:
                raise archive_fault(NOT_ONE)
            if faults := entry_faults(entries):
                raise FolderRefused(faults)
            check_places(archive, entries, directory)
            return _read(opened, entries)


@contextmanager
def _refusing_what_is_broken() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:  # zipfile gives up on a name that is marked as UTF-8 and is not
        name = printable(error.object.decode(errors="replace"))[: 2 * MAX_PATH]
        raise FolderRefused([Fault(name, 0, CANNOT_BE_TOLD)]) from error
    except _BROKEN as error:
        raise archive_fault(NOT_ONE) from error


def _read(opened: ZipFile, entries: Sequence[ZipInfo]) -> Tree:
    tree = Tree(entries=len(entries))
    names = [entry.filename for entry in entries]
    prefix = _prefix(names)
    made = environments(name.removeprefix(prefix) for name in names)
    together = 0
    for entry in entries:
        path = entry.filename.removeprefix(prefix).removesuffix("/")
        if not path or not _belongs(tree, path, made):
            continue
        _note_folder(tree, path, entry)
        if not entry.is_dir():
            tree.contents[path] = _content(opened, entry, path, room=MAX_TOGETHER - together)
            tree.sizes[path] = len(tree.contents[path])
            together += tree.sizes[path]
    return tree


def _prefix(names: Sequence[str]) -> str:
    """The one folder that holds the class folder, with its slash; '' where class.toml lies at the top."""
    made = environments(names)
    tops = {top for name in names if not is_ignored(top := name.split("/")[0], made)}
    top = tops.pop() if len(tops) == 1 else ""
    return f"{top}/" if f"{top}/{CLASS_FILE}" in names else ""


def _belongs(tree: Tree, path: str, made: Container[str]) -> bool:
    """Whether the entry is part of the class; what is passed over, or has a name that cannot be, is noted."""
    for upper in beginnings(path):
        if is_ignored(upper, made):
            tree.ignored += [] if upper in tree.ignored else [upper]
            return False
        if fault := name_fault(upper):
            tree.faults.append(Fault(printable(upper), 0, fault))
            return False
    return True


def _note_folder(tree: Tree, path: str, entry: ZipInfo) -> None:
    top, slash, _rest = path.partition("/")
    if (slash or entry.is_dir()) and top not in tree.folders:
        tree.folders.append(top)


def _content(opened: ZipFile, entry: ZipInfo, path: str, *, room: int) -> bytes:
    """The entry unpacked, `room` bytes at most. Raises FolderRefused as soon as a limit is passed."""
    chunks: list[bytes] = []
    size = 0
    try:
        with opened.open(_unbounded(entry)) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if fault := _size_fault(size, entry.compress_size):
                    raise FolderRefused([Fault(path, 0, fault)])
                if size > room:
                    raise archive_fault(TOO_MUCH)
                chunks.append(chunk)
    except _BROKEN as error:
        raise FolderRefused([Fault(path, 0, text("is damaged in the archive"))]) from error
    if size != entry.file_size:
        raise FolderRefused([Fault(path, 0, text("is not as large as the archive says"))])
    return b"".join(chunks)


def _unbounded(entry: ZipInfo) -> ZipInfo:
    """A copy of the entry by which `zipfile` unpacks on where the directory says that the file has ended."""
    asked = copy(entry)
    asked.file_size = MAX_FILE + _CHUNK
    return asked


def _size_fault(size: int, packed: int) -> Text | None:
    if size > MAX_FILE:
        return TOO_LARGE
    if size > RATIO_COUNTS_FROM and size > MAX_RATIO * packed:
        return text("unpacks to more than %(most)d times its size", most=MAX_RATIO)
    return None
