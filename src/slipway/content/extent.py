"""How large a class is as a folder, so that none grows here which its own folder could not bring back.

A folder and an archive have limits (`folder/limits.py`): what is made in the browser keeps to them too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db.models import Func, IntegerField, QuerySet, Sum
from django.utils.translation import gettext as _

from slipway.content.export import EmptyClassError, folder_of
from slipway.content.folder.limits import (
    KILOBYTE,
    MAX_ENTRIES,
    MAX_MODULES,
    MAX_TOGETHER,
    MAX_TOML,
    MAX_TOML_TOGETHER,
    MEGABYTE,
)
from slipway.content.folder.write import CLASS, class_files
from slipway.content.guides.work import MOST_TOGETHER
from slipway.content.models import Classroom, Unit, UnitFile


class ClassFullError(Exception):
    """The class would outgrow its folder; the text is for the teacher."""


@dataclass(frozen=True, kw_only=True)
class Extent:
    """Of the class's folder: files and folders, modules, bytes together, of class.toml and of all TOML files; and the
    work that its guides are to lay out."""

    entries: int = 0
    modules: int = 0
    together: int = 0
    settings: int = 0
    toml: int = 0
    work: int = 0


class Bytes(Func):
    """The length of a text in UTF-8."""

    function = "octet_length"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite knows the function since 3.43 only."""
        return self.as_sql(compiler, connection, template="length(CAST(%(expressions)s AS BLOB))", **extra)


@contextmanager
def keeping_room(classroom_id: UUID) -> Iterator[None]:
    """What happens inside may not make the class larger than its folder may be; one deed at a time.

    In the caller's transaction, which ClassFullError takes back. A class that is too large already may shrink.
    """
    classroom = Classroom.objects.select_for_update().get(pk=classroom_id)
    before = extent(classroom)
    yield
    classroom.refresh_from_db(fields=["title", "description"])
    if problem := outgrown(before, extent(classroom)):
        raise ClassFullError(problem)


def extent(classroom: Classroom) -> Extent:
    """How large the folder of the class is: four statements, and no guide or file is read."""
    units = Unit.objects.filter(classroom=classroom, withdrawn_at=None, module__withdrawn_at=None)
    files = UnitFile.objects.filter(unit__in=units)
    try:
        folder = folder_of(classroom, _without_guides(units), {})
    except EmptyClassError:
        return Extent()
    texts = class_files(folder)
    sizes = [len(content) for content in texts.values()]
    guides = units.order_by().aggregate(together=Sum(Bytes("guide")), work=Sum("guide_work"))
    held = list(files.order_by().values_list("unit_id", "path", "file__size"))
    folders = {(unit, folder) for unit, path, _size in held for folder in PurePosixPath(path).parents if folder.name}
    return Extent(
        entries=len(texts) + len({path.partition("/")[0] for path in texts if "/" in path}) + len(held) + len(folders),
        modules=len(folder.modules),
        together=sum(sizes) + (guides["together"] or 0) + sum(size for _unit, _path, size in held),
        settings=len(texts[CLASS]),
        toml=sum(sizes),
        work=guides["work"] or 0,
    )


def outgrown(before: Extent, after: Extent) -> str | None:
    """Why the class must not become `after`, in words for its teacher; None when it may."""
    if after.together > max(MAX_TOGETHER, before.together):
        text = _("With this the class would hold more than %(most)d MB together.") % {"most": MAX_TOGETHER // MEGABYTE}
    elif after.entries > max(MAX_ENTRIES, before.entries):
        text = _("With this the class would hold more than %(most)d files and folders.") % {"most": MAX_ENTRIES}
    elif after.modules > max(MAX_MODULES, before.modules):
        text = _("A class has at most %(most)d modules.") % {"most": MAX_MODULES}
    elif after.settings > max(MAX_TOML, before.settings):
        most = MAX_TOML // KILOBYTE
        text = _("With this the class's title, description and modules would be longer than %(most)d KB.") % {
            "most": most
        }
    elif after.toml > max(MAX_TOML_TOGETHER, before.toml):
        text = _("With this the titles and settings of the class's units would be longer than %(most)d KB.") % {
            "most": MAX_TOML_TOGETHER // KILOBYTE
        }
    elif after.work > max(MOST_TOGETHER, before.work):
        text = _("With this the class's guides would be too much work to lay out together.")
    else:
        return None
    return (
        f"{text} {_('Its archive could then not be uploaded again. Remove something first, or begin another class.')}"
    )


def _without_guides(units: QuerySet[Unit]) -> Iterator[Unit]:
    for unit in units.defer("guide", "guide_html").order_by("position", "title", "id"):
        unit.guide = unit.guide_html = ""
        yield unit
