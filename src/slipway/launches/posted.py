"""What an LMS sends to the addresses of LTI 1.3: a form or a query, bounded, each name once."""

from collections.abc import Mapping
from http import HTTPMethod

from django.http import HttpRequest

from slipway.lti.v1p1.form import MAX_BYTES, read_form


def sent_values(request: HttpRequest) -> Mapping[str, str]:
    """The form of a POST, or the query of a GET. Raises Refused."""
    if request.method == HTTPMethod.POST:
        return posted_values(request)
    query = request.META["QUERY_STRING"].encode("utf-8", "surrogateescape")
    return read_form(body=query, content_type="application/x-www-form-urlencoded", query="").values


def posted_values(request: HttpRequest) -> Mapping[str, str]:
    """The fields of a posted form. Raises Refused."""
    body = request.read(MAX_BYTES + 1)
    return read_form(body=body, content_type=request.headers.get("Content-Type", ""), query="").values
