"""A class as a zip archive: downloaded, and uploaded, looked at, applied."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from slipway.class_pages.forms import ArchiveForm, NewArchiveForm
from slipway.classes.class_uploads import ChangedMeanwhileError, discard
from slipway.classes.managed import managed_class_or_404, managed_upload_or_404, teaching_organization_or_404
from slipway.classes.models import ClassUpload
from slipway.content.create import SlugTakenError
from slipway.content.export import EmptyClassError, export_class
from slipway.content.folder import FolderRefused, class_archive
from slipway.content.imports.words import told_lines
from slipway.content.models import Classroom
from slipway.exercise_checks.placed import placed
from slipway.exercise_checks.upload_checks import shown_upload_check
from slipway.exercise_checks.uploads import NotCheckedError, apply_checked, apply_unchecked, receive_upload
from slipway.orgs.access import account_of
from slipway.orgs.models import Organization
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, form_page, page_of


@page_of(managed_class_or_404, "POST")
def download(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """The class as a zip archive of its folder. An export is audited; launched pages have none."""
    try:
        folder = export_class(actor=account_of(request), classroom=classroom)
    except EmptyClassError:
        messages.warning(request, _("There is nothing to download: the class has no modules."))
        return redirect("class-admin", classroom.pk)
    name = slugify(classroom.slug) or "class"
    response = HttpResponse(class_archive(folder, name=name), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@page_of(managed_class_or_404, *FORM_METHODS)
def upload(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Send an archive that the class is to be brought to."""
    form = ArchiveForm(request.POST, request.FILES) if request.method == "POST" else ArchiveForm()
    return _receive(request, form, classroom.organization, classroom)


@page_of(teaching_organization_or_404, *FORM_METHODS)
def upload_new(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Send an archive that a class is to be made of."""
    form = NewArchiveForm(request.POST, request.FILES) if request.method == "POST" else NewArchiveForm()
    return _receive(request, form, organization, None)


@page_of(managed_upload_or_404, *FORM_METHODS)
def look(request: HttpRequest, kept: ClassUpload) -> HttpResponse:
    """What an archive would change; then let it."""
    if request.method == "POST":
        return _apply(request, kept)
    page = "class_pages/look.html" if kept.classroom else "class_pages/look_new.html"
    context = {"organization": kept.organization, "changes": told_lines(kept.changes)}
    return render(request, page, {**context, **_checked(kept)})


@page_of(managed_upload_or_404, *SAFE_METHODS)
def check(request: HttpRequest, kept: ClassUpload) -> HttpResponse:
    """How the check of its exercises stands: the part of the page that its script fetches until that is known."""
    return render(request, "class_pages/upload_check.html", _checked(kept))


@page_of(managed_upload_or_404, "POST")
def forget(request: HttpRequest, kept: ClassUpload) -> HttpResponse:
    """Leave the class as it is."""
    classroom, organization_id = kept.classroom, kept.organization_id
    discard(actor=account_of(request), upload=kept)
    messages.success(request, _("The archive is discarded; nothing has changed."))
    return redirect("class-admin", classroom.pk) if classroom else redirect("class-new", organization_id)


def _receive(
    request: HttpRequest, form: ArchiveForm, organization: Organization, classroom: Classroom | None
) -> HttpResponse:
    """Show the form, or keep the archive that was sent and lead to what it would change."""
    context: dict[str, object] = {"classroom": classroom} if classroom else {"organization": organization}
    if form.is_valid():
        slug, archive = form.cleaned_data.get("slug", ""), form.cleaned_data["archive"].read()
        try:
            kept = receive_upload(
                actor=account_of(request), organization=organization, classroom=classroom, slug=slug, archive=archive
            )
            return redirect("upload", kept.pk)
        except FolderRefused as refused:
            context["faults"] = placed(refused.faults)
        except SlugTakenError:
            form.add_error("slug", _("The organization has a class of this short name already."))
    page = "class_pages/upload.html" if classroom else "class_pages/upload_new.html"
    return form_page(request, page, form, context)


def _checked(kept: ClassUpload) -> dict[str, object]:
    return {
        "upload": kept,
        "classroom": kept.classroom,
        "changes_something": bool(kept.changes) or kept.classroom is None,
        "check": shown_upload_check(kept),
        "archive_form": ArchiveForm() if kept.classroom else NewArchiveForm(initial={"slug": kept.slug}),
    }


def _apply(request: HttpRequest, kept: ClassUpload) -> HttpResponse:
    act = apply_unchecked if request.POST.get("unchecked") else apply_checked
    try:
        report = act(actor=account_of(request), upload=kept)
    except NotCheckedError:
        messages.error(request, _("Nothing has changed: the exercises of the archive are not known to be sound."))
        return redirect("upload", kept.pk)
    except ChangedMeanwhileError:
        messages.warning(request, _("The class has changed since. Look again at what would change now."))
        return redirect("upload", kept.pk)
    except SlugTakenError:
        messages.error(request, _("Another class has taken the short name meanwhile. Send the archive again."))
        return redirect("class-upload-new", kept.organization_id)
    messages.success(request, _("The class is what its archive says."))
    return redirect("class-admin", report.classroom.pk)
