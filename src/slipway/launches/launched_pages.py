"""Pages that only a launch reaches: choosing a link's unit, *It works* for the administrator, codes for new tabs."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.classes.models import LaunchSession
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Unit
from slipway.lms.models import ResourceLink
from slipway.people.codes import issue_code
from slipway.people.models import CodePurpose
from slipway.sessions.requests import LinkRequest
from slipway.sessions.visitor import Visitor
from slipway.workspaces.framing import page_context, ways_out


def choose(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The units of the class, one of which a teacher binds to this link."""
    session = _session_of(visitor)
    if session.role != ClassRole.TEACHER or not session.picker or session.classroom is None:
        raise Http404
    link = LinkRequest.from_json(session.picker)
    problem = ""
    if request.method == "POST" and link.binds:
        unit = _bound(request, visitor, session, link)
        if unit is not None:
            return redirect(visitor.url("unit", unit_id=unit.pk))
        problem = _("Choose one of the units.")
    context = page_context(visitor, session.classroom) | {
        "binds": link.binds,
        "modules": _modules(session.classroom),
        "other_classes": link.other_classes,
        "problem": problem,
    }
    return render(request, "launches/choose.html", context, status=422 if problem else 200)


def works(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """*It works*, for the LMS's administrator: which organization and class this course is connected to."""
    session = _session_of(visitor)
    if session.role != ClassRole.PREVIEW:
        raise Http404
    context = page_context(visitor, session.classroom) | {
        "organization": session.lms.organization,
        "lms": session.lms,
        "course": session.lms_course,
    }
    return render(request, "launches/works.html", context)


def issue(request: HttpRequest, visitor: Visitor, purpose: str) -> HttpResponse:
    """POST: a code for one of the ways out that the page offers its visitor, in the fragment of the address that
    spends it. No other purpose is there to be had.
    """
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if visitor.session is None or purpose not in ways_out(visitor):
        raise Http404
    code = issue_code(
        identity=visitor.session.identity, launch_id=visitor.session.launch_id, purpose=CodePurpose(purpose)
    )
    return JsonResponse({"url": f"{reverse('enter')}#{code}"}, status=201)


def bind_link(*, visitor: Visitor, session: LaunchSession, link: LinkRequest, unit_id: UUID) -> Unit:
    """Let the link of this launch open `unit_id`, a unit of the session's class. Raises Unit.DoesNotExist."""
    classroom = session.classroom
    assert classroom is not None
    with transaction.atomic():
        unit = Unit.objects.of(classroom).shown().get(pk=unit_id)
        bound, _ = ResourceLink.objects.update_or_create(
            lms_course_id=session.lms_course_id,
            resource_link_id=link.resource_link_id,
            defaults={"unit_id": unit.pk, "title": link.title},
        )
        actor, organization_id = session.identity.acting, classroom.organization_id
        audit(actor, AuditAction.LINK_BIND, bound, organization_id=organization_id, unit=unit.title)
    return unit


def _session_of(visitor: Visitor) -> LaunchSession:
    if visitor.session is None or visitor.session.kind != LaunchSession.Kind.CLASS:
        raise Http404
    return visitor.session


def _bound(request: HttpRequest, visitor: Visitor, session: LaunchSession, link: LinkRequest) -> Unit | None:
    try:
        return bind_link(visitor=visitor, session=session, link=link, unit_id=UUID(request.POST.get("unit", "")))
    except (ValueError, Unit.DoesNotExist):
        return None


def _modules(classroom: Classroom) -> list[tuple[str, list[Unit]]]:
    modules: dict[str, tuple[str, list[Unit]]] = {}
    for unit in Unit.objects.of(classroom).shown().in_order().select_related("module").without_guides():
        modules.setdefault(str(unit.module_id), (unit.module.title, []))[1].append(unit)
    return list(modules.values())
