"""A launch whose sender is proven, whichever version of LTI it came by."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, TypedDict
from uuid import UUID

from django.http import HttpRequest

from slipway.launches.decision import Denial
from slipway.lms.launch_ids import time_ordered_id
from slipway.lms.models import ConsumerKey, Lms, Registration
from slipway.lti.locale import locale_in
from slipway.lti.message import LaunchMessage, LtiVersion
from slipway.lti.refusal import Refused
from slipway.lti.return_url import sound
from slipway.web.languages import supported
from slipway.web.refusals import Explanation
from slipway.web_address import origin_of

LONGEST_CLAIMED_ID = 255

Credential = ConsumerKey | Registration
RouteName = Literal["link", "unit", "course", "select"]


class CredentialColumns(TypedDict):
    """A credential as launch records and launch sessions keep it: in one of two columns."""

    consumer_key: ConsumerKey | None
    registration: Registration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchTarget:
    """One of the addresses that links name (`routes.ROUTES`); `unit_id` is there for a unit's."""

    route: RouteName
    unit_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class VerifiedLaunch:
    """What the LMS of `credential` has signed a short while ago. Only storing it tells whether it is a replay.

    `message` is what it says, or why that is not taken; `linked` is the address that it came to (LTI 1.1) or that its
    link names (LTI 1.3), or why that is none.
    """

    credential: Credential
    version: LtiVersion
    nonce: str
    message_type: str
    claims: Mapping[str, object]  # masked, for the launch log
    message: LaunchMessage | Denial
    linked: LaunchTarget | Denial
    origin: str  # who posted it, as the browser says; '' when it does not
    by_old_secret: bool = False  # LTI 1.1: signed with the secret that was replaced, which the LMS still has
    binding: str = ""  # LTI 1.3: how the browser proved that it began the login
    waiting_frame: str = ""  # LTI 1.3: the frame that opened this window because it keeps no cookies
    end_of_cookie: str = ""  # LTI 1.3: a Set-Cookie header that takes the login's cookie away
    proves_key: Callable[[Sequence[str]], bool] | None = None  # LTI 1.3: that the LMS holds one of these secrets
    launch_id: UUID = field(default_factory=time_ordered_id)

    @property
    def lms(self) -> Lms:
        """The LMS, read when the credential was found."""
        return self.credential.lms

    @property
    def language(self) -> str:
        """The language of ours that the LMS asks for; '' for none."""
        return supported(locale_in(self.claims))

    @property
    def target(self) -> LaunchTarget | Denial:
        """Where the launch leads. An LMS with one address for all (Moodle) sends requests for a selection to any."""
        if isinstance(self.message, LaunchMessage) and self.message.selection:
            return LaunchTarget(route="select")
        return self.linked

    @property
    def door(self) -> str:
        """The address as launch records name it; "launch" for one of LTI 1.3 that is none of ours."""
        return self.target.route if isinstance(self.target, LaunchTarget) else "launch"

    @property
    def return_url(self) -> str | None:
        """A page of the LMS for a person who is turned away, if the LMS is known by that host; None for none.

        An LMS that is known by no host yet is taken at its word, which its launch has signed.
        """
        url = self.message.presentation.return_url if isinstance(self.message, LaunchMessage) else None
        return url if url and (not self.lms.origins or origin_of(url) in self.lms.origins) else None


class Unverified(Refused):  # an answer, like its parent
    """A refusal of something whose sender, or whose browser, is not proven.

    `named` is whom it names, `credential` whose name that is. `return_url` is a page of the LMS, where it is known;
    `explanation` stands for the refusal's usual one.
    """

    def __init__(
        self,
        reason: Refused | Denial,
        *,
        credential: Credential | None,
        named: str,
        return_url: str | None = None,
        explanation: Explanation | None = None,
    ) -> None:
        super().__init__(reason.refusal, reason.cause)
        self.credential, self.named, self.return_url, self.explanation = credential, named, return_url, explanation


@contextmanager
def refusals_of(credential: Credential | None, named: str) -> Iterator[None]:
    """Let every refusal inside tell whose credential was named. Raises Unverified for Refused."""
    try:
        yield
    except Refused as reason:
        raise Unverified(reason, credential=credential, named=named) from reason


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
    return origin if len(origin) <= LONGEST_CLAIMED_ID and origin == origin_of(sound(origin)) else ""
