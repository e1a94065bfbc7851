"""A class written as its folder: importing that folder into the class would change nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.content.folder import ClassFolder, FolderFile, FolderModule, FolderUnit
from slipway.content.folder.text import has_control_character
from slipway.content.models import CLASS_TERMS, Classroom, Module, Unit, UnitFile
from slipway.content.unit import content_of
from slipway.names import made_to_fit
from slipway.orgs.models import User

_Thing = TypeVar("_Thing")


class EmptyClassError(Exception):
    """The class shows no module, and a class folder has at least one."""


def export_class(*, actor: User | None, classroom: Classroom) -> ClassFolder:
    """The class's modules and units in order, with their files; what is withdrawn stays behind. Audited.

    Raises EmptyClassError.
    """
    with transaction.atomic():
        folder = class_folder(classroom)
        units = sum(len(module.units) for module in folder.modules)
        audit(actor, AuditAction.CLASS_EXPORT, classroom, organization_id=classroom.organization_id, units=units)
    return folder


def class_folder(classroom: Classroom) -> ClassFolder:
    """The class as a folder: three statements, all contents in memory. Raises EmptyClassError."""
    units = Unit.objects.of(classroom).shown()
    rows = UnitFile.objects.filter(unit__in=units).select_related("file")
    files = ((row.unit_id, FolderFile(row.path, bytes(row.file.content), row.file.content_type)) for row in rows)
    return folder_of(classroom, units.in_order_of_module(), _grouped(files))


def folder_of(
    classroom: Classroom, units_in_order: Iterable[Unit], files: Mapping[UUID, Sequence[FolderFile]]
) -> ClassFolder:
    """The folder of the class with these units and, by unit, these files. Raises EmptyClassError."""
    units = _grouped((unit.module_id, unit) for unit in units_in_order)
    modules = tuple(
        FolderModule(
            slug=module.slug,
            title=made_to_fit(module.title),
            was=None,
            units=tuple(folder_unit(unit, files.get(unit.pk, ())) for unit in units[module.pk]),
        )
        for module in Module.objects.of(classroom).shown().in_order()
    )
    if not modules:
        raise EmptyClassError
    description = "".join(" " if has_control_character(char) else char for char in classroom.description)
    terms = {name: getattr(classroom, name) for name in CLASS_TERMS}
    return ClassFolder(
        title=made_to_fit(classroom.title), description=description, modules=modules, ignored=(), **terms
    )


def _grouped(pairs: Iterable[tuple[UUID, _Thing]]) -> dict[UUID, list[_Thing]]:
    groups: dict[UUID, list[_Thing]] = defaultdict(list)
    for key, thing in pairs:
        groups[key].append(thing)
    return groups


def folder_unit(unit: Unit, files: Sequence[FolderFile]) -> FolderUnit:
    """The unit as its folder says it, with these files."""
    values = {**content_of(unit).values(), "title": made_to_fit(unit.title)}
    return FolderUnit(slug=unit.slug, was=None, files=tuple(files), **values)
