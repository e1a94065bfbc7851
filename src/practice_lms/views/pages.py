"""Pages of a course."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practice_lms.forms.course_forms import PageForm
from practice_lms.identity import Seat, manager_or_404, seat_or_404
from practice_lms.models import Page
from practice_lms.sanitise import sanitise
from practice_lms.views.course_page import course_page
from practice_lms.views.finding import buttons


@require_GET
def pages(request: HttpRequest, course_id: int) -> HttpResponse:
    """The course's pages that the visitor may see."""
    seat = seat_or_404(request, course_id)
    shown = [page for page in seat.course.pages.order_by("title", "pk") if seat.sees(page.published)]
    return course_page(request, "pages.html", seat, pages=shown, active="pages")


@require_GET
def page(request: HttpRequest, course_id: int, page_id: int) -> HttpResponse:
    """One page. Its body was sanitised when it was saved."""
    seat = seat_or_404(request, course_id)
    return course_page(request, "page.html", seat, page=_page_or_404(seat, page_id), active="pages")


def _page_or_404(seat: Seat, page_id: int) -> Page:
    found = get_object_or_404(Page, pk=page_id, course=seat.course)
    if not seat.sees(found.published):
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def edit_page(request: HttpRequest, course_id: int, page_id: int | None = None) -> HttpResponse:
    """Write a page, new or old; *Save & Publish* is a second button."""
    seat = manager_or_404(request, course_id)
    page = _page_or_404(seat, page_id) if page_id else Page(course=seat.course)
    form = PageForm(request.POST or None, initial={"title": page.title, "body": page.body})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        buttons = editor_buttons(seat)
        return course_page(
            request, "page_edit.html", seat, page=page, form=form, buttons=buttons, active="pages", status=status
        )
    page.title, page.body = form.cleaned_data["title"], sanitise(form.cleaned_data["body"])
    page.published = page.published or "publish" in request.POST
    page.save()
    return HttpResponseRedirect(page.path)


def editor_buttons(seat: Seat) -> list[dict[str, str]]:
    """A toolbar button for each app that has one; its accessible name is the app's name."""
    return buttons(seat, "editor_button")


@require_POST
def publish_page(request: HttpRequest, course_id: int, page_id: int) -> HttpResponse:
    """Publish a page, or take it back."""
    page = _page_or_404(manager_or_404(request, course_id), page_id)
    page.published = request.POST.get("published") == "true"
    page.save()
    return HttpResponseRedirect(page.path)


@require_POST
def delete_page(request: HttpRequest, course_id: int, page_id: int) -> HttpResponse:
    """Delete a page."""
    page = _page_or_404(manager_or_404(request, course_id), page_id)
    page.delete()
    return HttpResponseRedirect(f"{page.course.path}/pages")
