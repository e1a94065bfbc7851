"""The deeds that make power, on one list: each asks whoever does it for a recent sign-in.

A session that somebody has borrowed, at a desk or by a stolen cookie, ends; what it could make here would stay: an
owner, a key, an address that is believed, a copy of people's data. What is not here gives nobody anything for good.
`tests/walls/test_power.py` names what is not on it, and why, so that a new address has to be judged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from slipway.classes.managed import managed_class_or_404
from slipway.orgs.access import owned_or_404
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity
from slipway.web.languages import LazyText

Rights = Callable[[User, Mapping[str, Any]], object]  # raises Http404 for whoever may not do it at all
Page = Literal["asks", "looks", "none"]  # its own page asks too, may be looked at without, or is none: a button alone
Answers = Literal["goes-on", "again"]  # after the password: does what was pressed, or lets it be pressed again


@dataclass(frozen=True)
class Deed:
    """What is asked, of whom, and what comes after the password. `does` names it on the page that asks.

    The page asks where it is nothing but the way to the deed, or shows a secret. `answers="again"` where what was
    typed is a secret that must be kept nowhere, or the answer is a file: the password page would stand still then.
    `button` is the page that the button for a file stands on.
    """

    does: LazyText
    rights: Rights
    page: Page = field(default="asks", kw_only=True)
    answers: Answers = field(default="goes-on", kw_only=True)
    button: str = field(default="", kw_only=True)


def _owner(user: User, named: Mapping[str, Any]) -> object:
    return owned_or_404(user, named["organization_id"])


def _teacher(user: User, named: Mapping[str, Any]) -> object:
    return managed_class_or_404(user, named["classroom_id"])


def _of_ones_own(user: User, named: Mapping[str, Any]) -> object:
    if "identity_id" in named:
        return get_object_or_404(LmsIdentity, user=user, pk=named["identity_id"])
    return user


# By the name of the address.
DEEDS: Mapping[str, Deed] = {
    # Who belongs to an organization, and as what.
    "organization-people": Deed(_("Invite somebody into the organization"), _owner, page="looks"),
    "member-role": Deed(_("Give a member of the organization another role"), _owner, page="none"),
    "member-remove": Deed(_("Remove a member of the organization"), _owner),
    # LMSs and their keys: what launches are believed by. By an LMS's kind, who is an administrator in what it sends,
    # and what of a launch has to be signed.
    "lms-new": Deed(_("Add an LMS"), _owner),
    "lms-disable": Deed(_("Disable an LMS"), _owner),
    "lms-remove": Deed(_("Remove an LMS"), _owner),
    "key-new": Deed(_("Make a key"), _owner),
    "key-delete": Deed(_("Delete a key"), _owner),
    "key-disable": Deed(_("Disable a key"), _owner),
    "secret-reset": Deed(_("Make a new secret for a key"), _owner),
    "lms-enable": Deed(_("Enable an LMS"), _owner, page="none"),
    "lms-kind": Deed(_("Say what kind of LMS it is"), _owner, page="none"),
    "key-enable": Deed(_("Enable a key"), _owner, page="none"),
    "secret-reveal": Deed(_("Show the secret of a key"), _owner, page="none"),
    # Registrations, the addresses that they believe, and their deployments.
    "registration-new": Deed(_("Register an LMS"), _owner),
    "registration-edit": Deed(_("Change a registration"), _owner),
    "registration-link": Deed(_("Make a link by which an LMS registers itself"), _owner),
    "registration-disable": Deed(_("Disable a registration"), _owner),
    "registration-remove": Deed(_("Remove a registration"), _owner),
    "registration-enable": Deed(_("Enable a registration"), _owner, page="none"),
    "registration-accept": Deed(_("Accept a registration"), _owner, page="none"),
    "registration-settle": Deed(_("Decide about a change of a registration"), _owner, page="none"),
    "registration-own-key": Deed(_("Give a registration a key of the organization's own"), _owner, page="none"),
    "deployment-decide": Deed(_("Decide about a deployment"), _owner, page="none"),
    # Who may show Slipway in a frame, and which ids are one person.
    "origin-new": Deed(_("Let an address show Slipway in its frames"), _owner),
    "origin-remove": Deed(_("No longer let an address show Slipway in its frames"), _owner, page="none"),
    "lms-twice": Deed(_("Say which accounts of an LMS are one person"), _owner, page="looks"),
    # Who is what in a class, and which courses of an LMS are let into it.
    "class-people": Deed(_("Add somebody to a class"), _teacher, page="looks"),
    "class-details": Deed(_("Change the details of a class"), _teacher, page="looks"),
    "enrolment-role": Deed(_("Give somebody in a class another role"), _teacher, page="none"),
    "enrolment-restore": Deed(_("Bring somebody back into a class"), _teacher, page="none"),
    "class-lms-url": Deed(_("Change the LMS address of a class"), _teacher, page="none"),
    "request-approve": Deed(_("Let a course of an LMS into a class"), _teacher, page="none"),
    # Files of who came when.
    "launch-log-csv": Deed(_("Download the launch log"), _owner, page="none", answers="again", button="launch-log"),
    "class-launch-log-csv": Deed(
        _("Download the launch log of a class"), _teacher, page="none", answers="again", button="class-launch-log"
    ),
    # Files of who did what.
    "progress-csv": Deed(
        _("Download the progress of a class"), _teacher, page="none", answers="again", button="own:progress"
    ),
    # An account's own ways in.
    "account_change_password": Deed(_("Change your password"), _of_ones_own, answers="again"),
    "account_set_password": Deed(_("Set your password"), _of_ones_own, answers="again"),
    "account_email": Deed(_("Change your e-mail addresses"), _of_ones_own, page="looks"),
    "mfa_activate_totp": Deed(_("Turn two-step sign-in on"), _of_ones_own, answers="again"),
    "mfa_deactivate_totp": Deed(_("Turn two-step sign-in off"), _of_ones_own),
    "mfa_generate_recovery_codes": Deed(_("Make new recovery codes"), _of_ones_own),
    "mfa_view_recovery_codes": Deed(_("Show your recovery codes"), _of_ones_own),
    "mfa_download_recovery_codes": Deed(
        _("Download your recovery codes"), _of_ones_own, answers="again", button="mfa_view_recovery_codes"
    ),
    "link": Deed(_("Link an account of an LMS with yours"), _of_ones_own),
    "lms-account-unlink": Deed(_("Unlink an account of an LMS from yours"), _of_ones_own),
}
