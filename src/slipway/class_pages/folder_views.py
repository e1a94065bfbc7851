"""A class as a zip archive: downloaded, and uploaded, looked at, applied."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from slipway.class_pages.forms import ArchiveForm, NewArchiveForm
from slipway.classes.class_uploads import ChangedMeanwhileError, apply, discard, store_upload
from slipway.classes.managed import managed_upload_or_404, teaching_organization_or_404
from slipway.classes.managed_classes import managed_class_or_404
from slipway.classes.models import ClassUpload
from slipway.content.create import SlugTakenError
from slipway.content.export import EmptyClassError, export_class
from slipway.content.folder import Fault, FolderRefused, class_archive
from slipway.content.imports.words import told_lines
from slipway.content.models import Classroom
from slipway.orgs.access import account_of
from slipway.orgs.models import Organization, User
from slipway.web.languages import translated


@never_cache
@login_required
@require_POST
def download(request: HttpRequest, classroom_id: UUID) -> HttpResponse:
    """The class as a zip archive of its folder. An export: audited, and for nobody's launch."""
    user = account_of(request)
    classroom = managed_class_or_404(user, classroom_id)
    try:
        folder = export_class(actor=user, classroom=classroom)
    except EmptyClassError:
        messages.warning(request, _("There is nothing to download: the class has no modules."))
        return redirect("class-admin", classroom_id)
    name = slugify(classroom.slug) or "class"
    response = HttpResponse(class_archive(folder, name=name), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, classroom_id: UUID) -> HttpResponse:
    """Send an archive that the class is to be brought to."""
    user = account_of(request)
    classroom = managed_class_or_404(user, classroom_id)
    form = ArchiveForm(request.POST, request.FILES) if request.method == "POST" else ArchiveForm()
    context: dict[str, object] = {"classroom": classroom, "form": form}
    if form.is_valid():
        try:
            kept = _receive(user, classroom.organization, classroom, form)
        except FolderRefused as refused:
            context["faults"] = fault_lines(refused.faults)
        else:
            return redirect("upload", kept.pk)
    return render(request, "class_pages/upload.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_new(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Send an archive that a class is to be made of."""
    user = account_of(request)
    organization = teaching_organization_or_404(user, organization_id)
    form = NewArchiveForm(request.POST, request.FILES) if request.method == "POST" else NewArchiveForm()
    context: dict[str, object] = {"organization": organization, "form": form}
    if form.is_valid():
        try:
            return redirect("upload", _receive(user, organization, None, form).pk)
        except FolderRefused as refused:
            context["faults"] = fault_lines(refused.faults)
        except SlugTakenError:
            form.add_error("slug", _("The organization has a class of this short name already."))
    return render(request, "class_pages/upload_new.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """What an archive would change; then let it."""
    user = account_of(request)
    kept = managed_upload_or_404(user, upload_id)
    if request.method == "POST":
        return _apply(request, user, kept)
    context = {"upload": kept, "classroom": kept.classroom, "organization": kept.organization}
    page = "class_pages/look.html" if kept.classroom else "class_pages/look_new.html"
    return render(request, page, {**context, "changes": told_lines(kept.changes)})


@login_required
@require_POST
def forget(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Leave the class as it is."""
    user = account_of(request)
    kept = managed_upload_or_404(user, upload_id)
    classroom, organization_id = kept.classroom, kept.organization_id
    discard(actor=user, upload=kept)
    messages.success(request, _("The archive is discarded; nothing has changed."))
    return redirect("class-admin", classroom.pk) if classroom else redirect("class-new", organization_id)


def fault_lines(faults: Sequence[Fault]) -> list[str]:
    """The faults of a folder in the language that is spoken now."""
    return [f"{fault.place}: {translated(fault.message)}" for fault in faults]


def _receive(user: User, organization: Organization, classroom: Classroom | None, form: ArchiveForm) -> ClassUpload:
    archive: UploadedFile[Any] = form.cleaned_data["archive"]
    slug = form.cleaned_data.get("slug", "")
    return store_upload(actor=user, organization=organization, classroom=classroom, slug=slug, archive=archive.read())


def _apply(request: HttpRequest, user: User, kept: ClassUpload) -> HttpResponse:
    try:
        report = apply(actor=user, upload=kept)
    except ChangedMeanwhileError:
        messages.warning(request, _("The class has changed since. Look again at what would change now."))
        return redirect("upload", kept.pk)
    except SlugTakenError:
        messages.error(request, _("Another class has taken the short name meanwhile. Send the archive again."))
        return redirect("class-upload-new", kept.organization_id)
    messages.success(request, _("The class is what its archive says."))
    return redirect("class-admin", report.classroom.pk)
