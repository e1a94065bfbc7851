"""Canvas's configuration XML: public, the same for every organization; key and secret alone tell whose launch it is."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from slipway.lti.config.canvas_xml import CanvasApp, canvas_xml
from slipway.web.origin import absolute, public_address

LTI_PATH = "/lti"
# Not under its hashed name: LMSs keep this address for years.
ICON_PATH = f"{settings.STATIC_URL}web/icon-128.png"


def lti_url() -> str:
    """The *LTI URL* that owners copy: takes launches with any key."""
    return absolute(LTI_PATH)


def addresses() -> dict[str, str]:
    """The two addresses beside key and secret, as templates name them."""
    return {"lti_url": lti_url(), "config_url": absolute(reverse("canvas-xml"))}


def canvas_document() -> bytes:
    """The XML of this installation."""
    with override(settings.LANGUAGE_CODE):  # one document for all: a cache must not hand out another's language
        return _document()


def _document() -> bytes:
    units = _("LTI units")
    app = CanvasApp(
        title="Slipway",
        description=_("Coding units of your Slipway classes, in pages, assignments and modules."),
        launch_url=lti_url(),
        select_url=absolute(f"{LTI_PATH}/select"),
        course_url=absolute(f"{LTI_PATH}/course"),
        icon_url=absolute(ICON_PATH),
        # Canvas compares it with the host of a link's URL, which has no port.
        domain=public_address().host,
        tool_id="slipway",
        vendor_code="slipway",
        vendor_name="Slipway",
        vendor_url=absolute("/"),
        texts={
            "editor_button": units,
            "assignment_selection": units,
            "link_selection": units,
            "resource_selection": units,
        },
    )
    return canvas_xml(app)


def _etag(_request: HttpRequest) -> str:
    return f'"{sha256(canvas_document()).hexdigest()[:32]}"'


@require_safe
@cache_control(public=True, max_age=300)
@etag(_etag)
def config_xml(_request: HttpRequest) -> HttpResponse:
    """The XML, for Canvas's servers and for administrators. No cookie, no sign-in; Canvas sends none."""
    return HttpResponse(canvas_document(), content_type="application/xml; charset=utf-8")
