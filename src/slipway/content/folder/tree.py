"""The folder on disk: what lies in it, within limits, following nothing that leads out of it."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from slipway.content.faults import Fault, FolderRefused
from slipway.content.folder.left_overs import environments, is_ignored
from slipway.content.folder.limits import MAX_ENTRIES, MAX_FILE, MAX_TOGETHER, TOO_LARGE, TOO_MANY, TOO_MUCH
from slipway.content.folder.names import clash_faults, name_fault, printable
from slipway.content.letters import composed
from slipway.words import Text, text

# A link that was swapped in after the listing is not followed; a pipe does not keep us waiting.
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class Tree:
    """What was found, on disk or in an archive. Paths are relative to the class folder, with `/`, in composed letters;
    `folders` are those at the top only. `places` are the paths as they are written on the disk."""

    sizes: dict[str, int] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    entries: int = 0

    def by_folder(self) -> dict[str, dict[str, bytes]]:
        """The files of each folder at the top, by their path inside it."""
        found: dict[str, dict[str, bytes]] = {folder: {} for folder in self.folders}
        for path, content in self.contents.items():
            top, slash, inside = path.partition("/")
            if slash:
                found.setdefault(top, {})[inside] = content
        return found


def read_tree(root: Path) -> Tree:
    """List and read `root`. Faults are gathered in the tree.

    Raises FolderRefused at once when it is no folder, or larger than may be read.
    """
    if not root.is_dir():
        raise FolderRefused([Fault(root.name or str(root), 0, text("is not a folder"))])
    tree = Tree()
    _list(tree, "", root=root)
    _check_sizes(tree)
    for path in tree.sizes:
        _read(tree, path, root=root)
    tree.faults += clash_faults([*tree.sizes, *tree.folders])
    return tree


def _list(tree: Tree, folder: str, *, root: Path) -> None:
    """`folder` is as it is written on the disk."""
    for entry in _entries(tree, folder, root=root):
        place = f"{folder}/{entry.name}" if folder else entry.name
        path = composed(place)
        if is_ignored(path, environments([f"{path}/pyvenv.cfg"] if (root / place / "pyvenv.cfg").is_file() else [])):
            tree.ignored.append(path)
            continue
        _count(tree)
        fault = name_fault(path) or _kind_fault(entry)
        if fault:
            tree.faults.append(Fault(printable(path), 0, fault))
        elif entry.is_dir(follow_symlinks=False):
            if not folder:
                tree.folders.append(path)
            _list(tree, place, root=root)
        elif path in tree.sizes:
            tree.faults.append(Fault(path, 0, text("is there twice, written in two ways that look alike; remove one")))
        else:
            tree.places[path] = place
            tree.sizes[path] = entry.stat(follow_symlinks=False).st_size


def _entries(tree: Tree, folder: str, *, root: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root / folder) as listing:
            return sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        tree.faults.append(Fault(folder or ".", 0, text("could not be read: %(reason)s", reason=str(error.strerror))))
        return []


def _count(tree: Tree) -> None:
    tree.entries += 1
    if tree.entries > MAX_ENTRIES:
        raise FolderRefused([*tree.faults, Fault(".", 0, TOO_MANY)])


def _kind_fault(entry: os.DirEntry[str]) -> Text | None:
    if entry.is_symlink():
        return text("is a symbolic link; put the file itself here")
    if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
        return text("is not an ordinary file")
    return None


def _check_sizes(tree: Tree) -> None:
    large = [path for path, size in tree.sizes.items() if size > MAX_FILE]
    faults = [Fault(path, 0, TOO_LARGE) for path in large]
    if sum(tree.sizes.values()) > MAX_TOGETHER:
        faults.append(Fault(".", 0, TOO_MUCH))
    if faults:
        raise FolderRefused(tree.faults + faults)


def _read(tree: Tree, path: str, *, root: Path) -> None:
    try:
        content = _bytes(root / tree.places[path])
    except OSError as error:
        tree.faults.append(Fault(path, 0, text("could not be read: %(reason)s", reason=str(error.strerror))))
        return
    if len(content) != tree.sizes[path]:
        tree.faults.append(Fault(path, 0, text("changed while it was read; try again")))
    tree.contents[path] = content


def _bytes(path: Path) -> bytes:
    with os.fdopen(os.open(path, _OPEN), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(0, "not an ordinary file")
        return file.read(MAX_FILE + 1)
