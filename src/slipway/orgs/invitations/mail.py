"""The mail that carries an invitation's link."""

import smtplib

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from slipway.orgs.models import Invitation, User
from slipway.web.languages import writing_to
from slipway.web.mailed_names import mailed_name

log = structlog.get_logger("slipway.invitations")


def mail_invitation(invitation: Invitation, link: str) -> bool:
    """Send `link` to the invited address. False when this installation has no mail or the mail server refused."""
    if not settings.HAS_MAIL:
        return False
    with writing_to(User.objects.filter(email=invitation.email).first()):  # else as the one who invites reads
        subject = _("Slipway: an invitation")  # without names: they are free texts, and everybody reads a subject
        who = mailed_name(invitation.invited_by.name) or _("An owner")
        text = render_to_string("orgs/invitation_mail.txt", {"invitation": invitation, "link": link, "who": who})
    try:
        return bool(send_mail(subject, text, None, [invitation.email]))
    except (smtplib.SMTPException, OSError) as fault:
        log.warning("invitation-not-mailed", invitation=str(invitation.pk), fault=type(fault).__name__)
        return False
