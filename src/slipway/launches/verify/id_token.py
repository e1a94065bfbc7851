"""LTI 1.3: what is posted to the redirect URI is verified by the platform's keys and bound to its browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from slipway.launches.decision import Denial
from slipway.launches.routes import target_of
from slipway.launches.verify import browser_binding
from slipway.launches.verify.browser_binding import BrowserEvidence, Proof, proof_of
from slipway.launches.verify.login import state_keys
from slipway.launches.verify.read_message import claims_message, of_deployment
from slipway.launches.verify.verified_launch import (
    LONGEST_CLAIMED_ID,
    Unverified,
    VerifiedLaunch,
    posted_from,
    refusals_of,
)
from slipway.lms.frames import storage_ancestors
from slipway.lms.key_sets.platform_keys import keys_of
from slipway.lms.models import Registration
from slipway.lms.registrations.deployments import DeploymentStatus, note_deployment, read_deployment_status
from slipway.lms.registrations.find import registration_by_id
from slipway.lti.claims import Claims
from slipway.lti.message import LaunchMessage, LtiVersion
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.answer import AuthenticationAnswer, read_answer
from slipway.lti.v1p3.id_token import unverified_deployment, unverified_header, verify_id_token
from slipway.lti.v1p3.masked import masked_claims
from slipway.lti.v1p3.migration import proves_consumer_key
from slipway.lti.v1p3.state import LoginState, check_login_age, open_state
from slipway.web.headers import Ancestors
from slipway.web_address import origin_of

PostedClaims = Mapping[str, object]
# Fields of the form by which our own page posts a launch again: what the LMS's storage had, and who posted it first.
BINDING, POSTED_FROM = "binding", "posted_from"


@dataclass(frozen=True, kw_only=True)
class PostedToken:
    """What came to the redirect URI, the login that it belongs to, and that login's registration and deployment."""

    request: HttpRequest
    values: Mapping[str, str]
    answer: AuthenticationAnswer
    state: LoginState
    deployment: DeploymentStatus

    @property
    def salt(self) -> str:
        """For what is signed for this launch alone."""
        return f"slipway.launches.landing {self.state.nonce}"


@dataclass(frozen=True, kw_only=True)
class StorageQuestion:
    """No cookie came, but the LMS's page may have kept the secret: its storage is asked, then all is posted again.

    It is asked where the login put it (`frame`), whatever frame the post names now. `ancestors` may stand around the
    page that asks: who posted the launch is not among them, for nothing is known of that browser yet. `posted_from` is
    signed.
    """

    answer: AuthenticationAnswer
    key: str
    frame: str
    origin: str
    ancestors: Ancestors
    posted_from: str


def verify_posted_token(request: HttpRequest, values: Mapping[str, str]) -> VerifiedLaunch | StorageQuestion:
    """Verify the values that the LMS posted: state, id_token, browser, in this order. Of what is not verified nothing
    is stored; a deployment that a verified launch names first is written down.

    Raises Refused, or Unverified where the registration is known.
    """
    try:
        answer, state = _answer_to_login(values)
    except Refused as reason:
        raise _of_login(values.get("state", ""), reason) from reason
    deployment = read_deployment_status(state.registration_id, unverified_deployment(answer.id_token))
    if deployment is None:
        raise Refused(Refusal.STATE, "The registration that the login began with was removed since.")
    posted = PostedToken(request=request, values=values, answer=answer, state=state, deployment=deployment)
    claims = _verified_claims(posted)
    proof = proof_of(state, _evidence(posted))
    if proof is Proof.NOT_ASKED:  # never skipped, and never begun anew: the login's hint is used up
        return _storage_question(posted, claims)
    if proof is Proof.NONE:
        missing = Refused(Refusal.NOT_BOUND, "The browser showed nothing of the login that this launch began with.")
        raise _unverified(posted.deployment.registration, missing, return_url=_return_url(claims))
    return _verified_launch(posted, claims, proof)


def _answer_to_login(values: Mapping[str, str]) -> tuple[AuthenticationAnswer, LoginState]:
    answer = read_answer(values)
    if answer.refused:
        raise answer.refused
    state = open_state(answer.state, keys=state_keys())
    check_login_age(state, now=datetime.now(UTC))
    return answer, state


