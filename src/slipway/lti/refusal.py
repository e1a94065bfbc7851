"""Why somebody is not let in: a closed set."""

from enum import Enum
from typing import Self

from slipway.words import Text


class Refusal(Enum):
    """Why a launch was not let in: the public code, by which pages, log, header and handbook name it, and a status.

    The value is the code. The HTTP status of the refusal's page is 403, where no other stands here.
    """

    status: int

    def __new__(cls, code: str, status: int = 403) -> Self:
        member = object.__new__(cls)
        member._value_, member.status = code, status
        return member

    METHOD_NOT_ALLOWED = "method-not-allowed", 405
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type", 415
    TOO_LARGE = "too-large", 413
    MALFORMED = "malformed", 400
    NOT_VERIFIED = "not-verified", 401  # unknown key or wrong signature: only the log's cause tells them apart
    STALE = "stale", 401
    REPLAYED = "replayed", 401
    UNSUPPORTED_MESSAGE = "unsupported-message", 400
    UNKNOWN_PLATFORM = "unknown-platform", 400  # LTI 1.3: no registration, or several, for what the LMS says it is
    WRONG_TARGET = "wrong-target", 400  # LTI 1.3: the login asks for an address that is not ours
    STATE = "state", 401  # LTI 1.3: missing, foreign or over: no login here began this launch
    NOT_BOUND = "not-bound", 401  # LTI 1.3: another browser began the login, or this one kept nothing of it
    LMS_SAID_NO = "lms-said-no", 401  # LTI 1.3: the LMS answered the login with an error
    TOKEN = "token", 401  # LTI 1.3: the id_token's form, algorithm, signature, issuer, audience or nonce
    KEYS_UNAVAILABLE = "keys-unavailable", 503  # LTI 1.3: the LMS's key set cannot be had, and none is kept
    DEPLOYMENT = "deployment"  # LTI 1.3: an owner has yet to accept this installation of the app
    DEPLOYMENT_REFUSED = "deployment-refused"  # LTI 1.3: an owner has refused this installation of the app
    REGISTRATION_PENDING = "registration-pending"  # LTI 1.3: the LMS has registered itself; an owner has yet to accept
    UNIT_MISMATCH = "unit-mismatch", 400  # LTI 1.3: link and custom parameter name different units
    REGISTRATION = "registration", 400  # LTI 1.3: dynamic registration cannot go on
    CREDENTIAL_DISABLED = "credential-disabled"
    ANONYMOUS = "anonymous"
    NO_ROLE = "no-role"
    PICKER_NOT_ALLOWED = "picker-not-allowed"
    RETURN_URL = "return-url", 400
    NOTHING_TO_PICK = "nothing-to-pick", 400  # the LMS accepts no LTI links in this place
    NO_UNIT_YET = "no-unit-yet"  # the link is bound to no unit
    UNIT_UNKNOWN = "unit-unknown", 404
    FOREIGN_ORGANIZATION = "foreign-organization", 404  # as for no unit: only the code tells that there is one
    UNIT_UNPUBLISHED = "unit-unpublished"
    UNIT_WITHDRAWN = "unit-withdrawn"
    LTI_OFF = "lti-off"
    NOT_CONNECTED = "not-connected"
    COURSE_MISSING = "course-missing", 400  # the launch names no course
    SESSION_OVER = "session-over", 401
    SIGN_IN_CODE = "sign-in-code"  # a single-use code that is used or over
    ACCESS_ENDED = "access-ended"
    ACCOUNT_OFF = "account-off"  # the operator has switched off the account that this person is linked to


class Refused(Exception):  # noqa: N818 - it is an answer to a visitor, not an error of the program
    """Somebody is not let in.

    `refusal` decides status and page. `cause` is one sentence for the launch log, read by owners and operators and
    never shown to the visitor: a `Text`, or a literal where it has no values.
    """

    def __init__(self, refusal: Refusal, cause: Text | str = "") -> None:
        self.cause = cause if isinstance(cause, Text) else Text(cause)
        super().__init__(f"{refusal.value}: {self.cause.english}" if cause else refusal.value)
        self.refusal = refusal
