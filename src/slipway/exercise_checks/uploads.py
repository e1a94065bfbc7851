"""Class folders that come as archives: their exercises are proven sound before a class takes them."""

from collections.abc import Callable
from io import BytesIO

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.classes.class_uploads import ChangedMeanwhileError, apply, nothing_more, read_upload, store_upload
from slipway.classes.models import ClassUpload
from slipway.content.folder import read_class_archive
from slipway.content.imports.run import ImportReport
from slipway.content.models import Classroom
from slipway.exercise_checks.models import CheckState, UploadCheck
from slipway.exercise_checks.upload_checks import WayIn, planned_check, way_in
from slipway.orgs.models import Organization, User


class NotCheckedError(Exception):
    """The exercises of the archive are not known to be sound, so it is not applied."""


def receive_upload(
    *, actor: User, organization: Organization, classroom: Classroom | None, slug: str, archive: bytes
) -> ClassUpload:
    """Keep an archive, as `store_upload` does, and begin the check of those exercises that it would change.

    Raises FolderRefused for one that cannot be applied, and SlugTakenError.
    """
    folder = read_class_archive(BytesIO(archive))
    return store_upload(
        actor=actor,
        organization=organization,
        classroom=classroom,
        slug=slug,
        archive=archive,
        folder=folder,
        then=planned_check(folder, classroom),
    )


def apply_checked(*, actor: User, upload: ClassUpload) -> ImportReport:
    """Apply an archive whose exercises are sound, or which changes none, as `class_uploads.apply` does.

    Raises NotCheckedError, ChangedMeanwhileError (then what changed is checked anew) and SlugTakenError.
    """
    if _way_in(upload) is not WayIn.OPEN:
        raise NotCheckedError
    return _apply(actor, upload, nothing_more)


def apply_unchecked(*, actor: User, upload: ClassUpload) -> ImportReport:
    """Apply an archive whose exercises can't be checked, because its sender said so; that is audited.

    Raises NotCheckedError while they are checked and when they are known to be at fault; else as `apply_checked`.
    """
    if _way_in(upload) is WayIn.SHUT:
        raise NotCheckedError

    def tell(classroom: Classroom) -> None:
        audit(actor, AuditAction.CLASS_IMPORT_UNCHECKED, classroom, organization_id=classroom.organization_id)

    return _apply(actor, upload, tell)


def _apply(actor: User, upload: ClassUpload, then: Callable[[Classroom], None]) -> ImportReport:
    """Where the class was changed since the archive was sent, other exercises may differ from it: they are checked."""
    try:
        return apply(actor=actor, upload=upload, then=then)
    except ChangedMeanwhileError:
        begin = planned_check(read_upload(upload), upload.classroom)
        with transaction.atomic():
            begin(upload)
        raise


def _way_in(upload: ClassUpload) -> WayIn:
    row = UploadCheck.objects.filter(upload=upload).first()
    return WayIn.OPEN if row is None else way_in(CheckState(row.state), row.moved_at, timezone.now())
