"""The server's part of the workspace as the page sees it, in memory: what tests say of it, it answers.

The addresses stand at both doors of the real site, before those of Slipway. What the real ones do with work is tested
where they are; here the page is.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, include, path

from slipway.sessions.doors import ViewDecorator, launched, signed_in
from slipway.sessions.visitor import Visitor
from slipway.site.urls import urlpatterns as slipway_urls
from slipway.workspaces.entry import entry_or_404
from slipway.workspaces.framing import page_context, trail
from slipway.workspaces.runner_page import runner_addresses

AT = "2026-03-01T10:00:00+00:00"
STARTER = {"shapes.py": "# Write your program here.\n", "notes.txt": "A second file.\n"}
GUIDE = "<h1>Squares</h1><p>Write a function <code>area</code>.</p>" + "<p>And more to read.</p>" * 30


@dataclass
class Told:
    """What the server has, and how it behaves."""

    files: dict[str, str] = field(default_factory=lambda: dict(STARTER))
    version: int = 0
    kept: list[dict[str, Any]] = field(default_factory=list)
    submissions: list[dict[str, Any]] = field(default_factory=list)
    later: list[dict[str, Any]] = field(
        default_factory=list
    )  # what the newest submission becomes, question by question
    statuses: dict[str, int] = field(default_factory=dict)  # end of an address → the status that it is answered by
    asked: list[tuple[str, str]] = field(default_factory=list)
    allowed: int | None = None
    works: bool = True
    tests: dict[str, Any] | None = None  # that can be checked in the browser
    refuses: str = ""  # what is in a text that cannot be saved

    def data(self, unit: UUID) -> dict[str, Any]:
        newest = [{key: value for key, value in each.items() if key != "result"} for each in self.submissions[::-1]]
        return {
            "unit": str(unit),
            "files": self.files,
            "version": self.version,
            "starter": STARTER,
            "main": "shapes.py",
            "namespace": "shapes",
            "points": "10",
            "attempts": {"used": len(newest), "allowed": self.allowed},
            "dates": {"due": None, "until": None},
            "submissions": newest,
        }

    def keep(self, why: str, files: dict[str, str]) -> None:
        self.kept.insert(0, {"id": str(len(self.kept)), "why": why, "at": AT, "files": files})


told = Told()


def _unit(request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
    entry = entry_or_404(visitor, unit_id)
    context = {
        "trail": trail(visitor, entry.unit.classroom, entry.unit.title),
        "entry": entry,
        "unit": entry.unit,
        "works": told.works,
        "work": json.dumps(told.data(unit_id)),
        "work_template": "workspaces/kinds/exercise.html",
        "guide": GUIDE,
        **runner_addresses(),
    }
    return render(request, "workspaces/unit.html", page_context(visitor, entry.unit.classroom) | context)


def _answered(answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, visitor: Visitor, unit_id: UUID, **named: Any) -> HttpResponse:
        told.asked.append((str(request.method), request.path))
        for ending, status in told.statuses.items():
            if request.path.endswith(ending):
                return JsonResponse({"message": "The server says no."}, status=status)
        sent = json.loads(request.body) if request.method == "POST" else {}
        return answer(sent, **named)

    return view


@_answered
def _save(sent: dict[str, Any]) -> HttpResponse:
    files = sent["files"]
    if told.refuses and any(told.refuses in text for text in files.values()):
        return JsonResponse({"message": "This text cannot be kept."}, status=422)
    if files != told.files and sent["base"] != told.version:
        told.keep("other-tab", files)
        return JsonResponse({"version": told.version, "other": {"files": told.files}}, status=409)
    if files != told.files:
        told.files, told.version = files, told.version + 1
    return JsonResponse({"version": told.version})


@_answered
def _start_over(sent: dict[str, Any]) -> HttpResponse:
    told.keep("reset", told.files)
    told.files, told.version = dict(STARTER), told.version + 1
    return JsonResponse({"version": told.version, "files": told.files})


@_answered
def _ran(sent: dict[str, Any]) -> HttpResponse:
    told.keep(sent.get("why", "run"), sent["files"])
    return HttpResponse(status=204)


@_answered
def _versions(sent: dict[str, Any]) -> HttpResponse:
    return JsonResponse({"versions": told.kept})


@_answered
def _visible_tests(sent: dict[str, Any]) -> HttpResponse:
    return JsonResponse({"tests": told.tests, "sentences": {}})


@_answered
def _submit(sent: dict[str, Any]) -> HttpResponse:
    number = len(told.submissions) + 1
    made = {
        "number": number,
        "state": "waiting",
        "place": 2,
        "at": AT,
        "writtenAt": sent.get("writtenAt"),
        "points": None,
    }
    told.submissions.append({**made, "files": sent["files"]})
    return JsonResponse({"number": number, "state": "waiting", "place": 2}, status=201)


@_answered
def _submission(sent: dict[str, Any], number: int) -> HttpResponse:
    if told.later:
        told.submissions[number - 1] |= told.later.pop(0)
    return JsonResponse(told.submissions[number - 1])


def _pages(door: ViewDecorator) -> list[URLPattern]:
    unit = "units/<uuid:unit_id>"
    work = f"{unit}/my-work"
    return [
        path(unit, door(_unit)),
        path(work, door(_save)),
        path(f"{work}/start-over", door(_start_over)),
        path(f"{work}/ran", door(_ran)),
        path(f"{work}/versions", door(_versions)),
        path(f"{unit}/visible-tests", door(_visible_tests)),
        path(f"{unit}/submissions", door(_submit)),
        path(f"{unit}/submissions/<int:number>", door(_submission)),
    ]


urlpatterns = [path("l/<uuid:launch_id>/", include(_pages(launched))), *_pages(signed_in), *slipway_urls]
handler404 = "slipway.web.failures.not_found"
