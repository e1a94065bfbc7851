"""A launch at the door, verified: who sent it. What it says is read afterwards, in the way of its LTI version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict
from uuid import UUID, uuid4

from django.http import HttpRequest

from slipway.lms.models import ConsumerKey, Lms, Registration
from slipway.lti.locale import locale_in
from slipway.lti.message import LaunchMessage, LtiVersion
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import sound
from slipway.web.languages import supported
from slipway.web_address import origin_of
from slipway.words import text

LONGEST_ID = 255

Credential = ConsumerKey | Registration


class CredentialColumns(TypedDict):
    """A credential as launch records and launch sessions keep it: in one of two columns."""

    consumer_key: ConsumerKey | None
    registration: Registration | None


def _proves_nothing(_secrets: Sequence[str]) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What the LMS of `credential` sent a short while ago. Whether it is a replay, the insert will tell."""

    credential: Credential
    version: LtiVersion
    nonce: str
    message_type: str
    claims: Mapping[str, object]  # masked, for the launch log
    door: str
    origin: str  # who posted it, as the browser says; '' when it does not
    by_old_secret: bool = False  # LTI 1.1: the LMS has not heard yet that the secret was replaced
    binding: str = ""  # LTI 1.3: how the login was bound to the browser
    waiting_frame: str = ""  # LTI 1.3: the frame that opened this window because it keeps no cookies
    proves_key: Callable[[Sequence[str]], bool] = _proves_nothing  # LTI 1.3: that the LMS holds an old secret
    launch_id: UUID = field(default_factory=uuid4)

    @property
    def lms(self) -> Lms:
        """The LMS, read with its organization when the credential was found."""
        return self.credential.lms

    @property
    def language(self) -> str:
        """The language of ours that the LMS asks for; '' for none."""
        return supported(locale_in(self.claims))


class Unverified(Refused):  # an answer, like its parent
    """A refusal of something whose sender, or whose browser, is not proven.

    `named` is whom it names, `credential` whose name that is. `way_back` is a page of the LMS, where it is known.
    """

    def __init__(
        self, reason: Refused, *, credential: Credential | None, named: str, way_back: str | None = None
    ) -> None:
        super().__init__(reason.refusal, reason.cause)
        self.credential, self.named, self.way_back = credential, named, way_back


def columns_of(credential: Credential | None) -> CredentialColumns:
    """The credential as columns; both empty for None."""
    return {
        "consumer_key": credential if isinstance(credential, ConsumerKey) else None,
        "registration": credential if isinstance(credential, Registration) else None,
    }


def posted_from(request: HttpRequest) -> str:
    """The Origin header of the post, when it names an http(s) origin."""
    origin = request.headers.get("Origin", "")
    # It goes into a header of ours: only what reads back as an origin, letter by letter, is taken.
    return origin if len(origin) <= LONGEST_ID and origin == origin_of(sound(origin)) else ""


def check_ids(message: LaunchMessage) -> None:
    """Refuse ids that are longer than any LMS's: cut, two people could become one. Raises Refused(MALFORMED)."""
    course, link = message.course, message.resource_link
    ids = [message.person.user_id, course and course.id, link and link.id]
    if any(each and len(each) > LONGEST_ID for each in ids):
        cause = text("The id of person, course or resource link is over %(most)d characters.", most=LONGEST_ID)
        raise Refused(Refusal.MALFORMED, cause)
