"""The page of a unit's files: a row for each of them and for new ones, made of what is held or of what was sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from slipway.class_pages.file_form import FileForm, NamesForm, SeenFile, opened_text
from slipway.class_pages.file_groups import FileGroup, group_of
from slipway.content.editing.file_edits import FileEdit
from slipway.content.editing.save_files import FilesWanted
from slipway.content.file_types import IMAGE_TYPES
from slipway.content.folder import FolderFile
from slipway.content.folder.limits import MAX_FILE, MEGABYTE
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.letters import composed
from slipway.content.unit_images import MOST_AT_ONCE

MOST_ROWS = 150  # a form has so many fields at most
MOST_OPENED = 1_000_000  # bytes of texts that the page opens together: a form may be twice as long


@dataclass(slots=True)
class FileRow:
    """A file on the page. `faults` are lines (0: the whole file) with what is wrong there; `theirs` is the text that
    somebody else has saved meanwhile."""

    form: FileForm
    held: FolderFile | None = None
    faults: list[tuple[int, str]] = field(default_factory=list)
    clash: str | Promise = ""
    theirs: str | None = None
    is_open: bool = False

    @property
    def language(self) -> str:
        """What an editor takes the text for."""
        return "python" if self.form.path.endswith(".py") else "text"

    @property
    def what(self) -> str:
        """What the file is, where its text is not on the page."""
        if self.form.has_text or self.held is None:
            return ""
        if self.held.content_type in IMAGE_TYPES:
            return _("This is an image. To replace it, upload another of the same name.")
        if self.held.content_type == "text/plain":
            return _("This text is too long for this page. To replace it, upload another of the same name.")
        return _("This is no text. To replace it, upload another of the same name.")


@dataclass(slots=True)
class FilesPage:
    """The rows of a page by their folder, and, for exercises, the names in their settings."""

    data: Mapping[str, Any]
    groups: Sequence[FileGroup]
    rows: list[FileRow]
    names: NamesForm | None
    problems: list[str] = field(default_factory=list)  # that belong to no file on the page
    hidden: int = 0  # files that have no row

    @property
    def by_group(self) -> Iterator[tuple[FileGroup, list[FileRow]]]:
        """Each folder with the rows of its files, new ones last."""
        for group in self.groups:
            yield group, [row for row in self.rows if row.form["folder"].value() == group.folder]

    @property
    def count(self) -> int:
        """The number that the next row would have."""
        return max((row.form.number for row in self.rows), default=-1) + 1

    def is_valid(self) -> bool:
        """Whether all that was sent can be understood; what cannot is told in its row."""
        invalid = [row for row in self.rows if not row.form.is_valid()]  # each tells its own faults
        return not invalid and (self.names is None or self.names.is_valid())


def page_of_held(
    held: Mapping[str, FolderFile],
    groups: Sequence[FileGroup],
    settings: ExerciseSettings | None,
    opened: Sequence[str],
) -> FilesPage:
    """The page as it is opened: every file that is held, and one empty row in each folder."""
    data: dict[str, Any] = _names_sent(settings)
    shown = list(held)[:MOST_ROWS]
    left = MOST_OPENED
    for number, path in enumerate(shown):
        text = opened_text(held[path])
        left -= 0 if text is None else len(held[path].content)
        data |= _sent(number, held[path], group_of(path, groups), text if left >= 0 else None)
    page = page_with_rows(data, range(len(shown)), held, groups, settings)
    page.hidden = len(held) - len(shown)
    for row in page.rows:
        row.is_open = row.form.path in opened and row.form.was is not None
    return page


def page_of_sent(
    sent: QueryDict, held: Mapping[str, FolderFile], groups: Sequence[FileGroup], settings: ExerciseSettings | None
) -> FilesPage:
    """The page as it was sent, with nothing lost; rows of files that have come meanwhile are not on it."""
    data = {name: sent[name] for name in sent}
    numbers = [number for number in range(_count(sent)) if f"file-{number}-folder" in data]
    return page_with_rows(data, numbers, held, groups, settings)


def wanted_of(page: FilesPage, uploads: "MultiValueDict[str, UploadedFile[Any]]") -> FilesWanted:
    """What is wanted of the files; for a valid page. Raises ValidationError for an upload that is too large."""
    edits = [edit for row in page.rows if (edit := row.form.edit())]
    edits += _uploaded(page, uploads)
    if page.names is None:
        return FilesWanted(edits=edits)
    file, tests = page.names.wanted()
    return FilesWanted(edits=edits, file=file, tests=tests)


def page_with_rows(
    data: Mapping[str, Any],
    numbers: Iterable[int],
    held: Mapping[str, FolderFile],
    groups: Sequence[FileGroup],
    settings: ExerciseSettings | None,
) -> FilesPage:
    """The page with the rows of these numbers, as `data` has them, and an empty one in each folder."""
    forms = [FileForm(data, number=number) for number in numbers]
    folders = {group.folder for group in groups}
    rows = [FileRow(form) for form in forms if not form.is_empty and form["folder"].value() in folders]
    for row in rows:
        row.held = held.get(row.form.was.path) if row.form.was else None
    first = max((form.number for form in forms), default=-1) + 1
    blank = {f"file-{first + at}-folder": group.folder for at, group in enumerate(groups)}
    rows += [
        FileRow(FileForm({**blank, f"file-{first + at}-text": ""}, number=first + at)) for at in range(len(groups))
    ]
    names = NamesForm(data, prefix="names") if settings else None
    return FilesPage(data=data, groups=groups, rows=rows, names=names)


def _sent(number: int, file: FolderFile, group: FileGroup, text: str | None) -> dict[str, str]:
    """What the page would send of a file as it is held."""
    name = file.path.removeprefix(group.folder)
    fields = {"seen": SeenFile.of(file).mark, "folder": group.folder, "name": name}
    if text is not None:
        fields["text"] = text
    return {f"file-{number}-{key}": value for key, value in fields.items()}


def _names_sent(settings: ExerciseSettings | None) -> dict[str, str]:
    if settings is None:
        return {}
    seen = f"{settings.file}:{settings.tests}"
    return {"names-seen": seen, "names-file": settings.file, "names-tests": settings.tests}


def _count(sent: QueryDict) -> int:
    counted = sent.get("files", "")
    return min(int(counted), 2 * MOST_ROWS) if counted.isascii() and counted.isdigit() and len(counted) < 5 else 0


def _uploaded(page: FilesPage, uploads: "MultiValueDict[str, UploadedFile[Any]]") -> Iterator[FileEdit]:
    """Files that were uploaded: one of the name of a file on the page replaces that."""
    seen = {row.form.was.path: row.form.was for row in page.rows if row.form.was}
    for group in page.groups:
        sent = uploads.getlist(f"upload-{group.code}")
        if len(sent) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(limit)d files at once.") % {"limit": MOST_AT_ONCE})
        for upload in sent:
            path = group.folder + composed(upload.name or "")
            if (upload.size or 0) > MAX_FILE:
                limits = {"name": path, "limit": MAX_FILE // MEGABYTE}
                raise ValidationError(_("%(name)s is larger than %(limit)d MB.") % limits)
            was = seen.get(path)
            mark = {"was": path, "seen": was.content} if was else {}
            yield FileEdit(key=f"upload:{path}", path=path, content=upload.read(), **mark)
