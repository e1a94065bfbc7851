"""Why somebody is not let in: a closed set."""

from collections.abc import Mapping
from enum import Enum


class Refusal(Enum):
    """Why a launch was not let in. The value is the public code: pages, log, header and handbook are keyed by it."""

    METHOD_NOT_ALLOWED = "method-not-allowed"
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type"
    TOO_LARGE = "too-large"
    MALFORMED = "malformed"
    NOT_VERIFIED = "not-verified"  # unknown key or wrong signature: only the log's cause tells them apart
    STALE = "stale"
    REPLAYED = "replayed"
    UNSUPPORTED_MESSAGE = "unsupported-message"
    CREDENTIAL_DISABLED = "credential-disabled"
    ANONYMOUS = "anonymous"
    NO_ROLE = "no-role"
    PICKER_NOT_ALLOWED = "picker-not-allowed"
    RETURN_URL = "return-url"
    NOTHING_TO_PICK = "nothing-to-pick"  # the LMS accepts no LTI links in this place
    NO_UNIT_YET = "no-unit-yet"  # the link is bound to no unit
    UNIT_UNKNOWN = "unit-unknown"
    FOREIGN_ORGANIZATION = "foreign-organization"
    UNIT_UNPUBLISHED = "unit-unpublished"
    UNIT_WITHDRAWN = "unit-withdrawn"
    LTI_OFF = "lti-off"
    NOT_CONNECTED = "not-connected"
    COURSE_MISSING = "course-missing"  # the launch names no course
    SESSION_OVER = "session-over"
    SIGN_IN_CODE = "sign-in-code"  # a single-use code that is used or over
    ACCESS_ENDED = "access-ended"

    @property
    def status(self) -> int:
        """The HTTP status of the refusal's page."""
        return _STATUSES.get(self, 403)


_STATUSES: Mapping[Refusal, int] = {
    Refusal.MALFORMED: 400,
    Refusal.UNSUPPORTED_MESSAGE: 400,
    Refusal.RETURN_URL: 400,
    Refusal.NOTHING_TO_PICK: 400,
    Refusal.COURSE_MISSING: 400,
    Refusal.NOT_VERIFIED: 401,
    Refusal.STALE: 401,
    Refusal.REPLAYED: 401,
    Refusal.SESSION_OVER: 401,
    Refusal.UNIT_UNKNOWN: 404,
    Refusal.FOREIGN_ORGANIZATION: 404,  # a stranger must not learn that the unit exists
    Refusal.METHOD_NOT_ALLOWED: 405,
    Refusal.TOO_LARGE: 413,
    Refusal.UNSUPPORTED_MEDIA_TYPE: 415,
}


class Refused(Exception):  # noqa: N818 - it is an answer to a visitor, not an error of the program
    """Somebody is not let in.

    `refusal` decides status and page. `cause` is one English sentence for the launch log, read by owners and
    operators and never shown to the visitor; `details` holds the values that it was made of.
    """

    def __init__(self, refusal: Refusal, cause: str = "", **details: object) -> None:
        super().__init__(f"{refusal.value}: {cause}" if cause else refusal.value)
        self.refusal = refusal
        self.cause = cause
        self.details: Mapping[str, object] = details
