"""The deeds that make power, on one list: each asks whoever does it for a recent sign-in.

A session that somebody has borrowed, at a desk or by a stolen cookie, ends; what it could make here would stay: an
owner, a key, an address that is believed, a copy of people's data. What is not here gives nobody anything for good.
`tests/walls/test_power.py` names what is not on it, and why, so that a new address has to be judged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.shortcuts import get_object_or_404

from slipway.classes.managed import managed_class_or_404
from slipway.orgs.access import owned_or_404
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity

Rights = Callable[[User, Mapping[str, Any]], object]  # raises Http404 for whoever may not do it at all
Page = Literal["asks", "looks", "none"]  # its own page asks too, may be looked at without, or is none: a button alone
Answers = Literal["goes-on", "again"]  # after the password: does what was pressed, or lets it be pressed again


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What is asked, of whom, and what comes after the password.

    The page asks where it is nothing but the way to the deed, or shows a secret. `answers="again"` where what was
    typed is a secret that must be kept nowhere, or the answer is a file: the password page would stand still then.
    `button` is the page that the button for a file stands on.
    """

    rights: Rights
    page: Page = "asks"
    answers: Answers = "goes-on"
    button: str = ""


def _owner(user: User, named: Mapping[str, Any]) -> object:
    return owned_or_404(user, named["organization_id"])


def _teacher(user: User, named: Mapping[str, Any]) -> object:
    return managed_class_or_404(user, named["classroom_id"])


def _of_ones_own(user: User, named: Mapping[str, Any]) -> object:
    if "identity_id" in named:
        return get_object_or_404(LmsIdentity, user=user, pk=named["identity_id"])
    return user


def _each(names: str, deed: Deed) -> dict[str, Deed]:
    return dict.fromkeys(names.split(), deed)


# By the name of the address.
DEEDS: Mapping[str, Deed] = {
    # Who belongs to an organization, and as what.
    **_each("organization-people", Deed(rights=_owner, page="looks")),
    **_each("member-role", Deed(rights=_owner, page="none")),
    **_each("member-remove", Deed(rights=_owner)),
    # LMSs and their keys: what launches are believed by. By an LMS's kind, who is an administrator in what it sends,
    # and what of a launch has to be signed.
    **_each("lms-new lms-disable lms-remove key-new key-delete key-disable secret-reset", Deed(rights=_owner)),
    **_each("lms-enable lms-kind key-enable secret-reveal", Deed(rights=_owner, page="none")),
    # Registrations, the addresses that they believe, and their deployments.
    **_each("registration-new registration-edit registration-link", Deed(rights=_owner)),
    **_each("registration-disable registration-remove", Deed(rights=_owner)),
    **_each("registration-enable registration-accept registration-settle", Deed(rights=_owner, page="none")),
    **_each("registration-own-key deployment-decide", Deed(rights=_owner, page="none")),
    # Who may show Slipway in a frame, and which ids are one person.
    **_each("origin-new", Deed(rights=_owner)),
    **_each("origin-remove", Deed(rights=_owner, page="none")),
    **_each("lms-twice", Deed(rights=_owner, page="looks")),
    # Who is what in a class, and which courses of an LMS are let into it.
    **_each("class-people class-details", Deed(rights=_teacher, page="looks")),
    **_each("enrolment-role enrolment-restore class-lms-url request-approve", Deed(rights=_teacher, page="none")),
    # Files of who came when.
    **_each("launch-log-csv", Deed(rights=_owner, page="none", answers="again", button="launch-log")),
    **_each("class-launch-log-csv", Deed(rights=_teacher, page="none", answers="again", button="class-launch-log")),
    # An account's own ways in.
    **_each("account_change_password account_set_password", Deed(rights=_of_ones_own, answers="again")),
    **_each("account_email", Deed(rights=_of_ones_own, page="looks")),
    **_each("mfa_activate_totp", Deed(rights=_of_ones_own, answers="again")),
    **_each("mfa_deactivate_totp mfa_generate_recovery_codes mfa_view_recovery_codes", Deed(rights=_of_ones_own)),
    **_each(
        "mfa_download_recovery_codes",
        Deed(rights=_of_ones_own, answers="again", button="mfa_view_recovery_codes"),
    ),
    **_each("link lms-account-unlink", Deed(rights=_of_ones_own)),
}
