"""The outcome services that dialects name in their launches. There are no grades here yet, and they say so."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

UNSUPPORTED = """<?xml version="1.0" encoding="UTF-8"?>
<imsx_POXEnvelopeResponse xmlns="http://www.imsglobal.org/services/ltiv1p1/xsd/imsoms_v1p0">
<imsx_POXHeader><imsx_POXResponseHeaderInfo><imsx_version>V1.0</imsx_version><imsx_statusInfo>
<imsx_codeMajor>unsupported</imsx_codeMajor><imsx_severity>status</imsx_severity>
<imsx_description>The practice LMS keeps no grades yet.</imsx_description>
</imsx_statusInfo></imsx_POXResponseHeaderInfo></imsx_POXHeader><imsx_POXBody/></imsx_POXEnvelopeResponse>
"""


@csrf_exempt
@require_POST
def unsupported(_request: HttpRequest, **_address: str) -> HttpResponse:
    """POST: LTI 1.1's own word for what a consumer does not do."""
    return HttpResponse(UNSUPPORTED, content_type="application/xml")
