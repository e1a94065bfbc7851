"""The files of a version line by line, with the comments at their lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slipway.gradebook.models import Comment

MOST_LINES = 2_000  # of a file that a page shows


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line, from 1, and what was said of it."""

    number: int
    text: str
    comments: Sequence[Comment]


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A file of the work; `left_out` counts the lines that are not among `lines`."""

    path: str
    lines: Sequence[CodeLine]
    left_out: int


def code_files(files: Mapping[str, str], main: str, comments: Iterable[Comment]) -> list[CodeFile]:
    """The files, the main one first. A line with a comment is never left out."""
    said: dict[tuple[str, int], list[Comment]] = {}
    for comment in comments:
        said.setdefault((comment.path, comment.line), []).append(comment)
    paths = sorted(files, key=lambda path: (path != main, path))
    return [_file(path, files[path], said) for path in paths]


def _file(path: str, text: str, said: Mapping[tuple[str, int], Sequence[Comment]]) -> CodeFile:
    lines = [CodeLine(at, line, said.get((path, at), ())) for at, line in enumerate(text.split("\n"), start=1)]
    if lines and not lines[-1].text and not lines[-1].comments and len(lines) > 1:
        lines.pop()  # what ends with a line break has no line after it
    shown = [line for line in lines if line.number <= MOST_LINES or line.comments]
    return CodeFile(path, shown, len(lines) - len(shown))
