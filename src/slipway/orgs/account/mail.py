"""Mail to the owner of an account about what was done to it."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.functional import Promise

from slipway.orgs.models import User
from slipway.web.languages import writing_to


def mail_account(user: User, subject: str | Promise, template: str, **context: object) -> None:
    """Mail `template` in the user's own language; it knows them as `user`.

    Nothing goes out where mail is not set up, to a user without an address, and when the mail server fails: what the
    mail tells is done already.
    """
    if not settings.HAS_MAIL or not user.email:
        return
    with writing_to(user):
        text = render_to_string(template, {"user": user, **context})
        send_mail(str(subject), text, None, [user.email], fail_silently=True)
