"""A login initiation of LTI 1.3: which registration it means, and the authentication request that answers it."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from django.conf import settings
from django.utils.encoding import force_bytes

from slipway.launches.decision import Denial
from slipway.launches.routes import read_target
from slipway.launches.verify.browser_binding import LoginSecret, new_login_secret
from slipway.launches.verify.read_message import check_usable
from slipway.launches.verify.verified_launch import LONGEST_CLAIMED_ID, Unverified, refusals_of
from slipway.lms.last_seen import note_login
from slipway.lms.models import Registration
from slipway.lms.registrations.find import Candidate, candidates, meant, out_of_use, registration_by_login_url
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.login import LoginRequest, authentication_url, read_login
from slipway.lti.v1p3.state import LoginState, hashed_secret, seal_state
from slipway.web.origin import absolute
from slipway.web.refusals import OWN_LOGIN_URL
from slipway.words import text

log = structlog.get_logger("slipway.launches")
REDIRECT_PATH = "/lti/1p3/launch"
WAITING_FRAME = "waiting_frame"  # field of the form by which a frame opens a window of its own (`respond.hand_over`)
_FRAME_SECRET = re.compile(r"[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True, kw_only=True)
class Login:
    """A login that may go on: to `url`, with `secret` left in the browser. `values` are what the LMS sent."""

    registration: Registration
    request: LoginRequest
    values: Mapping[str, str]
    secret: LoginSecret
    url: str


def begin_login(values: Mapping[str, str], registration_id: UUID | None) -> Login:
    """Prepare the authentication request; only a registration's first login leaves a trace. `registration_id` is that
    of its own login URL, None at the shared one.

    Raises Refused: UNKNOWN_PLATFORM; Unverified with the registration: CREDENTIAL_DISABLED, REGISTRATION_PENDING,
    WRONG_TARGET.
    """
    request = read_login(values)
    registration = _by_name(request) if registration_id is None else _by_own_url(request, registration_id)
    with refusals_of(registration, str(registration.pk)):
        check_usable(registration)
    target = read_target(request.target_link_uri, home=settings.PUBLIC_URL)
    if isinstance(target, Denial):
        raise Unverified(target, credential=registration, named=str(registration.pk))
    note_login(registration)
    return _login(request, registration, values)


def at_own_url(reason: Refused, registration_id: UUID | None) -> Refused:
    """The refusal of a login, for the owners of the registration at whose own address it came, be it unreadable."""
    if isinstance(reason, Unverified) or registration_id is None:
        return reason
    found = registration_by_login_url(registration_id)
    return Unverified(reason, credential=found, named=str(found.pk)) if found else reason


def state_keys() -> list[bytes]:
    """What states are sealed with: the first seals, all open."""
    return [force_bytes(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _by_own_url(request: LoginRequest, registration_id: UUID) -> Registration:
    found = registration_by_login_url(registration_id)
    if found is None:
        nobodys = Refused(Refusal.UNKNOWN_PLATFORM, "The login URL names a registration that does not exist.")
        raise Unverified(nobodys, credential=None, named=str(registration_id))
    # The letter counts: without it an LMS could be made to sign for another one's client.
    if found.issuer != request.iss or request.client_id not in {None, found.client_id}:
        cause = text("The login names the issuer %(iss)s, the registration %(issuer)s; or another client id.",
                     iss=request.iss, issuer=found.issuer)  # fmt: skip
        raise Unverified(Refused(Refusal.UNKNOWN_PLATFORM, cause), credential=found, named=str(found.pk))
    return found


def _by_name(request: LoginRequest) -> Registration:
    """The one registration that the shared login URL can mean; those out of use count only where no other is there."""
    found = candidates(issuer=request.iss, client_id=request.client_id, deployment_id=request.deployment_id)
    chosen = meant(found)
    _tell_of_claims(request, found, chosen)
    if chosen:
        return chosen
    if found:
        raise _several(request, claimed=any(each.accepts for each in found))
    idle = out_of_use(issuer=request.iss, client_id=request.client_id)
    if len(idle) > 1:
        raise _several(request, claimed=False)
    if idle:
        return idle[0]
    cause = text("No registration has the issuer %(iss)s and the client id %(client)s.",
                 iss=request.iss, client=request.client_id or "-")  # fmt: skip
    raise Unverified(Refused(Refusal.UNKNOWN_PLATFORM, cause), credential=None, named=request.iss)


def _several(request: LoginRequest, *, claimed: bool) -> Unverified:
    """No owner is told, for it may be none of theirs; the cause is for the operator."""
    names = {
        "iss": request.iss,
        "client": request.client_id or "-",
        "deployment": (request.deployment_id or "-")[:LONGEST_CLAIMED_ID],
    }
    cause = text(
        "Several registrations have the issuer %(iss)s and the client id %(client)s, and none that is in use has "
        "accepted the deployment %(deployment)s. An owner adds it on the page of the registration that is meant, or "
        "the LMS uses the login URL of that registration.",
        **names,
    )
    if claimed:
        cause = text(
            "Several registrations have the issuer %(iss)s and the client id %(client)s, and more than one of them has "
            "accepted the deployment %(deployment)s, before any launch came from it. The LMS must use the login URL of "
            "the registration that is meant.",
            **names,
        )
    reason = Refused(Refusal.UNKNOWN_PLATFORM, cause)
    return Unverified(reason, credential=None, named=request.iss, explanation=OWN_LOGIN_URL)


def _tell_of_claims(request: LoginRequest, found: Sequence[Candidate], chosen: Registration | None) -> None:
    """Two owners cannot both be right about one deployment: the operator alone sees both."""
    claiming = [str(each.registration.pk) for each in found if each.accepts]
    if len(claiming) > 1:
        log.warning(
            "deployment-claimed-twice",
            issuer=request.iss,
            client_id=request.client_id,
            deployment_id=request.deployment_id,
            registrations=claiming,
            chosen=chosen and str(chosen.pk),
        )


def _login(request: LoginRequest, registration: Registration, values: Mapping[str, str]) -> Login:
    secret, frame = new_login_secret(), values.get(WAITING_FRAME, "")
    state = LoginState(
        registration_id=registration.pk,
        nonce=secret.nonce,
        binding_hash=hashed_secret(secret.secret),
        issued_at=int(time.time()),
        storage_target=request.storage_target or "",
        waiting_frame=frame if _FRAME_SECRET.fullmatch(frame) else "",
    )
    url = authentication_url(
        auth_url=registration.auth_url,
        client_id=registration.client_id,
        redirect_uri=absolute(REDIRECT_PATH),
        login=request,
        state=seal_state(state, key=state_keys()[0]),
        nonce=secret.nonce,
    )
    return Login(registration=registration, request=request, values=values, secret=secret, url=url)
