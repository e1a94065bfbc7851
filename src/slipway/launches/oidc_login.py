"""A login initiation of LTI 1.3: which registration it means, and the authentication request that answers it."""

import time
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.encoding import force_bytes

from slipway.launches.arrival import Unverified
from slipway.launches.binding import Keepsake, fresh_keepsake
from slipway.launches.targets import read_target
from slipway.lms.find import registration_by_id, registrations_for
from slipway.lms.last_seen import note_login
from slipway.lms.models import Registration
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.login import LoginRequest, authentication_url
from slipway.lti.v1p3.state import State, binding_of, seal_state
from slipway.web.origin import absolute
from slipway.words import said

REDIRECT_PATH = "/lti/1p3/launch"


class SeveralRegistrationsError(Refused):
    """What the login says fits several registrations: the LMS must use the login URL of its own."""


@dataclass(frozen=True, kw_only=True)
class Login:
    """A login that may go on: to `url`, with `keepsake` left in the browser."""

    registration: Registration
    request: LoginRequest
    keepsake: Keepsake
    url: str


def begin_login(request: LoginRequest, registration_id: UUID | None) -> Login:
    """Prepare the authentication request; only a registration's first login leaves a trace. `registration_id` is that
    of its own login URL.

    Raises Refused: UNKNOWN_PLATFORM; Unverified with the registration: CREDENTIAL_DISABLED, DEPLOYMENT, WRONG_TARGET.
    """
    registration = _by_name(request) if registration_id is None else _by_own_url(request, registration_id)
    try:
        check_usable(registration)
        read_target(request.target_link_uri, home=settings.PUBLIC_URL)
    except Refused as reason:
        raise Unverified(reason, credential=registration, named=str(registration.pk)) from reason
    note_login(registration)
    return _login(request, registration)


def attributed(reason: Refused, registration_id: UUID | None) -> Refused:
    """The refusal of a login, for the owners of the registration at whose own address it came, be it unreadable."""
    if isinstance(reason, Unverified) or registration_id is None:
        return reason
    found = registration_by_id(registration_id)
    return Unverified(reason, credential=found, named=str(found.pk)) if found else reason


def check_usable(registration: Registration) -> None:
    """Refuse what is switched off, or what no owner has accepted yet. Raises Refused."""
    if registration.is_disabled:
        raise Refused(Refusal.CREDENTIAL_DISABLED, "The registration, or its LMS, is disabled.")
    if registration.is_pending:
        raise Refused(Refusal.DEPLOYMENT, "The LMS has registered itself; an owner has yet to accept the registration.")


def state_keys() -> list[bytes]:
    """What states are sealed with: the first seals, all open."""
    return [force_bytes(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _by_own_url(request: LoginRequest, registration_id: UUID) -> Registration:
    found = registration_by_id(registration_id)
    if found is None:
        raise Refused(Refusal.UNKNOWN_PLATFORM, "The login URL names a registration that does not exist.")
    # The letter counts: without it an LMS could be made to sign for another one's client.
    if found.issuer != request.iss or request.client_id not in {None, found.client_id}:
        cause = said("The login names the issuer %(iss)s, the registration %(issuer)s; or another client id.",
                     iss=request.iss, issuer=found.issuer)  # fmt: skip
        raise Unverified(Refused(Refusal.UNKNOWN_PLATFORM, cause), credential=found, named=str(found.pk))
    return found


def _by_name(request: LoginRequest) -> Registration:
    """The one registration that the shared login URL can mean; those out of use count only where no other is there."""
    found = registrations_for(issuer=request.iss, client_id=request.client_id)
    usable = [each for each in found if not each.is_disabled and not each.is_pending]
    fitting = usable or found
    if not fitting:
        cause = said("No registration has the issuer %(iss)s and the client id %(client)s.",
                     iss=request.iss, client=request.client_id or "-")  # fmt: skip
        raise Unverified(Refused(Refusal.UNKNOWN_PLATFORM, cause), credential=None, named=request.iss)
    if len(fitting) > 1:
        cause = said("%(count)d registrations fit the issuer %(iss)s.", count=len(fitting), iss=request.iss)
        raise SeveralRegistrationsError(Refusal.UNKNOWN_PLATFORM, cause)
    return fitting[0]


def _login(request: LoginRequest, registration: Registration) -> Login:
    keepsake = fresh_keepsake()
    state = State(
        registration_id=registration.pk,
        nonce=keepsake.nonce,
        binding_hash=binding_of(keepsake.secret),
        issued_at=int(time.time()),
        storage_target=request.storage_target or "",
    )
    url = authentication_url(
        auth_url=registration.auth_url,
        client_id=registration.client_id,
        redirect_uri=absolute(REDIRECT_PATH),
        login=request,
        state=seal_state(state, key=state_keys()[0]),
        nonce=keepsake.nonce,
    )
    return Login(registration=registration, request=request, keepsake=keepsake, url=url)
