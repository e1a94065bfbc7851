"""Setting up a sign-in for somebody whom only an LMS knows: the address is proved by mail, then a password is set.

The address is what the person types here, never what the LMS says of them.
"""

from allauth.account.models import EmailAddress
from allauth.core.ratelimit import consume
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.models import User
from slipway.people.models import CodePurpose, LmsIdentity
from slipway.people.pending import pending_launch
from slipway.people.visits import living_launch
from slipway.web.languages import writing_to
from slipway.web.origin import absolute
from slipway.web.payloads import FORM, Payload, UnreadablePayloadError

SIGN_IN_LINK_SALT = "slipway.people.sign-in"
SIGN_IN_LINK_LASTS = 24 * 60 * 60  # seconds
_FORM = 1
LIMIT = "set_up_sign_in"  # its rate stands with allauth's, in the settings


class SignInLinkOverError(Exception):
    """The mailed link was used, is over a day old, was changed on its way, or its launch ended with its credential.

    Or its person is an LMS's test student.
    """


class TooMuchMailError(Exception):
    """This person asked for too many mails, or too many went to this address."""


def send_confirmation(request: HttpRequest, *, identity: LmsIdentity, email: str) -> None:
    """Mail a link to `email`. An address that has an account gets another text; the page says the same for both.

    Raises TooMuchMailError: whoever can launch could else fill a stranger's mailbox.
    """
    keys = (f"by {identity.pk}", f"to {email.lower()}")
    if not all(consume(request, action=LIMIT, key=key) for key in keys):
        raise TooMuchMailError
    account = User.objects.filter(email=email.lower()).first()
    with writing_to(account):
        subject, launch = _("Slipway: set up your sign-in"), pending_launch(request, CodePurpose.SIGN_IN)
        text = _has_account() if account else _confirmation(identity, email, launch)
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [email])


def _has_account() -> str:
    return render_to_string("people/has_account_mail.txt", {"login": absolute(reverse("account_login"))})


def _confirmation(identity: LmsIdentity, email: str, launch: str) -> str:
    kept = {FORM: _FORM, "user": str(identity.user_id), "email": email.lower(), "launch": launch}
    token = signing.dumps(kept, salt=SIGN_IN_LINK_SALT)
    url = absolute(reverse("set-password", args=[token]))
    return render_to_string("people/confirm_mail.txt", {"url": url, "identity": identity})


def person_of_link(token: str) -> tuple[User, str]:
    """The user and address of a mailed link. Raises SignInLinkOverError."""
    try:
        kept = signing.loads(token, salt=SIGN_IN_LINK_SALT, max_age=SIGN_IN_LINK_LASTS)
        link = Payload(kept, newest=_FORM)  # form 0 may lack the launch
        user_id, email, launch = link.get("user", str), link.get("email", str), link.get("launch", str, "")
    except (signing.BadSignature, UnreadablePayloadError) as fault:
        raise SignInLinkOverError from fault
    people = User.objects.exclude(identities__is_test=True)  # an LMS's test student is nobody
    user = people.filter(pk=user_id, email=None, is_active=True).first()
    if user is None or (launch and not living_launch(launch).exists()):
        raise SignInLinkOverError
    return user, email


def set_up_sign_in(*, user: User, email: str, name: str, password: str) -> None:
    """Make the launched person `user` an account that signs in with `email`.

    Raises SignInLinkOverError when they have one by now, or somebody else has this address.
    """
    try:
        with transaction.atomic():
            held = User.objects.select_for_update().get(pk=user.pk, email=None)
            held.email, held.name = email, name
            held.set_password(password)
            held.save()
            EmailAddress.objects.create(user=held, email=email, verified=True, primary=True)
            audit(held, AuditAction.ACCOUNT_SET_UP, held, organization_id=None)
    except (IntegrityError, User.DoesNotExist) as taken:
        raise SignInLinkOverError from taken
