"""The addresses that LMSs call: those of LTI 1.1, and login and redirect URI of LTI 1.3.

Exempt from CSRF: a form proves itself by its signature, an id_token by its own, its state and the browser, and a login
changes nothing here.
"""

from http import HTTPMethod
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from slipway.launches.pipeline import answer_launch
from slipway.launches.refuse_unverified import refuse_unverified
from slipway.launches.respond import ask_storage, respond_to_login
from slipway.launches.verify.id_token import StorageQuestion, verify_posted_token
from slipway.launches.verify.launch_request import LaunchRequest, RequestKind, read_request
from slipway.launches.verify.login import Login, at_own_url, begin_login
from slipway.launches.verify.signed_form import verify_form
from slipway.launches.verify.verified_launch import LaunchTarget, RouteName, VerifiedLaunch
from slipway.lti.refusal import Refusal, Refused
from slipway.web.refusals import refusal_page
from slipway.web.sound import reads_by_itself


@csrf_exempt
@reads_by_itself
def launch(request: HttpRequest, route: RouteName, unit_id: UUID | None = None) -> HttpResponseBase:
    """The addresses of `routes.ROUTES`, for signed forms."""
    return _answer(request, RequestKind.FORM, LaunchTarget(route=route, unit_id=unit_id))


@csrf_exempt
@reads_by_itself
def login(request: HttpRequest, registration_id: UUID | None = None) -> HttpResponseBase:
    """`/lti/1p3/login` for every LMS, `/lti/1p3/login/<registration>` for one."""
    return _answer(request, RequestKind.LOGIN, LaunchTarget(route="link"), registration_id)


@csrf_exempt
@reads_by_itself
def redirect_uri(request: HttpRequest) -> HttpResponseBase:
    """`/lti/1p3/launch`: the id_token comes in, or the LMS's error; or a page asks the LMS's storage first."""
    return _answer(request, RequestKind.ANSWER, LaunchTarget(route="link"))


def _answer(
    request: HttpRequest, expected: RequestKind, target: LaunchTarget, registration_id: UUID | None = None
) -> HttpResponseBase:
    """Answer what came by what it is, at an address for what is `expected`; `target` is a signed form's."""
    kind = expected
    if request.method not in {HTTPMethod.GET, HTTPMethod.POST}:
        return _method_not_allowed(request, expected)
    try:
        sent = read_request(request, expected)
        kind = sent.kind
        verified = _verify(request, sent, target, registration_id) if _is_method_of(kind, request) else None
    except Refused as reason:
        if _is_method_of(kind, request):
            return _refuse(request, kind, target, reason, registration_id)
        verified = None
    if verified is None:
        return _method_not_allowed(request, expected)
    if isinstance(verified, Login):
        return respond_to_login(request, verified)
    return ask_storage(request, verified) if isinstance(verified, StorageQuestion) else answer_launch(request, verified)


def _verify(
    request: HttpRequest, sent: LaunchRequest, target: LaunchTarget, registration_id: UUID | None
) -> Login | StorageQuestion | VerifiedLaunch:
    """What is proven of the request. Raises Refused."""
    if sent.kind is RequestKind.LOGIN:
        return begin_login(sent.values, registration_id)
    if sent.kind is RequestKind.ANSWER:
        return verify_posted_token(request, sent.values)
    return verify_form(request, sent.form, target)


def _refuse(
    request: HttpRequest, kind: RequestKind, target: LaunchTarget, reason: Refused, registration_id: UUID | None
) -> HttpResponse:
    if kind is RequestKind.LOGIN:
        return refuse_unverified(request, at_own_url(reason, registration_id), door="login")
    return refuse_unverified(request, reason, door="launch" if kind is RequestKind.ANSWER else target.route)


def _is_method_of(kind: RequestKind, request: HttpRequest) -> bool:
    return request.method == HTTPMethod.POST or kind is RequestKind.LOGIN


def _method_not_allowed(request: HttpRequest, expected: RequestKind) -> HttpResponse:
    response = refusal_page(request, Refused(Refusal.METHOD_NOT_ALLOWED, "Not one of the methods that LMSs use."))
    response["Allow"] = "GET, POST" if expected is RequestKind.LOGIN else "POST"
    return response
