"""A class as its folder says it: what `import_class` would make this very class of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.content.folder import ClassFolder, FolderFile, FolderModule, FolderUnit
from slipway.content.folder.text import has_control_character
from slipway.content.models import Classroom, Module, Unit, UnitFile
from slipway.content.unit import content_of
from slipway.names import made_to_fit
from slipway.orgs.models import User


class EmptyClassError(Exception):
    """The class shows no module: there is nothing that a folder could say."""


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
    shown = Module.objects.filter(classroom=classroom, withdrawn_at=None)
    units = Unit.objects.filter(module__in=shown, withdrawn_at=None).order_by("position", "title", "id")
    files = UnitFile.objects.filter(unit__module__in=shown, unit__withdrawn_at=None).select_related("file")
    return folder_of(classroom, units, _by_unit(files))


def folder_of(
    classroom: Classroom, units_in_order: Iterable[Unit], files: Mapping[UUID, Sequence[FolderFile]]
) -> ClassFolder:
    """The folder of the class with these units and, by unit, these files. Raises EmptyClassError."""
    units = _by_module(units_in_order)
    shown = Module.objects.filter(classroom=classroom, withdrawn_at=None)
    modules = tuple(
        FolderModule(
            slug=module.slug,
            title=made_to_fit(module.title),
            was=None,
            units=tuple(_unit(unit, files.get(unit.pk, ())) for unit in units[module.pk]),
        )
        for module in shown.order_by("position", "title", "id")
    )
    if not modules:
        raise EmptyClassError
    description = "".join(" " if has_control_character(char) else char for char in classroom.description)
    return ClassFolder(title=made_to_fit(classroom.title), description=description, modules=modules, ignored=())


def _by_module(units: Iterable[Unit]) -> dict[UUID, list[Unit]]:
    rows: dict[UUID, list[Unit]] = defaultdict(list)
    for unit in units:
        rows[unit.module_id].append(unit)
    return rows


def _by_unit(files: Iterable[UnitFile]) -> dict[UUID, list[FolderFile]]:
    rows: dict[UUID, list[FolderFile]] = defaultdict(list)
    for row in files:
        rows[row.unit_id].append(FolderFile(row.path, bytes(row.file.content), row.file.content_type))
    return rows


def _unit(unit: Unit, files: Sequence[FolderFile]) -> FolderUnit:
    values = {**content_of(unit).values(), "title": made_to_fit(unit.title)}
    return FolderUnit(slug=unit.slug, was=None, files=tuple(files), **values)
