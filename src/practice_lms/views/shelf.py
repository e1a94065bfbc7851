"""Where apps are installed: Settings → Apps of a course, or of the account."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from practice_lms.dialects import DEFAULT, DIALECTS, dialect_of
from practice_lms.dialects.dialect import Dialect
from practice_lms.identity import Seat, administrator, manager_or_404
from practice_lms.installing.installed import installed_in
from practice_lms.models import App, Course
from practice_lms.v1p3.platform import Platform
from practice_lms.v1p3.platforms import PLATFORMS
from practice_lms.views.course_page import course_page


@dataclass(frozen=True)
class Shelf:
    """Where apps are installed: a course (with the visitor's seat), or the account when `seat` is None."""

    seat: Seat | None

    @property
    def course(self) -> Course | None:
        """The course, or None for the account."""
        return self.seat.course if self.seat else None

    @property
    def path(self) -> str:
        """Path of the Apps pages."""
        return f"{self.seat.course.path if self.seat else '/accounts/1'}/settings/apps"

    @property
    def installed(self) -> list[App]:
        """Apps that are in use here: a course's own ones and the account's."""
        return installed_in(self.course)

    @property
    def dialect(self) -> Dialect:
        """How tools are added here: as the course's LMS does it; the account is Canvas's."""
        return dialect_of(self.seat.course) if self.seat else DIALECTS[DEFAULT]

    @property
    def platform(self) -> Platform:
        """How LTI 1.3 tools are known here."""
        return PLATFORMS[self.dialect.name]

    def own_app_or_404(self, app_id: int) -> App:
        """An app that is installed here, not above. Raises Http404."""
        return get_object_or_404(App, pk=app_id, course=self.course)

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        """Render with the course's frame or the account's."""
        context |= {"shelf": self, "active": "settings"}
        if self.seat:
            return course_page(request, template, self.seat, frame="practice_lms/course.html", **context)
        status = context.pop("status", 200)
        context["frame"] = "practice_lms/account.html"
        return render(request, f"practice_lms/{template}", context, status=status)


def shelf_or_404(request: HttpRequest, course_id: int | None) -> Shelf:
    """The shelf that the visitor may fill. Raises NobodyYetError, Http404 or PermissionDenied."""
    if course_id is None:
        administrator(request)
        return Shelf(None)
    return Shelf(manager_or_404(request, course_id))
