"""Slipway as a tool of LTI 1.3: its addresses for one organization, and Canvas's configuration JSON, public."""

import json
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from slipway.lms.key_sets.tool_keys import UnknownOrganizationError, Whose, published_key_set, signing_key
from slipway.lms_kinds.canvas import SELECTION_PLACEMENTS
from slipway.lti.config.advantage_tool import AdvantageTool
from slipway.lti.config.canvas_json import canvas_json
from slipway.lti.v1p3.keys import public_pem
from slipway.owner_pages.published.canvas_xml import ICON_PATH, LTI_PATH
from slipway.web.origin import absolute, public_address

# Their views are upstairs, in `launches`; LMSs keep these addresses for years.
LOGIN_PATH = f"{LTI_PATH}/1p3/login"
LAUNCH_PATH = f"{LTI_PATH}/1p3/launch"


def key_set_url(whose: Whose) -> str:
    """Where LMSs fetch the keys that sign for that organization; None: those of the installation."""
    return absolute(reverse("jwks") if whose is None else reverse("organization-jwks", args=[whose]))


def canvas_json_url(organization_id: UUID) -> str:
    """What an organization's Canvas makes its developer key by."""
    return absolute(reverse("canvas-json", args=[organization_id]))


def advantage_tool(organization_id: UUID) -> AdvantageTool:
    """Slipway for that organization, in the language that is spoken. By the configured address, whatever a request
    says."""
    return AdvantageTool(
        title="Slipway",
        description=_("Coding units of your Slipway classes, in pages, assignments and modules."),
        login_url=absolute(LOGIN_PATH),
        launch_url=absolute(LAUNCH_PATH),
        jwks_url=key_set_url(organization_id),
        target_url=absolute(LTI_PATH),
        select_url=absolute(f"{LTI_PATH}/select"),
        course_url=absolute(f"{LTI_PATH}/course"),
        icon_url=absolute(ICON_PATH),
        domain=public_address().host,
        tool_id="slipway",
    )


def tool_values(organization_id: UUID) -> dict[str, object]:
    """What administrators of that organization's LMSs copy, as templates name it."""
    tool = advantage_tool(organization_id)
    return {
        "tool": tool,
        "tool_origin": absolute(""),
        "redirect_list": json.dumps([tool.launch_url]),  # as Open edX takes it
        "canvas_json_url": canvas_json_url(organization_id),
        "public_pem": public_pem(signing_key(organization_id)),
    }


def canvas_document(organization_id: UUID) -> bytes:
    """The JSON of that organization."""
    with override(settings.LANGUAGE_CODE):  # one document for all: a cache must not hand out another's language
        texts = dict.fromkeys(SELECTION_PLACEMENTS, _("LTI units"))
        return json.dumps(canvas_json(advantage_tool(organization_id), texts=texts), indent=2).encode()


def _etag(_request: HttpRequest, organization_id: UUID) -> str:
    return f'"{sha256(canvas_document(organization_id)).hexdigest()[:32]}"'


@require_safe
@cache_control(public=True, max_age=300)
@etag(_etag)
def config_json(_request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """The JSON, for Canvas's servers and for administrators. No cookie, no sign-in; Canvas sends none.

    Asked for again and again it costs no statement but one every few seconds, as the key set that it names.
    """
    try:
        published_key_set(organization_id)
    except UnknownOrganizationError as nobody:
        raise Http404 from nobody
    return HttpResponse(canvas_document(organization_id), content_type="application/json")


@require_safe
def moved_json(_request: HttpRequest) -> HttpResponse:
    """Where the JSON of the whole installation was: it named a key that opens no new school's services any more."""
    told = (
        "Each organization has an address of its own now. Slipway shows it: Organization settings, LTI Integration.\n"
    )
    return HttpResponse(told, status=410, content_type="text/plain; charset=utf-8")
