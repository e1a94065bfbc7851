"""Issuing the codes that a launched page opens a new tab with."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from slipway.people.codes import issue_code
from slipway.people.models import CodePurpose
from slipway.sessions.visitor import Visitor
from slipway.workspaces.framing import ways_out


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
