"""A second unit made of one that is there."""

from dataclasses import replace

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.content.extent import keeping_room
from slipway.content.folder.limits import MAX_TITLE
from slipway.content.models import Unit, UnitFile
from slipway.content.slugs import free_slug
from slipway.content.unit import content_of
from slipway.orgs.models import User


def duplicate(*, actor: User, row: Unit) -> Unit:
    """Make a draft like the unit, right after it, with the same files. No link opens it, and no work is in it.

    Raises ClassFullError.
    """
    with transaction.atomic(), keeping_room(row.classroom_id):  # two at once do not get one slug
        slugs = Unit.objects.filter(classroom=row.classroom_id).values_list("slug", flat=True)
        copy = Unit.objects.create(
            slug=free_slug(row.slug, slugs, otherwise="unit"),
            classroom_id=row.classroom_id,
            module_id=row.module_id,
            position=row.position + 1,
            **replace(content_of(row), title=_copy_title(row.title), published=False).values(),
        )
        after = Unit.objects.filter(module=row.module_id, position__gt=row.position).exclude(pk=copy.pk)
        after.update(position=F("position") + 1)
        files = UnitFile.objects.filter(unit=row).values_list("path", "file_id")
        UnitFile.objects.bulk_create(UnitFile(unit=copy, path=path, file_id=file_id) for path, file_id in files)
        told = {"of": row.pk, "title": copy.title}
        audit(actor, AuditAction.UNIT_DUPLICATE, copy, organization_id=row.classroom.organization_id, **told)
    return copy


def _copy_title(title: str) -> str:
    """The title, cut where there is no room for what is put behind it."""
    room = MAX_TITLE - len(_("%(title)s (copy)") % {"title": ""})
    return _("%(title)s (copy)") % {"title": title[:room]}
