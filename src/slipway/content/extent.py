"""How large a class is as a folder: what teachers make in the browser keeps to the limits of `folder/limits.py` too.

So each class that was downloaded can be uploaded again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db.models import Func, IntegerField, Sum
from django.utils.translation import gettext as _

from slipway.content.export import EmptyClassError, folder_of
from slipway.content.folder import class_files, limits
from slipway.content.folder.names import CLASS_FILE
from slipway.content.folder.together import is_program, is_suite
from slipway.content.guides.work import MOST_TOGETHER
from slipway.content.models import Classroom, Unit, UnitFile
from slipway.content.querysets import UnitQuerySet


class ClassFullError(Exception):
    """The class would outgrow its folder; the text is for the teacher."""


@dataclass(frozen=True, kw_only=True)
class Extent:
    """Of the class's folder: files and folders, modules, bytes together, of class.toml, of all TOML files, of test
    suites and of programs; and the work that its guides are to lay out."""

    entries: int = 0
    modules: int = 0
    together: int = 0
    settings: int = 0
    toml: int = 0
    suites: int = 0
    programs: int = 0
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
    """Around a change of the class, one at a time. Raises ClassFullError where it makes the class larger than may be.

    In the caller's transaction, which the error takes back. A class that is too large already may shrink.
    """
    classroom = Classroom.objects.select_for_update().get(pk=classroom_id)
    before = extent(classroom)
    yield
    classroom.refresh_from_db(fields=["title", "description"])
    if problem := outgrown(before, extent(classroom)):
        raise ClassFullError(problem)


def extent(classroom: Classroom) -> Extent:
    """How large the folder of the class is: four statements, and no guide or file is read."""
    units = Unit.objects.of(classroom).shown()
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
        settings=len(texts[CLASS_FILE]),
        toml=sum(sizes),
        suites=sum(size for _unit, path, size in held if is_suite(path)),
        programs=sum(size for _unit, path, size in held if is_program(path)),
        work=guides["work"] or 0,
    )


def outgrown(before: Extent, after: Extent) -> str | None:
    """Why the class must not become `after`, in words for its teacher; None when it may."""
    together = _("With this the class would hold more than %(most)d MB together.")
    entries = _("With this the class would hold more than %(most)d files and folders.") % {"most": limits.MAX_ENTRIES}
    settings = _("With this the class's title, description and modules would be longer than %(most)d KB.")
    toml = _("With this the titles and settings of the class's units would be longer than %(most)d KB.")
    suites = _("With this the class's test suites would be longer than %(most)d MB together.")
    programs = _("With this the programs of the class's exercises would be longer than %(most)d MB together.")
    bounds = {
        "together": (limits.MAX_TOGETHER, together % {"most": limits.MAX_TOGETHER // limits.MEGABYTE}),
        "entries": (limits.MAX_ENTRIES, entries),
        "modules": (limits.MAX_MODULES, _("A class has at most %(most)d modules.") % {"most": limits.MAX_MODULES}),
        "settings": (limits.MAX_TOML, settings % {"most": limits.MAX_TOML // limits.KILOBYTE}),
        "toml": (limits.MAX_TOML_TOGETHER, toml % {"most": limits.MAX_TOML_TOGETHER // limits.KILOBYTE}),
        "suites": (limits.MAX_SUITES_TOGETHER, suites % {"most": limits.MAX_SUITES_TOGETHER // limits.MEGABYTE}),
        "programs": (
            limits.MAX_PROGRAMS_TOGETHER,
            programs % {"most": limits.MAX_PROGRAMS_TOGETHER // limits.MEGABYTE},
        ),
        "work": (MOST_TOGETHER, _("With this the class's guides would be too much work to lay out together.")),
    }
    for name, (most, problem) in bounds.items():
        if getattr(after, name) > max(most, getattr(before, name)):
            way_out = _("Its archive could then not be uploaded again. Remove something first, or begin another class.")
            return f"{problem} {way_out}"
    return None


def _without_guides(units: UnitQuerySet) -> Iterator[Unit]:
    for unit in units.in_order_of_module().without_guides():
        unit.guide = unit.guide_html = ""
        yield unit
