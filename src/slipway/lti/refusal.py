"""Why somebody is not let in: a closed set."""

from collections.abc import Mapping
from enum import Enum

from slipway.words import Text


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
    UNKNOWN_PLATFORM = "unknown-platform"  # LTI 1.3: no registration, or several, for what the LMS says it is
    WRONG_TARGET = "wrong-target"  # LTI 1.3: the login asks for an address that is not ours
    STATE = "state"  # LTI 1.3: missing, foreign or over: no login here began this launch
    NOT_BOUND = "not-bound"  # LTI 1.3: another browser began the login, or this one kept nothing of it
    LMS_SAID_NO = "lms-said-no"  # LTI 1.3: the LMS answered the login with an error
    TOKEN = "token"  # noqa: S105 - LTI 1.3: the id_token's form, algorithm, signature, issuer, audience or nonce
    KEYS_UNAVAILABLE = "keys-unavailable"  # LTI 1.3: the LMS's key set cannot be had, and none is kept
    DEPLOYMENT = "deployment"  # LTI 1.3: an owner has yet to accept this installation of the app
    DEPLOYMENT_REFUSED = "deployment-refused"  # LTI 1.3: an owner has refused this installation of the app
    REGISTRATION_PENDING = "registration-pending"  # LTI 1.3: the LMS has registered itself; an owner has yet to accept
    UNIT_MISMATCH = "unit-mismatch"  # LTI 1.3: link and custom parameter name different units
    REGISTRATION = "registration"  # LTI 1.3: dynamic registration cannot go on
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
    ACCOUNT_OFF = "account-off"  # the operator has switched off the account that this person is linked to

    @property
    def status(self) -> int:
        """The HTTP status of the refusal's page."""
        return _STATUSES.get(self, 403)


_STATUSES: Mapping[Refusal, int] = {
    Refusal.MALFORMED: 400,
    Refusal.UNSUPPORTED_MESSAGE: 400,
    Refusal.UNKNOWN_PLATFORM: 400,
    Refusal.WRONG_TARGET: 400,
    Refusal.UNIT_MISMATCH: 400,
    Refusal.REGISTRATION: 400,
    Refusal.RETURN_URL: 400,
    Refusal.NOTHING_TO_PICK: 400,
    Refusal.COURSE_MISSING: 400,
    Refusal.NOT_VERIFIED: 401,
    Refusal.STALE: 401,
    Refusal.REPLAYED: 401,
    Refusal.STATE: 401,
    Refusal.NOT_BOUND: 401,
    Refusal.LMS_SAID_NO: 401,
    Refusal.TOKEN: 401,
    Refusal.SESSION_OVER: 401,
    Refusal.UNIT_UNKNOWN: 404,
    Refusal.FOREIGN_ORGANIZATION: 404,  # as for no unit; the code tells that there is one, and nothing else of it
    Refusal.METHOD_NOT_ALLOWED: 405,
    Refusal.TOO_LARGE: 413,
    Refusal.UNSUPPORTED_MEDIA_TYPE: 415,
    Refusal.KEYS_UNAVAILABLE: 503,
}


class Refused(Exception):  # noqa: N818 - it is an answer to a visitor, not an error of the program
    """Somebody is not let in.

    `refusal` decides status and page. `cause` is one sentence for the launch log, read by owners and operators and
    never shown to the visitor: a `Text`, or a literal where it has no values. `details` holds what it was made of.
    """

    def __init__(self, refusal: Refusal, cause: Text | str = "", **details: object) -> None:
        self.cause = cause if isinstance(cause, Text) else Text(cause)
        super().__init__(f"{refusal.value}: {self.cause.english}" if cause else refusal.value)
        self.refusal = refusal
        self.details: Mapping[str, object] = details
