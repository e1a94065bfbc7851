"""Addresses of the small LMS: for the tests, which register tools and place links; for browsers; for tools."""

import json
import secrets

import jwt
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt
from lti1p3platform.exceptions import LtiException
from lti1p3platform.framework.django.request import DjangoRequest

from tests.peers.ltiplatform.course import LMS, Click, KeyPair, Link, Tool
from tests.peers.ltiplatform.platform import Launch, Login, Platform


def tool(request: HttpRequest, client_id: str) -> HttpResponse:
    """PUT: register a tool, by the fields of `Tool`; again, to change it."""
    LMS.tools[client_id] = Tool(client_id=client_id, **json.loads(request.body))
    return HttpResponse(status=204)


def link(request: HttpRequest, name: str) -> HttpResponse:
    """PUT: a link that a teacher typed in, by the fields of `Link`."""
    LMS.links[name] = Link(**json.loads(request.body))
    return HttpResponse(status=204)


def rotate(_request: HttpRequest) -> HttpResponse:
    """POST: from now on another key signs, and it alone is published."""
    LMS.keys = KeyPair()
    return HttpResponse(status=204)


def framed(request: HttpRequest) -> HttpResponse:
    """A page of the course with what `?to=` names in a frame."""
    return HttpResponse(format_html('<h1>Loops</h1><iframe name="tool" src="{}"></iframe>', request.GET["to"]))


def start(request: HttpRequest, name: str) -> HttpResponseBase:
    """The person `?as=` opens a link."""
    opened = LMS.links[name]
    return _login(request, Click(opened.client_id, request.GET["as"], name))


def choose(request: HttpRequest, client_id: str) -> HttpResponseBase:
    """The person `?as=` wants to place links of a tool."""
    return _login(request, Click(client_id, request.GET["as"]))


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The authentication endpoint."""
    asked = DjangoRequest(request)
    answer: HttpResponseBase = Launch(asked, Platform(client_id=request.GET["client_id"])).lti_launch()
    return answer


def jwks(request: HttpRequest) -> JsonResponse:
    """The platform's key set, the same for every tool."""
    return JsonResponse(Platform(client_id=next(iter(LMS.tools))).get_jwks())


@csrf_exempt
def content(request: HttpRequest) -> JsonResponse:
    """What a tool's picker sends home: its links are placed. Answers their names, and all that it said."""
    platform = Platform(client_id=request.GET["client_id"])
    try:
        items = platform.validate_deeplinking_resp(request.POST.dict())
    except (LtiException, jwt.PyJWTError) as fault:
        return JsonResponse({"fault": repr(fault)}, status=400)
    placed = {secrets.token_hex(4): Link(platform.tool.client_id, item["url"], item) for item in items}
    LMS.links |= placed
    claims = jwt.decode(request.POST["JWT"], options={"verify_signature": False})
    return JsonResponse({"links": list(placed), "items": items, "claims": claims})


@csrf_exempt
def token(request: HttpRequest, client_id: str) -> JsonResponse:
    """The token endpoint."""
    try:
        return JsonResponse(Platform(client_id=client_id).get_access_token(request.POST.dict()))
    except (LtiException, jwt.PyJWTError) as fault:
        return JsonResponse({"error": "invalid_client", "error_description": repr(fault)}, status=400)


def _login(request: HttpRequest, click: Click) -> HttpResponseBase:
    hint = secrets.token_urlsafe(8)
    LMS.clicks[hint] = click
    login = Login(DjangoRequest(request), Platform(client_id=click.client_id))
    login.set_lti_message_hint(hint=hint)
    if click.link:
        login.set_launch_url(LMS.links[click.link].url)
    else:
        login.set_deeplinking_launch_url()
    answer: HttpResponseBase = login.initiate_login(click.login)
    return answer


urlpatterns = [
    path("admin/tools/<str:client_id>", tool),
    path("admin/links/<str:name>", link),
    path("admin/rotate", rotate),
    path("courses/7/framed", framed),
    path("courses/7/links/<str:name>/start", start),
    path("courses/7/choose/<str:client_id>", choose),
    path("courses/7/content", content),
    path("auth", sign_in),
    path("jwks", jwks),
    path("token/<str:client_id>", token),
]
