"""A post at the door, verified: who sent it, and what it says."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.http import HttpRequest

from slipway.lms.course_ref import origin_of
from slipway.lms.models import ConsumerKey
from slipway.lti.message import LaunchMessage
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import sound
from slipway.lti.v1p1.form import MAX_BYTES, SignedForm, read_form
from slipway.lti.v1p1.verify import check_age, verify
from slipway.web.origin import absolute

LONGEST_ID = 255


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A form that the holder of `key` signed a short while ago. Whether it is a replay, the insert will tell."""

    form: SignedForm
    key: ConsumerKey
    by_old_secret: bool  # the LMS has not heard yet that the secret was replaced
    door: str
    origin: str  # who posted it, as the browser says; '' when it does not
    launch_id: UUID = field(default_factory=uuid4)


class Unverified(Refused):  # an answer, like its parent
    """A refusal of a post that named a key, rightly or wrongly."""

    def __init__(self, reason: Refused, *, key: ConsumerKey | None, key_text: str) -> None:
        super().__init__(reason.refusal, reason.cause)
        self.key, self.key_text = key, key_text


def receive(request: HttpRequest, door: str) -> Arrival:
    """Bound, parse, find the credential, verify. Raises Refused; nothing is stored."""
    form = read_post(request)
    key = find_key(form.consumer_key)
    try:
        secret = verify(form, url=absolute(request.path), secrets=key.live_secrets() if key else ())
        check_age(form, now=datetime.now(UTC))
    except Refused as reason:
        raise Unverified(reason, key=key, key_text=form.consumer_key) from reason
    assert key is not None  # without secrets nothing verifies
    old = secret != key.secret
    return Arrival(form=form, key=key, by_old_secret=old, door=door, origin=posted_from(request))


def read_post(request: HttpRequest) -> SignedForm:
    """The posted form, within its limits. Raises Refused."""
    body = request.read(MAX_BYTES + 1)
    return read_form(
        body=body, content_type=request.headers.get("Content-Type", ""), query=request.META["QUERY_STRING"]
    )


def find_key(text: str) -> ConsumerKey | None:
    """The credential with its LMS and organization, in one read; disabled ones too."""
    if not text or len(text) > LONGEST_ID:
        return None
    return ConsumerKey.objects.select_related("lms__organization").filter(key=text).first()


def posted_from(request: HttpRequest) -> str:
    """The Origin header of the post, when it names an http(s) origin."""
    origin = request.headers.get("Origin", "")
    # It goes into a header of ours: only what reads back as an origin, letter by letter, is taken.
    return origin if len(origin) <= LONGEST_ID and origin == origin_of(sound(origin)) else ""


def check_ids(message: LaunchMessage) -> None:
    """Refuse ids that are longer than any LMS's: cut, two people could become one. Raises Refused(MALFORMED)."""
    course, link = message.course, message.resource_link
    ids = [message.person.user_id, course and course.id, link and link.id]
    if any(text and len(text) > LONGEST_ID for text in ids):
        raise Refused(Refusal.MALFORMED, f"user_id, context_id or resource_link_id is over {LONGEST_ID} characters.")
