"""Slipway as a tool of LTI 1.3: its addresses, and Canvas's configuration JSON, public and the same for everybody."""

import json
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from slipway.integration.canvas import ICON_PATH, LTI_PATH
from slipway.lms.tool_keys import signing_key
from slipway.lti.config.advantage_tool import AdvantageTool
from slipway.lti.config.canvas_json import SELECTION_PLACEMENTS, canvas_json
from slipway.lti.v1p3.keys import public_pem
from slipway.web.origin import absolute

# Their views are upstairs, in `launches`; LMSs keep these addresses for years.
LOGIN_PATH = f"{LTI_PATH}/1p3/login"
LAUNCH_PATH = f"{LTI_PATH}/1p3/launch"


def advantage_tool() -> AdvantageTool:
    """This installation, in the language that is spoken. By the configured address, whatever a request says."""
    return AdvantageTool(
        title="Slipway",
        description=_("Coding units of your Slipway classes, in pages, assignments and modules."),
        login_url=absolute(LOGIN_PATH),
        launch_url=absolute(LAUNCH_PATH),
        jwks_url=absolute(reverse("jwks")),
        target_url=absolute(LTI_PATH),
        select_url=absolute(f"{LTI_PATH}/select"),
        course_url=absolute(f"{LTI_PATH}/course"),
        icon_url=absolute(ICON_PATH),
        domain=urlsplit(settings.PUBLIC_URL).hostname or "",
        tool_id="slipway",
    )


def tool_values() -> dict[str, object]:
    """What administrators copy, as templates name it."""
    tool = advantage_tool()
    return {
        "tool": tool,
        "tool_origin": absolute(""),
        "redirect_list": json.dumps([tool.launch_url]),  # as Open edX takes it
        "canvas_json_url": absolute(reverse("canvas-json")),
        "public_pem": public_pem(signing_key()),
    }


def canvas_document() -> bytes:
    """The JSON of this installation."""
    with override(settings.LANGUAGE_CODE):  # one document for all: a cache must not hand out another's language
        texts = dict.fromkeys(SELECTION_PLACEMENTS, _("LTI units"))
        return json.dumps(canvas_json(advantage_tool(), texts=texts), indent=2).encode()


def _etag(_request: HttpRequest) -> str:
    return f'"{sha256(canvas_document()).hexdigest()[:32]}"'


@require_safe
@cache_control(public=True, max_age=300)
@etag(_etag)
def config_json(_request: HttpRequest) -> HttpResponse:
    """The JSON, for Canvas's servers and for administrators. No cookie, no sign-in; Canvas sends none."""
    return HttpResponse(canvas_document(), content_type="application/json")
