"""What somebody wants of a unit's files, laid over them as they are now: another teacher may have changed them."""

import codecs
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from slipway.content.file_types import content_type
from slipway.content.folder.values import FolderFile


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEdit:
    """What is wanted of one file.

    `was` is its path when it was looked at, None for a new one; `seen` the sha-256 of what stood there. `path` is what
    it is to be called, None where it is to be removed; `content` what is to stand in it: a text, bytes, or None for
    what stands there. Lines of a text end with line feeds. `key` names the edit for who asked.
    """

    key: str
    was: str | None = None
    seen: str = ""
    path: str | None = None
    content: str | bytes | None = None


class Clash(Enum):
    """Why an edit would undo what another has done meanwhile."""

    CHANGED = auto()  # there is another text now
    GONE = auto()  # there is no such file any more
    THERE = auto()  # a new one has the name of one that is there


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFiles:
    """The files after the edits, by path and in their order; the clashes by key of the edit; paths wanted twice."""

    files: Mapping[str, FolderFile]
    clashes: Mapping[str, Clash] = field(default_factory=dict)
    twice: tuple[str, ...] = ()


def merge_files(held: Mapping[str, FolderFile], edits: Sequence[FileEdit]) -> MergedFiles:
    """Lay `edits` over the files that are `held` now, by path. What nobody edited is as it is held."""
    leaving = {edit.was for edit in edits if edit.was is not None and edit.path != edit.was}
    clashes = {edit.key: clash for edit in edits if (clash := _clash(held, edit, leaving))}
    wanted = [edit for edit in edits if _changes(held, edit) and edit.key not in clashes]
    moved = {edit.was for edit in wanted}
    files = {path: file for path, file in held.items() if path not in moved}
    made = [_made(held, edit, edit.path) for edit in wanted if edit.path is not None]
    times = Counter([*files, *(file.path for file in made)])
    files |= {file.path: file for file in made}
    twice = tuple(path for path, count in times.items() if count > 1)
    return MergedFiles(files=dict(sorted(files.items())), clashes=clashes, twice=twice)


def _changes(held: Mapping[str, FolderFile], edit: FileEdit) -> bool:
    if edit.was is None:
        return edit.path is not None
    return edit.was in held and (edit.path != edit.was or edit.content is not None)


def _clash(held: Mapping[str, FolderFile], edit: FileEdit, leaving: Container[str]) -> Clash | None:
    if edit.was is None:
        there = None if edit.path in leaving else held.get(edit.path or "")
        return Clash.THERE if there and _bytes(edit.content, there) != there.content else None
    now = held.get(edit.was)
    if now is None:
        wants_it = edit.path is not None and (edit.content is not None or edit.path != edit.was)
        return Clash.GONE if wants_it else None
    if now.sha256 == edit.seen or (edit.path is not None and _bytes(edit.content, now) == now.content):
        return None
    return Clash.CHANGED


def _made(held: Mapping[str, FolderFile], edit: FileEdit, path: str) -> FolderFile:
    before = held.get(path if edit.was is None else edit.was)
    content = _bytes(edit.content, before)
    return FolderFile(path, content, content_type(content))


def _bytes(content: str | bytes | None, before: FolderFile | None) -> bytes:
    """A text is written as the file was that it replaces: with its line ends, and with its mark of UTF-8."""
    old = before.content if before else b""
    if content is None:
        return old
    if isinstance(content, bytes):
        return content
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    new = content.encode()
    if b"\r\n" in old and old.count(b"\r\n") == old.count(b"\n"):
        new = new.replace(b"\n", b"\r\n")
    return mark + new


def editable_text(content: bytes) -> str | None:
    """A file as an editor shows it, with `\\n` line ends and without a mark in front; None for what is no text."""
    try:
        shown = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in shown else with_plain_lines(shown)


def with_plain_lines(text: str) -> str:
    """`text` with `\n` line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
