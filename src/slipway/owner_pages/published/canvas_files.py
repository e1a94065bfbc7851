"""The files that Canvas installs Slipway by: XML for LTI 1.1, JSON for LTI 1.3.

Each is one document for all: it is in one language, as a cache must not hand out another's.
"""

import json
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from slipway.lms_kinds.canvas import SELECTION_PLACEMENTS
from slipway.lti.config.canvas_json import canvas_json
from slipway.lti.config.canvas_xml import canvas_xml
from slipway.owner_pages.published.tool import advantage_tool, canvas_app


def canvas_xml_document() -> bytes:
    """The XML of this installation."""
    with override(settings.LANGUAGE_CODE):
        return canvas_xml(canvas_app())


def canvas_json_document(organization_id: UUID) -> bytes:
    """The JSON of that organization."""
    with override(settings.LANGUAGE_CODE):
        texts = dict.fromkeys(SELECTION_PLACEMENTS, _("LTI units"))
        return json.dumps(canvas_json(advantage_tool(organization_id), texts=texts), indent=2).encode()
