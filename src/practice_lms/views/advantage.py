"""Settings → Apps → LTI 1.3: registering a tool by its registration URL, by Canvas's JSON, by hand."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practice_lms.forms.advantage_form import AdvantageForm, typed_before
from practice_lms.forms.course_forms import CanvasJsonForm, ClientIdForm, RegistrationUrlForm
from practice_lms.installing.canvas_xml import ConfigurationError
from practice_lms.installing.config_fetch import fetch
from practice_lms.models import App
from practice_lms.v1p3 import canvas_json, dynamic, keys
from practice_lms.v1p3.platforms import platform_of
from practice_lms.v1p3.records import Registration, RegistrationLink
from practice_lms.v1p3.registrations import change, deploy, register
from practice_lms.v1p3.told import addresses
from practice_lms.views.shelf import Shelf, shelf_or_404


@require_http_methods(["GET", "POST"])
def ways(request: HttpRequest, course_id: int | None = None) -> HttpResponse:
    """*LTI 1.3*: the ways to add a tool that this LMS has. POST begins one of them."""
    shelf = shelf_or_404(request, course_id)
    chosen = request.POST.get("way", "")
    forms = {
        way: kind(request.POST if way == chosen else None, prefix=way)
        for way, kind in (("dynamic", RegistrationUrlForm), ("json", CanvasJsonForm), ("client_id", ClientIdForm))
        if way == "dynamic" or shelf.dialect.name == "canvas"
    }
    if not shelf.platform.configuration:
        del forms["dynamic"]
    form = forms.get(chosen)
    if form is not None and form.is_valid():
        try:
            return HttpResponseRedirect(_begin(shelf, form))
        except ConfigurationError as error:
            form.add_error(None, str(error))
    made = Registration.objects.filter(dialect=shelf.dialect.name, how="json").order_by("pk")
    return shelf.page(request, "advantage.html", forms=forms, keys=made, status=422 if chosen else 200)


def _begin(shelf: Shelf, form: RegistrationUrlForm | CanvasJsonForm | ClientIdForm) -> str:
    """Do what a form asks. Returns the address that goes on from there. Raises ConfigurationError."""
    typed = form.cleaned_data
    if isinstance(form, RegistrationUrlForm):
        link = dynamic.begin(shelf.dialect.name, shelf.course, typed["url"])
        return f"{shelf.path}/advantage/dynamic/{link.pk}"
    if isinstance(form, CanvasJsonForm):
        text = typed["pasted"] or fetch(typed["url"], accept="application/json")
        registration = register("canvas", canvas_json.registration_of_json(text), how="json", is_on=False)
        return f"{shelf.path}/advantage/keys/{registration.pk}"
    return f"{shelf.path}/configurations/{deploy(_key(typed['client_id']), shelf.course).pk}"


def _key(client_id: str) -> Registration:
    """The key with this client id, if it is on. Raises ConfigurationError."""
    found = Registration.objects.filter(dialect="canvas", client_id=client_id.strip()).first()
    if found is None:
        raise ConfigurationError(_("Could not find key with this client id."))
    if not found.is_on:
        raise ConfigurationError(_("The key is off. Its administrator switches it on."))
    return found


@require_GET
def dynamic_frame(request: HttpRequest, link_id: int, course_id: int | None = None) -> HttpResponse:
    """The tool's registration in a frame, until it says that it is done; then what came of it, to be activated."""
    shelf = shelf_or_404(request, course_id)
    link = get_object_or_404(RegistrationLink, pk=link_id, course=shelf.course)
    if link.app:
        return HttpResponseRedirect(f"{shelf.path}/configurations/{link.app.pk}")
    return shelf.page(request, "advantage_dynamic.html", link=link, opens=dynamic.opened(link))


@require_GET
def key(request: HttpRequest, key_id: int, course_id: int | None = None) -> HttpResponse:
    """A key that was made from JSON: its client id, its switch, and installing it."""
    shelf = shelf_or_404(request, course_id)
    registration = get_object_or_404(Registration, pk=key_id, dialect=shelf.dialect.name)
    form = ClientIdForm(prefix="client_id", initial={"client_id": registration.client_id})
    return shelf.page(request, "advantage_key.html", key=registration, form=form)


@require_POST
def switch(request: HttpRequest, key_id: int, course_id: int | None = None) -> HttpResponse:
    """Switch a registration on (*Activate*) or off."""
    shelf = shelf_or_404(request, course_id)
    registration = get_object_or_404(Registration, pk=key_id, dialect=shelf.dialect.name)
    registration.is_on = request.POST.get("on") == "true"
    registration.save(update_fields=["is_on"])
    app = registration.deployments.filter(course=shelf.course).first()
    done = _("%(name)s is on.") if registration.is_on else _("%(name)s is off.")
    messages.success(request, done % {"name": registration.name})
    at = f"configurations/{app.pk}" if app else f"advantage/keys/{registration.pk}"
    return HttpResponseRedirect(f"{shelf.path}/{at}")


@require_http_methods(["GET", "POST"])
def by_hand(request: HttpRequest, course_id: int | None = None) -> HttpResponse:
    """A tool whose every value is typed. It is on at once, and its page says what the tool must be told."""
    shelf = shelf_or_404(request, course_id)
    form = AdvantageForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return shelf.page(request, "advantage_manual.html", form=form, status=status)
    registration = register(shelf.dialect.name, form.told(shelf.platform, {}), how="manual", is_on=True)
    app = deploy(registration, shelf.course)
    messages.success(request, _("The app %(name)s was added.") % {"name": app.name})
    return HttpResponseRedirect(f"{shelf.path}/configurations/{app.pk}")


def edit_advantage(request: HttpRequest, shelf: Shelf, app: App) -> HttpResponse:
    """Change what is known of a tool; it keeps client id and deployment."""
    form = AdvantageForm(request.POST or None, initial=typed_before(app))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return shelf.page(request, "advantage_manual.html", form=form, app=app, status=status)
    change(app, form.told(shelf.platform, app.placements))
    return HttpResponseRedirect(f"{shelf.path}/configurations/{app.pk}")


def app_details_1p3(request: HttpRequest, shelf: Shelf, app: App) -> HttpResponse:
    """A deployment: what the tool must be told of the LMS, its state, and what is known of the tool."""
    if app.registration is None:
        raise Http404
    context = {
        "app": app,
        "registration": app.registration,
        "told": addresses(app.registration),
        "public_key": keys.public_pem(),
        "activate": platform_of(app.registration).activate or _("Activate"),
    }
    return shelf.page(request, "advantage_details.html", **context)
