"""Settings → Apps: the App Center, the configurations, adding and changing an app, in a course or in the account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practice_lms.configuration import ListedApp, configuration
from practice_lms.forms.course_forms import ByUrlForm, CredentialsForm, ManualForm, PasteXmlForm
from practice_lms.forms.tool_form import ToolForm
from practice_lms.identity import administrator
from practice_lms.installing.canvas_xml import ConfigurationError
from practice_lms.installing.install import (
    change_by_hand,
    install_by_hand,
    install_by_url,
    install_by_xml,
    install_tool,
)
from practice_lms.models import App, Course
from practice_lms.views.advantage import app_details_1p3, edit_advantage
from practice_lms.views.shelf import Shelf, shelf_or_404


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """The account's own page."""
    administrator(request)
    courses = Course.objects.order_by("pk")
    return render(request, "practice_lms/account_home.html", {"courses": courses, "active": "courses"})


@require_GET
def center(request: HttpRequest, course_id: int | None = None) -> HttpResponse:
    """The App Center."""
    shelf = shelf_or_404(request, course_id)
    if shelf.dialect.install:  # only Canvas has an App Center
        return HttpResponseRedirect(f"{shelf.path}/configurations")
    return shelf.page(request, "app_center.html", listed=list(enumerate(configuration().apps, start=1)))


@require_http_methods(["GET", "POST"])
def listed_app(request: HttpRequest, number: int, course_id: int | None = None) -> HttpResponse:
    """One app of the App Center; POST adds it with key and secret alone."""
    shelf = shelf_or_404(request, course_id)
    listed = _listed_or_404(number)
    form = CredentialsForm(request.POST or None)
    if form.is_valid():
        try:
            app = install_by_url(shelf.course, form.credentials(listed.name), listed.config_url, how="app_center")
        except ConfigurationError as error:
            form.add_error(None, str(error))
        else:
            return _added(request, shelf, app)
    return shelf.page(request, "listed_app.html", app=listed, form=form, status=422 if form.is_bound else 200)


def _listed_or_404(number: int) -> ListedApp:
    try:
        return configuration().apps[number - 1]
    except IndexError as error:
        raise Http404 from error


@require_GET
def configurations(request: HttpRequest, course_id: int | None = None) -> HttpResponse:
    """The installed apps."""
    return shelf_or_404(request, course_id).page(request, "app_configurations.html")


@require_http_methods(["GET", "POST"])
def add_app(request: HttpRequest, course_id: int | None = None) -> HttpResponse:
    """*+ App*: by hand, by URL or by pasted XML."""
    shelf = shelf_or_404(request, course_id)
    if shelf.dialect.install:
        return _add_tool(request, shelf)
    chosen = request.POST.get("config_type", "manual")
    forms = {
        how: kind(request.POST if request.method == "POST" and how == chosen else None, prefix=how)
        for how, kind in (("manual", ManualForm), ("by_url", ByUrlForm), ("by_xml", PasteXmlForm))
    }
    form = forms.get(chosen)
    if form is not None and form.is_valid():
        try:
            return _added(request, shelf, _install(shelf.course, form))
        except ConfigurationError as error:
            form.add_error(None, str(error))
    status = 422 if request.method == "POST" else 200
    return shelf.page(request, "app_new.html", forms=forms, chosen=chosen, status=status)


def _add_tool(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """A tool by hand, as the course's LMS has it."""
    dialect = shelf.dialect
    form = ToolForm(request.POST or None, labels=dialect.install)
    if form.is_valid():
        return _added(request, shelf, install_tool(shelf.course, form.credentials(), form.configuration(dialect)))
    return shelf.page(request, "tool_new.html", form=form, status=422 if form.is_bound else 200)


def _install(course: Course | None, form: CredentialsForm) -> App:
    credentials = form.credentials(form.cleaned_data["name"])
    if isinstance(form, ByUrlForm):
        return install_by_url(course, credentials, form.cleaned_data["config_url"])
    if isinstance(form, ManualForm):
        return install_by_hand(course, credentials, form.configuration())
    return install_by_xml(course, credentials, form.cleaned_data["xml"])


def _added(request: HttpRequest, shelf: Shelf, app: App) -> HttpResponse:
    messages.success(request, _("The app %(name)s was added.") % {"name": app.name})
    return HttpResponseRedirect(f"{shelf.path}/configurations")


@require_GET
def app_details(request: HttpRequest, app_id: int, course_id: int | None = None) -> HttpResponse:
    """The configuration that is stored of an app."""
    shelf = shelf_or_404(request, course_id)
    app = next((app for app in shelf.installed if app.pk == app_id), None)
    if app is None:
        raise Http404
    if app.registration:
        return app_details_1p3(request, shelf, app)
    return shelf.page(request, "app_details.html", app=app)


@require_http_methods(["GET", "POST"])
def edit_app(request: HttpRequest, app_id: int, course_id: int | None = None) -> HttpResponse:
    """Change name, key, secret and the rest that can be typed; placements stay."""
    shelf = shelf_or_404(request, course_id)
    app = shelf.own_app_or_404(app_id)
    if app.registration:
        return edit_advantage(request, shelf, app)
    form = ManualForm(request.POST or None, initial=_typed(app))
    if form.is_valid():
        try:
            change_by_hand(app, form.credentials(form.cleaned_data["name"]), form.configuration())
        except ConfigurationError as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(f"{shelf.path}/configurations")
    return shelf.page(request, "app_edit.html", app=app, form=form, status=422 if form.is_bound else 200)


def _typed(app: App) -> dict[str, str]:
    names = ("name", "consumer_key", "shared_secret", "launch_url", "domain", "privacy_level", "description")
    custom = "\n".join(f"{name}={value}" for name, value in app.custom.items())
    return {name: getattr(app, name) for name in names} | {"custom": custom}


@require_POST
def delete_app(request: HttpRequest, app_id: int, course_id: int | None = None) -> HttpResponse:
    """Remove an app; links that were made with it stay, and find no app any more."""
    shelf = shelf_or_404(request, course_id)
    app = shelf.own_app_or_404(app_id)
    registration = app.registration
    app.delete()
    if registration and registration.how != "json" and not registration.deployments.exists():
        registration.delete()  # a key of Canvas stays, and can be installed again by its client id
    messages.success(request, _("The app %(name)s was removed.") % {"name": app.name})
    return HttpResponseRedirect(f"{shelf.path}/configurations")
