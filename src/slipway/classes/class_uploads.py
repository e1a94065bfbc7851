"""Class folders that come as archives: looked at first, applied once somebody has seen what would change."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.classes.enrol import create_taught_class
from slipway.classes.models import ClassUpload, UploadPart
from slipway.content.create import slug_for
from slipway.content.folder import ClassFolder, read_class_archive
from slipway.content.imports.files import keep_files
from slipway.content.imports.run import ImportReport, import_kept
from slipway.content.imports.words import kept_lines
from slipway.content.models import Classroom
from slipway.orgs.models import Organization, User

PART = 4_000_000  # bytes
KEPT_FOR = timedelta(days=1)


class ChangedMeanwhileError(Exception):
    """What the upload would change is not what its sender was shown; the upload now tells what it is."""


def nothing_more(_row: object) -> None:
    """For those who have nothing to do in the same transaction."""


def store_upload(  # noqa: PLR0913 - who sends what, and what else happens then
    *,
    actor: User,
    organization: Organization,
    classroom: Classroom | None,
    slug: str,
    archive: bytes,
    folder: ClassFolder,
    then: Callable[[ClassUpload], None] = nothing_more,
) -> ClassUpload:
    """Keep an archive, with what it would change in `classroom`, or in a class to be made as `slug` ('': by its title).

    `folder` is what the archive was read to. Uploads that the sender left for the same class are deleted, as are all
    that are older than a day. The archive is written in parts, before anybody can see the upload; `then` is called in
    the transaction that lets it be seen. Raises SlugTakenError where the organization has a class of that slug.
    """
    if classroom is None:
        slug = slug or slug_for(organization, folder.title)
    upload = ClassUpload(
        organization=organization, classroom=classroom, slug=slug, sent_by=actor, title=folder.title, received=False
    )
    upload.changes = _preview(actor, upload, folder)
    upload.save(force_insert=True)
    for number, begin in enumerate(range(0, len(archive), PART)):
        UploadPart.objects.create(upload=upload, number=number, content=archive[begin : begin + PART])
    with transaction.atomic():
        ClassUpload.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
        left = ClassUpload.objects.filter(organization=organization, classroom=classroom, sent_by=actor, received=True)
        left.delete()
        upload.received = True
        upload.save(update_fields=["received"])
        then(upload)
    return upload


def read_upload(upload: ClassUpload) -> ClassFolder:
    """What the archive says, read anew. Raises FolderRefused, where another release read it before."""
    archive = b"".join([upload.archive, *upload.parts.values_list("content", flat=True)])
    return read_class_archive(BytesIO(archive))


def apply(*, actor: User, upload: ClassUpload, then: Callable[[Classroom], None] = nothing_more) -> ImportReport:
    """Bring the class to what the archive says, or make it. The upload is gone afterwards; `then` is called in the same
    transaction.

    Raises ChangedMeanwhileError, with the class as it was, where that would change something else than was shown;
    SlugTakenError where another class has taken the slug.
    """
    folder = read_upload(upload)
    keep_files(folder)
    with transaction.atomic():
        report = _import(actor, upload, folder)
        if kept_lines(report.lines) == upload.changes:
            ClassUpload.objects.filter(pk=upload.pk).delete()
            then(report.classroom)
            return report
        transaction.set_rollback(True)
    ClassUpload.objects.filter(pk=upload.pk).update(changes=kept_lines(report.lines))
    raise ChangedMeanwhileError


def discard(*, actor: User, upload: ClassUpload) -> None:
    """Forget the archive; no class is changed."""
    with transaction.atomic():
        organization_id, title = upload.organization_id, upload.title
        audit(actor, AuditAction.CLASS_UPLOAD_DISCARD, upload, organization_id=organization_id, title=title)
        upload.delete()


def _preview(actor: User, upload: ClassUpload, folder: ClassFolder) -> list[Any]:
    with transaction.atomic():
        lines = _import(actor, upload, folder).lines
        transaction.set_rollback(True)
    return kept_lines(lines)


def _import(actor: User, upload: ClassUpload, folder: ClassFolder) -> ImportReport:
    organization, slug = upload.organization, upload.classroom.slug if upload.classroom else upload.slug
    if upload.classroom is None:  # a slug that is taken is refused: no class is changed by sending a new one
        create_taught_class(actor=actor, organization=organization, slug=slug, title=folder.title)
    return import_kept(actor=actor, organization=organization, slug=slug, folder=folder)
