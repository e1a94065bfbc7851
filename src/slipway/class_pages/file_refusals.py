"""The page of a unit's files as it comes back when nothing was saved: all that was written, and what is wrong there."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from slipway.class_pages.file_form import FileForm, SeenFile, opened_text
from slipway.class_pages.file_rows import FileRow, FilesPage, page_with_rows
from slipway.content.editing.file_edits import Clash
from slipway.content.faults import Fault
from slipway.content.folder import FolderFile
from slipway.content.folder.names import UNIT_FILE
from slipway.web.languages import translated

CLASHES = {
    Clash.CHANGED: gettext_lazy(
        "Somebody has changed this file since you opened the page. Your text is in the field, theirs is below it. "
        "Save again to keep yours."
    ),
    Clash.GONE: gettext_lazy(
        "Somebody has removed or renamed this file since you opened the page. Save again to add it with your text."
    ),
    Clash.THERE: gettext_lazy(
        "There is a file of this name already. Your text is in the field, theirs is below it. Give yours another name, "
        "or save again to replace theirs."
    ),
}


def page_refused(
    page: FilesPage, faults: Iterable[Fault], clashes: Mapping[str, Clash], held: Mapping[str, FolderFile]
) -> FilesPage:
    """The page as it was sent, with what is wrong told in the rows, and what others have saved beside it."""
    data = dict(page.data)
    for row in page.rows:
        data |= _not_sent(row, held)
        if clash := clashes.get(row.form.prefix or ""):
            data[row.form.add_prefix("seen")] = _seen_now(row.form, clash, held)
    again = page_with_rows(data, [row.form.number for row in page.rows], held, page.groups, None)
    again.names = page.names
    again.problems = [*page.problems, *_clashes_of_uploads(clashes)]
    opened = str(data.get("opened", "")).splitlines()
    for row in again.rows:
        row.form.is_valid()
        row.is_open = bool(row.form.errors) or row.form.path in opened
        _tell_clash(row, clashes.get(row.form.prefix or ""), held)
    _tell_faults(again, faults)
    return again


def _not_sent(row: FileRow, held: Mapping[str, FolderFile]) -> dict[str, str]:
    """The text of a row that was not written in: then the page's script does not send it."""
    now = held.get(row.form.was.path) if row.form.was and not row.form.has_text else None
    text = opened_text(now) if now else None
    if now is None or text is None:
        return {}
    return {row.form.add_prefix("text"): text, row.form.add_prefix("seen"): SeenFile.of(now).mark}


def _seen_now(form: FileForm, clash: Clash, held: Mapping[str, FolderFile]) -> str:
    """The mark with which saving again is meant: over what is there now, or as a new file where there is nothing."""
    path = form.path if clash is Clash.THERE else form.was.path if form.was else ""
    now = held.get(path)
    return SeenFile(now.path, now.sha256, text="").mark if now else ""  # no text has that hash: it is sent anew


def _tell_clash(row: FileRow, clash: Clash | None, held: Mapping[str, FolderFile]) -> None:
    if clash is None:
        return
    row.clash, row.is_open = CLASHES[clash], True
    now = held.get(row.form.was.path) if row.form.was else None
    row.theirs = (opened_text(now) if now else None) if clash is not Clash.GONE else None


def _clashes_of_uploads(clashes: Mapping[str, Clash]) -> Iterator[str]:
    for key in clashes:
        kind, _colon, path = key.partition(":")
        if kind == "upload":
            told = _(
                "%(path)s was changed by somebody since you opened the page. Open the page anew, then upload yours."
            )
            yield told % {"path": path}


def _tell_faults(page: FilesPage, faults: Iterable[Fault]) -> None:
    rows = {row.form.path: row for row in page.rows if not row.form.is_empty}
    for fault in faults:
        words = translated(fault.message)
        if row := rows.get(fault.path):
            row.faults.append((fault.line, words))
            row.is_open = True
        else:
            place = _("Guide, points and dates") if fault.path == UNIT_FILE else fault.path  # where a teacher mends it
            page.problems.append(f"{place}: {words}")
