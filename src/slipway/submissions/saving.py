"""Work that saves itself. Whatever two tabs do, no text is lost: what is not saved is kept as a version."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.submissions.models import KeptVersion, SavedWork

WorkFiles = Mapping[str, str]
MOST_KEPT = 200  # versions of a person in a unit: the oldest go


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of a save. `other` is what another tab had saved meanwhile, which is still the saved one then."""

    version: int
    other: WorkFiles | None = None


def save(*, unit: Unit, user: User, files: WorkFiles, base: int) -> Saved:
    """Save what an editor holds that began with version `base` (0: nothing was saved yet).

    Where another tab has saved since, nothing is overwritten: what came now is kept as a version, and the student is
    shown both. `files` are sound (`work_files`).
    """
    with transaction.atomic():
        held = SavedWork.objects.select_for_update().filter(unit=unit, user=user).first()
        if held is None:
            made, is_new = SavedWork.objects.get_or_create(unit=unit, user=user, defaults={"files": dict(files)})
            return Saved(version=made.version) if is_new else _beside(made, files)
        if held.files == files:
            return Saved(version=held.version)
        return _over(held, files) if held.version == base else _beside(held, files)


def keep_version(*, unit: Unit, user: User, files: WorkFiles, why: KeptVersion.Why) -> None:
    """Keep work as it is now, unless the newest version is the same."""
    kept = KeptVersion.objects.filter(unit=unit, user=user)
    newest = kept.order_by("-kept_at").first()
    if newest is not None and newest.files == files and newest.why == why:
        return
    KeptVersion.objects.create(unit=unit, user=user, files=dict(files), why=why)
    too_old = kept.order_by("-kept_at").values_list("pk", flat=True)[MOST_KEPT:]
    kept.filter(pk__in=list(too_old)).delete()


def start_over(*, unit: Unit, user: User, starter: WorkFiles) -> Saved:
    """Put the starter in the place of what is saved, which is kept as a version."""
    with transaction.atomic():
        held = SavedWork.objects.select_for_update().filter(unit=unit, user=user).first()
        if held is None:
            return save(unit=unit, user=user, files=starter, base=0)
        if held.files == starter:
            return Saved(version=held.version)
        keep_version(unit=unit, user=user, files=held.files, why=KeptVersion.Why.RESET)
        return _over(held, starter)


def _over(held: SavedWork, files: WorkFiles) -> Saved:
    held.files, held.version, held.saved_at = dict(files), held.version + 1, timezone.now()
    held.save(update_fields=["files", "version", "saved_at"])
    return Saved(version=held.version)


def _beside(held: SavedWork, files: WorkFiles) -> Saved:
    if held.files == files:
        return Saved(version=held.version)
    keep_version(unit=held.unit, user=held.user, files=files, why=KeptVersion.Why.OTHER_TAB)
    return Saved(version=held.version, other=held.files)
