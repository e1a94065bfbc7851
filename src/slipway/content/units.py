"""Units of a class, made and written by its teachers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from slipway.audit.trail import AuditAction, audit
from slipway.content.extent import keeping_room
from slipway.content.folder.names import same_name
from slipway.content.models import Module, Unit, UnitFile
from slipway.content.slugs import free_slug
from slipway.content.stored_files import Content, store_files
from slipway.content.unit import UNIT_FIELDS, UnitContent
from slipway.orgs.models import User


@dataclass(frozen=True, kw_only=True)
class FileChanges:
    """Files to add to a unit, by path, where one of the same path is replaced; and ids of those to take away."""

    added: Sequence[tuple[str, Content]] = ()
    removed: Collection[UUID] = field(default_factory=list)


def add_unit(*, actor: User, module: Module, content: UnitContent, files: FileChanges) -> Unit:
    """A new unit, at the end of the module. Raises ClassFullError."""
    _keep(files)
    with transaction.atomic(), keeping_room(module.classroom_id):  # two at once do not get one slug
        slugs = Unit.objects.filter(classroom=module.classroom_id).values_list("slug", flat=True)
        last = Unit.objects.filter(module=module).aggregate(last=Max("position"))["last"]
        unit = Unit(
            classroom_id=module.classroom_id,
            module=module,
            slug=free_slug(content.title, slugs, otherwise="unit"),
            position=0 if last is None else last + 1,
        )
        _write(unit, content)
        unit.save(force_insert=True)
        _change_files(unit, files)
        organization_id = module.classroom.organization_id
        audit(actor, AuditAction.UNIT_ADD, unit, organization_id=organization_id, title=content.title)
    return unit


def edit_unit(*, actor: User, unit: Unit, content: UnitContent, files: FileChanges) -> None:
    """Give the unit another text and other files; its slug and every link to it stay. Raises ClassFullError."""
    _keep(files)
    with transaction.atomic(), keeping_room(unit.classroom_id):
        _write(unit, content)
        unit.save(update_fields=UNIT_FIELDS)
        _change_files(unit, files)
        organization_id = unit.classroom.organization_id
        counts = {"files_added": len(files.added), "files_removed": len(files.removed)}
        audit(actor, AuditAction.UNIT_EDIT, unit, organization_id=organization_id, title=content.title, **counts)


def _keep(files: FileChanges) -> None:
    store_files(content for _path, content in files.added)


def _write(unit: Unit, content: UnitContent) -> None:
    for name, value in content.values().items():
        setattr(unit, name, value)


def _change_files(unit: Unit, files: FileChanges) -> None:
    UnitFile.objects.filter(unit=unit, pk__in=files.removed).delete()
    _remove_namesakes(unit, [path for path, _content in files.added])
    for path, content in files.added:
        UnitFile.objects.update_or_create(unit=unit, path=path, defaults={"file_id": content.sha256})


def _remove_namesakes(unit: Unit, paths: Sequence[str]) -> None:
    """A file whose path differs only by case is replaced: a class folder cannot hold both."""
    added = {same_name(path): path for path in paths}
    held = UnitFile.objects.filter(unit=unit).values_list("pk", "path") if added else []
    stale = [key for key, path in held if added.get(same_name(path), path) != path]
    UnitFile.objects.filter(unit=unit, pk__in=stale).delete()
