"""Pages that a launch of `/lti` reaches: choosing the unit of a link, and *It works* for the administrator."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from slipway.classes.models import LaunchSession
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Unit
from slipway.launches.bind import bind_link
from slipway.sessions.visitor import Visitor
from slipway.workspaces.framing import page_context


def choose(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The units of the class, one of which a teacher binds to this link."""
    session = _session_of(visitor)
    if session.role != ClassRole.TEACHER or "resource_link_id" not in session.picker or session.classroom is None:
        raise Http404
    problem = ""
    if request.method == "POST" and session.picker["binds"]:
        unit = _bound(request, visitor, session)
        if unit is not None:
            return redirect(visitor.url("unit", unit_id=unit.pk))
        problem = _("Choose one of the units.")
    context = page_context(visitor, session.classroom) | {
        "binds": session.picker["binds"],
        "modules": _modules(session.classroom),
        "other_classes": session.picker.get("other_classes", []),
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


def _session_of(visitor: Visitor) -> LaunchSession:
    if visitor.session is None or visitor.session.kind != LaunchSession.Kind.CLASS:
        raise Http404
    return visitor.session


def _bound(request: HttpRequest, visitor: Visitor, session: LaunchSession) -> Unit | None:
    try:
        return bind_link(visitor=visitor, session=session, unit_id=UUID(request.POST.get("unit", "")))
    except (ValueError, Unit.DoesNotExist):
        return None


def _modules(classroom: Classroom) -> list[tuple[str, list[Unit]]]:
    units = Unit.objects.filter(classroom=classroom, withdrawn_at=None, module__withdrawn_at=None)
    modules: dict[str, tuple[str, list[Unit]]] = {}
    for unit in units.select_related("module").defer("guide", "guide_html").order_by("module__position", "position"):
        modules.setdefault(str(unit.module_id), (unit.module.title, []))[1].append(unit)
    return list(modules.values())
