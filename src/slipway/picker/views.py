"""The picker inside an LMS: its page and answer, and the two questions that may come before."""

from uuid import UUID

from django.core.exceptions import TooManyFieldsSent, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from slipway.audit.actions import AuditAction
from slipway.classes.requests import ask_for_class
from slipway.classes.roles import ClassRole
from slipway.lms.origins import add_origin
from slipway.picker.choose import NotChosenError, chosen_units, too_many, unit_id_of
from slipway.picker.find import found_in
from slipway.picker.offer import offer_of
from slipway.picker.page import unfolded, unit_lines
from slipway.picker.picking import Picking, picking_or_404
from slipway.picker.place import place
from slipway.picker.screens import (
    UNPROCESSABLE,
    Faulty,
    address,
    marks_of,
    show_answer,
    show_offer,
    show_page,
    show_part,
)
from slipway.picker.tree import OfferedClass
from slipway.picker.units import classes_with_module, classes_with_units
from slipway.sessions.visitor import Visitor

CONFLICT = 409  # a form for a host that is not confirmed
QUESTION = "unconfirmed"  # the page that asks whether an unknown host is the LMS: nothing on it goes there
NOTHING_CHOSEN = "nothing_chosen"  # the page that says so: nothing was sent


@gzip_page  # thousands of units, and no secret among them but the token of a launch, which no second answer has
@require_http_methods(["GET", "HEAD", "POST"])
def picker(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The tree of units; POST (*Save* or *Cancel*) is answered with the form that goes home to the LMS."""
    picking = picking_or_404(visitor)
    posted = request.method == "POST"
    if not picking.returns_home:
        return show_page(request, picking, QUESTION, status=CONFLICT if posted else 200)
    if posted:
        return _save(request, picking)
    return show_offer(request, picking, offer_of(picking))


@gzip_page
@require_safe
def units(request: HttpRequest, visitor: Visitor, module_id: UUID) -> HttpResponse:
    """A part of the picker's page: the units of a module that was opened. 404 for a module that it does not offer."""
    picking = _showing_or_404(visitor)
    rooms = classes_with_module(offer_of(picking).classes, module_id)
    if not rooms:
        raise Http404
    return show_part(request, picking, "units", lines=unit_lines(rooms, marks_of(picking, rooms)))


@gzip_page
@require_safe
def search(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """A part of the picker's page: the units that have all words of `q`."""
    picking = _showing_or_404(visitor)
    found = found_in(offer_of(picking).classes, request.GET.get("q", ""))
    shown = unfolded(found.classes, marks_of(picking, found.classes))
    return show_part(request, picking, "found", found=found, branches=shown)


@require_safe
def alone(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What a picker's window says first when the LMS's frame that opened it no longer waits for it."""
    return show_page(request, picking_or_404(visitor), "alone")


@require_POST
def home(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """POST: the return URL's host is the LMS (*Yes*), or nothing goes anywhere (*Cancel*)."""
    picking = picking_or_404(visitor)
    if "cancel" in request.POST:
        return show_page(request, picking, NOTHING_CHOSEN)
    actor, origin = picking.session.identity.acting, picking.return_origin
    try:
        add_origin(actor=actor, lms=picking.lms, origin=origin, action=AuditAction.LMS_CONFIRM_ORIGIN)
    except ValidationError:
        full = _("Your LMS is known by 20 addresses, and no more are taken. Ask an owner to remove one.")
        return show_page(request, picking, QUESTION, status=UNPROCESSABLE, problem=full)
    return _see_picker(picking)


@require_POST
def ask(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """POST: a teacher without a class asks the organization for one."""
    picking = picking_or_404(visitor)
    if picking.role is not ClassRole.TEACHER:
        raise Http404
    ask_for_class(identity=picking.session.identity, lms_course=picking.course)
    return _see_picker(picking)


def _showing_or_404(visitor: Visitor) -> Picking:
    """The visitor's picker. Raises Http404 while its page shows no units, but a question."""
    picking = picking_or_404(visitor)
    if not picking.returns_home:
        raise Http404
    return picking


def _save(request: HttpRequest, picking: Picking) -> HttpResponse:
    offer, found, columns = offer_of(picking), list[OfferedClass](), False
    try:
        form = _posted(request)
        if "cancel" in form:
            silent = picking.cancels_in_silence
            return show_page(request, picking, NOTHING_CHOSEN) if silent else show_answer(request, picking, [])
        sent, columns = form.getlist("unit"), "columns" in form
        found = classes_with_units(offer.classes, _ids(sent))
        choices = chosen_units(sent, found, multiple=picking.request.multiple)
    except NotChosenError as problem:
        return show_offer(request, picking, offer, Faulty(str(problem), found, columns))
    place(actor=picking.session.identity.acting, picking=picking, choices=choices)
    return show_answer(request, picking, choices, columns=columns)


def _posted(request: HttpRequest) -> QueryDict:
    """The form. Raises NotChosenError when it has more ticks than are ever read."""
    try:
        return request.POST
    except TooManyFieldsSent as flood:
        raise too_many() from flood


def _ids(sent: list[str]) -> frozenset[UUID]:
    return frozenset(unit_id for text in sent if (unit_id := unit_id_of(text)))


def _see_picker(picking: Picking) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address("picker", picking)})
