"""Addresses of the small LMS: one where tests write a course, and the handlers of its blocks."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path
from opaque_keys.edx.keys import UsageKey
from xblock.django.request import DjangoWebobRequest, webob_to_django_response

from tests.peers.openedx.courses import COURSES, Course
from tests.peers.openedx.runtime import load_block


def course(request: HttpRequest, course_id: str) -> HttpResponse:
    """PUT: `{"title": …, "organization": …, "passports": ["id:key:secret"], "blocks": {name: fields}}`."""
    told = json.loads(request.body)
    COURSES[course_id] = Course(told["title"], told["organization"], told["passports"], told["blocks"])
    return HttpResponse(status=204)


def handler(request: HttpRequest, usage_id: str, name: str) -> HttpResponseBase:
    """What a block answers to the person `?as=<login>`, or to one who is not signed in."""
    block = load_block(UsageKey.from_string(usage_id), login=request.GET.get("as", ""))
    answer = block.runtime.handle(block, name, DjangoWebobRequest(request))
    response: HttpResponseBase = webob_to_django_response(answer)
    return response


urlpatterns = [
    path("courses/<str:course_id>", course),
    path("xblock/<str:usage_id>/handler/<str:name>", handler),
]
