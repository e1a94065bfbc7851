"""What a teacher of a class may manage on these pages. A stranger gets 404."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from slipway.classes.managed import managed_classes
from slipway.orgs.models import User
from slipway.regrading.models import Regrade
from slipway.regrading.standing import with_counts
from slipway.submissions.models import Extension


def managed_regrade_or_404(user: User, unit_id: UUID, regrade_id: UUID) -> Regrade:
    """A regrade with its unit, class and counts: one statement. Raises Http404."""
    rows: QuerySet[Regrade] = Regrade.objects.filter(unit=unit_id, unit__classroom__in=managed_classes(user))
    found = with_counts(rows).select_related("unit__classroom", "unit__module", "user").defer(*_GUIDE)
    return get_object_or_404(found, pk=regrade_id)


_GUIDE = ("unit__guide", "unit__guide_html")


def managed_extension_or_404(user: User, unit_id: UUID, extension_id: UUID) -> Extension:
    """A student's extension with its unit and class. Raises Http404."""
    rows = Extension.objects.filter(unit=unit_id, unit__classroom__in=managed_classes(user))
    return get_object_or_404(rows.select_related("unit__classroom", "unit__module", "user"), pk=extension_id)