def _of_login(sealed: str, reason: Refused) -> Refused:
    """The refusal, for the log of the registration that a state of ours names, however old the state is."""
    try:
        state = open_state(sealed, keys=state_keys())
    except Refused:
        return reason
    registration = registration_by_id(state.registration_id)
    return _unverified(registration, reason) if registration else reason


def _unverified(registration: Registration, reason: Refused, *, return_url: str | None = None) -> Unverified:
    return Unverified(reason, credential=registration, named=str(registration.pk), return_url=return_url)


def _verified_claims(posted: PostedToken) -> PostedClaims:
    registration, id_token = posted.deployment.registration, posted.answer.id_token
    with refusals_of(registration, str(registration.pk)):
        return verify_id_token(
            id_token,
            keys=keys_of(registration, unverified_header(id_token).kid),
            issuer=registration.issuer,
            client_id=registration.client_id,
            nonce=posted.state.nonce,
            now=datetime.now(UTC),
        )


def _evidence(posted: PostedToken) -> BrowserEvidence:
    request = posted.request
    return BrowserEvidence(
        cookie=browser_binding.secret_in(request.COOKIES, posted.state, public_url=settings.PUBLIC_URL),
        stored=posted.values.get(BINDING),
        is_ours=posted_from(request) == origin_of(settings.PUBLIC_URL),
        framed=browser_binding.asks_in_frame(request.headers.get("Sec-Fetch-Dest", "")),
    )


def _storage_question(posted: PostedToken, claims: PostedClaims) -> StorageQuestion:
    sign_in = origin_of(posted.deployment.registration.auth_url)
    return StorageQuestion(
        answer=posted.answer,
        key=browser_binding.storage_key(posted.state.nonce),
        frame=posted.state.storage_target,
        origin=sign_in,
        ancestors=storage_ancestors(
            posted.deployment.registration.lms, signed=_signed_origins(claims), sign_in=sign_in
        ),
        posted_from=signing.dumps(posted_from(posted.request), salt=posted.salt),
    )


def _verified_launch(posted: PostedToken, claims: PostedClaims, proof: Proof) -> VerifiedLaunch:
    registration, state = posted.deployment.registration, posted.state
    return VerifiedLaunch(
        credential=registration,
        version=LtiVersion.V1P3,
        nonce=state.nonce,
        message_type=names.message_type_in(str(claims[names.MESSAGE_TYPE])),
        claims=masked_claims(claims),
        message=_message(posted, claims),
        linked=target_of(claims, home=settings.PUBLIC_URL),
        origin=_framing_origins(posted, claims),
        binding=proof.value,
        waiting_frame=state.waiting_frame,
        end_of_cookie=browser_binding.end_of_cookie(posted.request.COOKIES, state, public_url=settings.PUBLIC_URL),
        proves_key=lambda secrets: proves_consumer_key(claims, client_id=registration.client_id, secrets=secrets),
    )


def _message(posted: PostedToken, claims: PostedClaims) -> LaunchMessage | Denial:
    """What the id_token says. A deployment that is new to its registration is written down."""
    registration, status = posted.deployment.registration, posted.deployment
    message = claims_message(claims, registration)
    if isinstance(message, Denial):
        return message
    decided = note_deployment(registration, message.deployment_id or "") if status.is_new else status.decision
    return of_deployment(message, registration, decided)


def _return_url(claims: PostedClaims) -> str | None:
    return Claims(claims).within(f"{names.LTI}launch_presentation").url("return_url")


def _signed_origins(claims: PostedClaims) -> list[str]:
    """The LMS's pages that the id_token speaks of."""
    selection = Claims(claims).within(names.DEEP_LINKING_SETTINGS).url("deep_link_return_url")
    return [origin_of(url) for url in (_return_url(claims), selection) if url]


def _framing_origins(posted: PostedToken, claims: PostedClaims) -> str:
    """Who may frame this launch: the page that the LMS has signed, and who posted, often the host that signs in."""
    told = dict.fromkeys([origin_of(_return_url(claims)), _first_posted_from(posted)])
    return " ".join(origin for origin in told if origin and len(origin) <= LONGEST_CLAIMED_ID // 2)


def _first_posted_from(posted: PostedToken) -> str:
    """Who posted the launch, before our own page did it again."""
    if POSTED_FROM not in posted.values:
        return posted_from(posted.request)
    try:
        return str(signing.loads(posted.values[POSTED_FROM], salt=posted.salt))
    except signing.BadSignature:
        return ""
