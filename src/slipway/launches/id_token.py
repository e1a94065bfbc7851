"""LTI 1.3 at the door: what is posted to the redirect URI, received, verified and bound to its browser; then read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from slipway.launches import binding
from slipway.launches.arrival import LONGEST_ID, Arrival, Unverified, posted_from
from slipway.launches.binding import Proof, Shown, proof_of
from slipway.launches.oidc_login import state_keys
from slipway.launches.targets import Target, target_of
from slipway.lms.deployments import Meeting, meet
from slipway.lms.find import registration_by_id
from slipway.lms.frames import storage_ancestors
from slipway.lms.models import Registration
from slipway.lms.platform_keys import keys_of
from slipway.lti.message import LtiVersion
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.answer import Answer, read_answer
from slipway.lti.v1p3.claims import Claims as Object
from slipway.lti.v1p3.id_token import unverified_header, verify_id_token
from slipway.lti.v1p3.masked import masked_claims
from slipway.lti.v1p3.migration import proves_consumer_key
from slipway.lti.v1p3.state import State, check_age, open_state
from slipway.lti.v1p3.unverified import deployment_named
from slipway.web_address import origin_of

Claims = Mapping[str, object]
# Fields of the form by which our own page posts a launch again: what the LMS's storage had, and who posted it first.
BINDING, POSTED_FROM = "binding", "posted_from"


@dataclass(frozen=True, kw_only=True)
class Landing:
    """What came to the redirect URI, and the login that it belongs to."""

    request: HttpRequest
    values: Mapping[str, str]
    answer: Answer
    state: State
    meeting: Meeting

    @property
    def registration(self) -> Registration:
        """Whose login it was."""
        return self.meeting.registration

    @property
    def salt(self) -> str:
        """For what is signed for this landing alone."""
        return f"slipway.launches.landing {self.state.nonce}"


@dataclass(frozen=True, kw_only=True)
class Received:
    """A verified id_token in the browser that began its login. `target` is where it leads, or why nowhere."""

    arrival: Arrival
    claims: Claims
    meeting: Meeting
    target: Target | Refused
    end_of_cookie: str


class AskStorageError(Exception):
    """No cookie came, but the LMS's page may have kept the secret: its storage is asked, then all is posted again.

    It is asked where the login put it, whatever frame the post names now. `ancestors` may stand around the page that
    asks: who posted the launch is not among them, for nothing is known of that browser yet.
    """

    def __init__(self, landing: Landing, claims: Claims) -> None:
        super().__init__("the LMS's storage is to be asked")
        self.answer = landing.answer
        self.key = binding.storage_key(landing.state.nonce)
        self.target = landing.state.storage_target
        self.origin = origin_of(landing.registration.auth_url)
        self.ancestors = storage_ancestors(
            landing.registration.lms, signed=_signed_origins(claims), sign_in=self.origin
        )
        self.posted_from = signing.dumps(posted_from(landing.request), salt=landing.salt)


def receive(request: HttpRequest, values: Mapping[str, str]) -> Received:
    """Verify the values that the LMS posted: state, id_token, browser, in this order. Nothing is stored.

    Raises Refused, and AskStorageError for an honest id_token whose browser has yet to be proven.
    """
    try:
        answer, state = _answered(values)
    except Refused as reason:
        raise _of_login(values.get("state", ""), reason) from reason
    meeting = meet(state.registration_id, deployment_named(answer.id_token))
    if meeting is None:
        raise Refused(Refusal.STATE, "The registration that the login began with was removed since.")
    landing = Landing(request=request, values=values, answer=answer, state=state, meeting=meeting)
    claims = _verified(landing)
    bound, target = _bound_by(landing, claims), target_of(claims, home=settings.PUBLIC_URL)
    return Received(
        arrival=_arrival(landing, claims, bound, target),
        claims=claims,
        meeting=meeting,
        target=target,
        end_of_cookie=binding.end_of_cookie(request.COOKIES, state, public_url=settings.PUBLIC_URL),
    )


def _answered(values: Mapping[str, str]) -> tuple[Answer, State]:
    answer = read_answer(values)
    if answer.refused:
        raise answer.refused
    state = open_state(answer.state, keys=state_keys())
    check_age(state, now=datetime.now(UTC))
    return answer, state


def _of_login(sealed: str, reason: Refused) -> Refused:
    """The refusal, for the log of the registration that a state of ours names, however old the state is."""
    try:
        state = open_state(sealed, keys=state_keys())
    except Refused:
        return reason
    registration = registration_by_id(state.registration_id)
    return _from(registration, reason) if registration else reason


def _from(registration: Registration, reason: Refused, *, way_back: str | None = None) -> Unverified:
    return Unverified(reason, credential=registration, named=str(registration.pk), way_back=way_back)


def _verified(landing: Landing) -> Claims:
    registration, id_token = landing.registration, landing.answer.id_token
    try:
        header = unverified_header(id_token)
        return verify_id_token(
            id_token,
            keys=keys_of(registration, header.kid),
            issuer=registration.issuer,
            client_id=registration.client_id,
            nonce=landing.state.nonce,
            now=datetime.now(UTC),
        )
    except Refused as reason:
        raise _from(registration, reason) from reason


def _bound_by(landing: Landing, claims: Claims) -> str:
    """How the browser proved that it began the login. Never skipped, and never begun anew (the hint is used up)."""
    proof = proof_of(landing.state, _shown(landing))
    if proof is Proof.NOT_ASKED:
        raise AskStorageError(landing, claims)
    if proof is not Proof.NONE:
        return proof.value
    missing = Refused(Refusal.NOT_BOUND, "The browser showed nothing of the login that this launch began with.")
    raise _from(landing.registration, missing, way_back=_return_url(claims))


def _shown(landing: Landing) -> Shown:
    request = landing.request
    return Shown(
        cookie=binding.secret_in(request.COOKIES, landing.state, public_url=settings.PUBLIC_URL),
        kept=landing.values.get(BINDING),
        is_ours=posted_from(request) == origin_of(settings.PUBLIC_URL),
        framed=binding.asks_in_frame(request.headers.get("Sec-Fetch-Dest", "")),
    )


def _arrival(landing: Landing, claims: Claims, bound: str, target: Target | Refused) -> Arrival:
    return Arrival(
        credential=landing.registration,
        version=LtiVersion.V1P3,
        nonce=landing.state.nonce,
        message_type=names.message_type_in(str(claims[names.MESSAGE_TYPE])),
        claims=masked_claims(claims),
        door=target.door if isinstance(target, Target) else "launch",
        origin=_framing_origins(landing, claims),
        binding=bound,
        waiting_frame=landing.state.waiting_frame,
        proves_key=lambda secrets: proves_consumer_key(
            claims, client_id=landing.registration.client_id, secrets=secrets
        ),
    )


def _return_url(claims: Claims) -> str | None:
    return Object(claims).within(f"{names.LTI}launch_presentation").url("return_url")


def _signed_origins(claims: Claims) -> list[str]:
    """The LMS's pages that the id_token speaks of."""
    selection = Object(claims).within(names.SETTINGS).url("deep_link_return_url")
    return [origin_of(url) for url in (_return_url(claims), selection) if url]


def _framing_origins(landing: Landing, claims: Claims) -> str:
    """Who may frame this launch: the page that the LMS has signed, and who posted, often the host that signs in."""
    told = dict.fromkeys([origin_of(_return_url(claims)), _first_posted_from(landing)])
    return " ".join(origin for origin in told if origin and len(origin) <= LONGEST_ID // 2)


def _first_posted_from(landing: Landing) -> str:
    """Who posted the launch, before our own page did it again."""
    if POSTED_FROM not in landing.values:
        return posted_from(landing.request)
    try:
        return str(signing.loads(landing.values[POSTED_FROM], salt=landing.salt))
    except signing.BadSignature:
        return ""
