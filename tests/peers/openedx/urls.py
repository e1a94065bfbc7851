"""Addresses of the small LMS: where tests write a course, pages of its blocks, and Open edX's own of LTI 1.3."""

import json
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import include, path
from opaque_keys.edx.keys import UsageKey
from xblock.django.request import DjangoWebobRequest, webob_to_django_response

from tests.peers.openedx.courses import COURSES, Course
from tests.peers.openedx.runtime import load_block
from tests.peers.openedx.sign_in import login_of


def course(request: HttpRequest, course_id: str) -> HttpResponse:
    """PUT: `{"title": …, "organization": …, "passports": ["id:key:secret"], "blocks": {name: fields}}`."""
    told = json.loads(request.body)
    COURSES[course_id] = Course(told["title"], told["organization"], told["passports"], told["blocks"])
    return HttpResponse(status=204)


def handler(request: HttpRequest, usage_id: str, name: str) -> HttpResponseBase:
    """What a block answers to who is signed in, or to one who is not."""
    block = _block(request, usage_id)
    answer = block.runtime.handle(block, name, DjangoWebobRequest(request))
    response: HttpResponseBase = webob_to_django_response(answer)
    return response


FILL_FRAME = """<script>
const box = document.getElementById("lti-iframe-container");
box.querySelector("iframe").src = box.dataset.target;
</script>"""


def learn(request: HttpRequest, usage_id: str) -> HttpResponse:
    """The block as its readers see it, with the tool in a frame, which Open edX has a script fill."""
    return HttpResponse(_block(request, usage_id).render("student_view").content + FILL_FRAME)


def studio(request: HttpRequest, usage_id: str) -> JsonResponse:
    """What the block's author reads in Studio, to type it into the tool; and where *Deep Linking Launch* leads."""
    shown: dict[str, Any] = {"in": "studio"}  # the block adds to it what its page is made of
    _block(request, usage_id).render("author_view", shown)
    return JsonResponse({name: value for name, value in shown.items() if isinstance(value, str | None)})


def rotate(request: HttpRequest, client_id: str) -> HttpResponse:
    """POST: an operator empties the keys of a client in Django's admin, so that new ones are made."""
    passports: Any = apps.get_app_config("lti_consumer").get_model("Lti1p3Passport")
    passports.objects.filter(lti_1p3_client_id=client_id).update(lti_1p3_internal_private_key="")
    return HttpResponse(status=204)


def _block(request: HttpRequest, usage_id: str) -> Any:
    return load_block(UsageKey.from_string(usage_id), login=login_of(request))


urlpatterns = [
    path("api/", include("lti_consumer.plugin.urls")),
    path("courses/<str:course_id>", course),
    path("learn/<str:usage_id>", learn),
    path("studio/<str:usage_id>", studio),
    path("admin/rotate/<str:client_id>", rotate),
    path("xblock/<str:usage_id>/handler/<str:name>", handler),
]
