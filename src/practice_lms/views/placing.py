"""Links that deep linking brought, put into the course: one by one in forms, several at once from a menu's button."""

from decimal import Decimal
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practice_lms.identity import manager_or_404
from practice_lms.models import Assignment, Course, Module, ModuleItem
from practice_lms.v1p3.records import StoredLink


def brought_link(course: Course, uuid: str, url: str) -> StoredLink | None:
    """The kept link that a form came with, as long as its address was not changed by hand; None for any other."""
    try:
        number = UUID(uuid)
    except ValueError:
        return None
    return StoredLink.objects.filter(uuid=number, course=course, url=url).first()


@require_POST
def assignments(request: HttpRequest, course_id: int) -> HttpResponse:
    """Canvas's course_assignments_menu: an unpublished assignment for each link."""
    course = manager_or_404(request, course_id).course
    with transaction.atomic():
        for link in _links_or_400(course, request):
            Assignment.objects.create(
                course=course,
                title=link.title or link.url,
                description=link.text,
                points=_points(link) or Decimal(0),
                tool_url=link.url,
                new_tab=link.new_tab,
                stored_link=link,
            )
    return HttpResponseRedirect(f"{course.path}/assignments")


@require_POST
def module(request: HttpRequest, course_id: int) -> HttpResponse:
    """Canvas's module_index_menu_modal: a new, unpublished module with an item for each link."""
    course = manager_or_404(request, course_id).course
    with transaction.atomic():
        made = Module.objects.create(course=course, name=_("New Content From App"))
        for link in _links_or_400(course, request):
            ModuleItem.objects.create(
                module=made,
                title=(link.title or link.url)[:200],
                tool_url=link.url,
                new_tab=link.new_tab,
                points=_points(link),
                stored_link=link,
            )
    return HttpResponseRedirect(f"{course.path}/modules")


def _links_or_400(course: Course, request: HttpRequest) -> list[StoredLink]:
    """The links that are named, in their order. Raises BadRequest."""
    try:
        named = [UUID(uuid) for uuid in request.POST.getlist("link")]
    except ValueError as error:
        raise BadRequest from error
    found = {link.uuid: link for link in StoredLink.objects.filter(course=course, uuid__in=named)}
    if not named or len(found) != len(named):
        raise BadRequest
    return [found[uuid] for uuid in named]


def _points(link: StoredLink) -> Decimal | None:
    return Decimal(str(link.line_item["scoreMaximum"])) if link.line_item else None
