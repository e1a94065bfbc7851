"""Units of a class, made, written and copied by its teachers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.content.dates_changed import dates_changed, dates_differ
from slipway.content.extent import keeping_room
from slipway.content.folder import FolderFile
from slipway.content.folder.limits import MAX_TITLE
from slipway.content.folder.names import same_name
from slipway.content.models import Module, Unit, UnitFile
from slipway.content.order import after_last
from slipway.content.rows import set_values
from slipway.content.slugs import free_slug
from slipway.content.stored_files import store_files
from slipway.content.unit import UNIT_FIELDS, UnitContent, content_of
from slipway.orgs.models import User


@dataclass(frozen=True, kw_only=True)
class FileChanges:
    """Files to add to a unit, where one of the same path is replaced; and ids of those to take away."""

    added: Sequence[FolderFile] = ()
    removed: Collection[UUID] = field(default_factory=list)


def add_unit(*, actor: User, module: Module, content: UnitContent, files: FileChanges) -> Unit:
    """A new unit, at the end of the module. Raises ClassFullError."""
    store_files(files.added)
    with transaction.atomic(), keeping_room(module.classroom_id):  # two at once do not get one slug
        unit = Unit.objects.create(
            classroom_id=module.classroom_id,
            module=module,
            slug=_slug(content.title, module.classroom_id),
            position=after_last(Unit.objects.filter(module=module)),
            **content.values(),
        )
        _change_files(unit, files)
        organization_id = module.classroom.organization_id
        audit(actor, AuditAction.UNIT_ADD, unit, organization_id=organization_id, title=content.title)
    return unit


def edit_unit(*, actor: User, unit: Unit, content: UnitContent, files: FileChanges) -> None:
    """Give the unit another text and other files; its slug and every link to it stay. Raises ClassFullError."""
    store_files(files.added)
    with transaction.atomic(), keeping_room(unit.classroom_id):
        has_new_dates = dates_differ(unit, content)
        set_values(unit, content.values())
        unit.save(update_fields=UNIT_FIELDS)
        if has_new_dates:
            dates_changed([unit.pk])
        _change_files(unit, files)
        organization_id = unit.classroom.organization_id
        counts = {"files_added": len(files.added), "files_removed": len(files.removed)}
        audit(actor, AuditAction.UNIT_EDIT, unit, organization_id=organization_id, title=content.title, **counts)


def duplicate(*, actor: User, row: Unit) -> Unit:
    """Make a draft like the unit, right after it, with the same files. No link opens it, and no work is in it.

    Raises ClassFullError.
    """
    with transaction.atomic(), keeping_room(row.classroom_id):  # two at once do not get one slug
        copy = Unit.objects.create(
            slug=_slug(row.slug, row.classroom_id),
            classroom_id=row.classroom_id,
            module_id=row.module_id,
            position=row.position + 1,
            **replace(content_of(row), title=_copy_title(row.title), published=False).values(),
        )
        after = Unit.objects.filter(module=row.module_id, position__gt=row.position).exclude(pk=copy.pk)
        after.update(position=F("position") + 1)
        files = UnitFile.objects.filter(unit=row).values_list("path", "file_id")
        UnitFile.objects.bulk_create(UnitFile(unit=copy, path=path, file_id=file_id) for path, file_id in files)
        details = {"of": row.pk, "title": copy.title}
        audit(actor, AuditAction.UNIT_DUPLICATE, copy, organization_id=row.classroom.organization_id, **details)
    return copy


def _slug(title: str, classroom_id: UUID) -> str:
    slugs = Unit.objects.filter(classroom=classroom_id).values_list("slug", flat=True)
    return free_slug(title, slugs, otherwise="unit")


def _copy_title(title: str) -> str:
    """The title, cut where there is no room for what is put behind it."""
    room = MAX_TITLE - len(_("%(title)s (copy)") % {"title": ""})
    return _("%(title)s (copy)") % {"title": title[:room]}


def _change_files(unit: Unit, files: FileChanges) -> None:
    UnitFile.objects.filter(unit=unit, pk__in=files.removed).delete()
    _remove_namesakes(unit, [file.path for file in files.added])
    for file in files.added:
        UnitFile.objects.update_or_create(unit=unit, path=file.path, defaults={"file_id": file.sha256})


def _remove_namesakes(unit: Unit, paths: Sequence[str]) -> None:
    """A file whose path differs only by case is replaced: a class folder cannot hold both."""
    added = {same_name(path): path for path in paths}
    held = UnitFile.objects.filter(unit=unit).values_list("pk", "path") if added else []
    stale = [key for key, path in held if added.get(same_name(path), path) != path]
    UnitFile.objects.filter(unit=unit, pk__in=stale).delete()
