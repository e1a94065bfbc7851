"""What a spent code lets this browser do next: kept in the session for ten minutes, for one identity."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from slipway.lti.refusal import Refusal, Refused
from slipway.people.kept_identity import KeptIdentity, kept_identity
from slipway.people.models import CodePurpose, LmsIdentity, SingleUseCode
from slipway.people.visits import living_launch

PENDING_LASTS = timedelta(minutes=10)


def remember(request: HttpRequest, purpose: CodePurpose, code: SingleUseCode) -> None:
    """Allow `purpose` for the identity of a spent code in this browser, while the launch that it came by stands."""
    kept = KeptIdentity(identity_id=code.identity_id, launch_id=code.launch_id, until=timezone.now() + PENDING_LASTS)
    kept.keep(request, f"pending-{purpose}")


def pending_identity(request: HttpRequest, purpose: CodePurpose) -> LmsIdentity:
    """The identity that `remember` kept, for a POST the one that its page showed (its field `identity`).

    Raises Refused(SIGN_IN_CODE) when there is none, its time is over, or it was exchanged while its page stood open:
    a code that somebody else sends this browser must not take the place of the person's own.
    """
    kept = _kept(request, purpose)
    if request.method == "POST" and request.POST.get("identity") != str(kept.identity_id):
        raise Refused(Refusal.SIGN_IN_CODE, "Another code was spent in this browser since the page was made.")
    identity = LmsIdentity.objects.select_related("user", "lms__organization").filter(pk=kept.identity_id).first()
    if identity is None or not living_launch(kept.launch_id).exists():
        raise Refused(
            Refusal.SIGN_IN_CODE, "The LMS or its credential was removed or disabled since the code was spent."
        )
    if identity.is_test:
        raise Refused(Refusal.SIGN_IN_CODE, "The LMS's test student is nobody, and has no account.")
    return identity


def pending_launch(request: HttpRequest, purpose: CodePurpose) -> str:
    """The launch whose code `pending_identity` speaks of."""
    return str(_kept(request, purpose).launch_id)


def _kept(request: HttpRequest, purpose: CodePurpose) -> KeptIdentity:
    kept = kept_identity(request, f"pending-{purpose}")
    if kept is None:
        raise Refused(Refusal.SIGN_IN_CODE, "No code was spent for this in the last ten minutes.")
    return kept


def forget_pending(request: HttpRequest, purpose: CodePurpose) -> None:
    """Forget what `remember` kept."""
    request.session.pop(f"pending-{purpose}", None)
