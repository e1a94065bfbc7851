"""What came to one of our launch addresses: told by what it carries, whichever address an administrator has typed.

Open edX posts id_tokens to the address that its deep linking names, and every LMS has two fields for two of our
addresses that are easily taken for each other. Each kind proves itself in its own way, at whichever address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPMethod

from django.http import HttpRequest

from slipway.lti.v1p1.form import MAX_FORM_BYTES, MEDIA_TYPE, SignedForm, read_form


class RequestKind(Enum):
    """What LMSs send to launch."""

    FORM = auto()  # LTI 1.1's signed form
    LOGIN = auto()  # LTI 1.3's login initiation
    ANSWER = auto()  # LTI 1.3's id_token, or the error in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchRequest:
    """A request to a launch address, bounded and parsed. LTI 1.3 reads only the `values` of `form`, not its query."""

    kind: RequestKind
    form: SignedForm

    @property
    def values(self) -> Mapping[str, str]:
        """What was posted, or asked by GET."""
        return dict(self.form.body)


def read_request(request: HttpRequest, expected: RequestKind) -> LaunchRequest:
    """Read a GET or POST to an address that is for what is `expected`; what carries nothing of any kind is taken for
    that.

    Raises Refused.
    """
    asked = request.META["QUERY_STRING"]
    if request.method != HTTPMethod.POST:
        form = read_form(body=asked.encode("utf-8", "surrogateescape"), content_type=MEDIA_TYPE, query="")
        return LaunchRequest(kind=_kind_of(dict(form.body)) or expected, form=form)
    body, content_type = request.read(MAX_FORM_BYTES + 1), request.headers.get("Content-Type", "")
    form = read_form(body=body, content_type=content_type, query=asked if expected is RequestKind.FORM else "")
    kind = _kind_of(dict(form.body)) or expected
    if kind is RequestKind.FORM is not expected:  # its signature covers the query too
        form = read_form(body=body, content_type=content_type, query=asked)
    return LaunchRequest(kind=kind, form=form)


def _kind_of(values: Mapping[str, str]) -> RequestKind | None:
    if values.keys() >= {"id_token", "state"}:
        return RequestKind.ANSWER
    if not values.keys().isdisjoint({"oauth_consumer_key", "oauth_signature"}):
        return RequestKind.FORM
    if "id_token" in values or values.keys() >= {"error", "state"}:
        return RequestKind.ANSWER
    if values.keys() >= {"iss", "login_hint"}:
        return RequestKind.LOGIN
    return RequestKind.FORM if "lti_message_type" in values else None
