"""Making a class, and *Edit details*."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from slipway.class_pages.forms import DetailsForm, NewArchiveForm, NewClassForm
from slipway.classes.edit import ClassDetails, save_details
from slipway.classes.enrol import create_taught_class
from slipway.classes.lms_url import lms_url_hint
from slipway.classes.managed import managed_class_or_404, teaching_organization_or_404
from slipway.content.create import SlugTakenError, slug_for
from slipway.content.extent import ClassFullError
from slipway.content.models import CLASS_TERMS, Classroom
from slipway.orgs.access import account_of
from slipway.orgs.models import Organization, User
from slipway.orgs.pages import FORM_METHODS, form_page, page_of, posted


@page_of(teaching_organization_or_404, *FORM_METHODS)
def new_class(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Make a class; its maker teaches it."""
    form = NewClassForm(posted(request))
    made = _made(account_of(request), organization, form) if form.is_valid() else None
    if made:
        messages.success(request, _("The class is there. Add its modules and units."))
        return redirect("class-admin", made.pk)
    context = {"organization": organization, "archive_form": NewArchiveForm(auto_id="archive_%s")}
    return form_page(request, "class_pages/new_class.html", form, context)


@page_of(managed_class_or_404, *FORM_METHODS)
def details(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """*Edit details*: title, description, the LTI switch and the Class LMS URL."""
    initial = {name: getattr(classroom, name) for name in DetailsForm.base_fields}
    form = DetailsForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            save_details(actor=account_of(request), classroom=classroom, details=_details(form))
            messages.success(request, _next_step(form))
            return redirect("class-details", classroom.pk)
        except ClassFullError as full:
            form.add_error("description", str(full))
    context = {"classroom": classroom, "hint": lms_url_hint(classroom.lms_url)}
    return form_page(request, "class_pages/details.html", form, context)


def _next_step(form: DetailsForm) -> str:
    """That it is saved; and what comes next, where the class was connected by it."""
    connects = form.cleaned_data["lti_enabled"] and {"lti_enabled", "lms_url"} & set(form.changed_data)
    if not connects:
        return _("Saved.")
    if not form.cleaned_data["lms_url"]:
        return _("Saved. Next, give it the address of its course in the LMS, as Class LMS URL.")
    return _("Saved. Next, place its units in the course: the Slipway button in your LMS lists them.")


def _made(user: User, organization: Organization, form: NewClassForm) -> Classroom | None:
    title = form.cleaned_data["title"]
    slug = form.cleaned_data["slug"] or slug_for(organization, title)
    try:
        return create_taught_class(actor=user, organization=organization, slug=slug, title=title)
    except SlugTakenError:
        form.add_error("slug", _("The organization has a class of this short name already."))
        return None


def _details(form: DetailsForm) -> ClassDetails:
    fields = dict(form.cleaned_data)
    return ClassDetails(terms={name: fields.pop(name) for name in CLASS_TERMS}, **fields)
