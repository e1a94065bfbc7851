"""What each deed of `power.DEEDS` is called on the page that asks for the password.

Whoever types it there may be somebody else than who pressed: at a screen that was left unlocked, say. So the page says
what is done by it, of what, and with which words that were typed.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext_lazy as _

from slipway.classes.models import ConnectionRequest, Enrolment
from slipway.lms.models import ConsumerKey, Lms, Registration
from slipway.orgs.models import Membership
from slipway.orgs.sign_in import kept_post
from slipway.site.power import DEEDS
from slipway.web.mailed_names import on_one_line

DOES: Mapping[str, Any] = {
    "organization-people": _("Invite somebody into the organization"),
    "member-role": _("Give a member of the organization another role"),
    "member-remove": _("Remove a member of the organization"),
    "lms-new": _("Add an LMS"),
    "lms-disable": _("Disable an LMS"),
    "lms-enable": _("Enable an LMS"),
    "lms-remove": _("Remove an LMS"),
    "lms-kind": _("Say what kind of LMS it is"),
    "lms-twice": _("Say which accounts of an LMS are one person"),
    "key-new": _("Make a key"),
    "key-delete": _("Delete a key"),
    "key-disable": _("Disable a key"),
    "key-enable": _("Enable a key"),
    "secret-reset": _("Make a new secret for a key"),
    "secret-reveal": _("Show the secret of a key"),
    "registration-new": _("Register an LMS"),
    "registration-edit": _("Change a registration"),
    "registration-link": _("Make a link by which an LMS registers itself"),
    "registration-disable": _("Disable a registration"),
    "registration-enable": _("Enable a registration"),
    "registration-remove": _("Remove a registration"),
    "registration-accept": _("Accept a registration"),
    "registration-settle": _("Decide about a change of a registration"),
    "registration-own-key": _("Give a registration a key of the organization's own"),
    "deployment-decide": _("Decide about a deployment"),
    "origin-new": _("Let an address show Slipway in its frames"),
    "origin-remove": _("No longer let an address show Slipway in its frames"),
    "class-people": _("Add somebody to a class"),
    "class-details": _("Change the details of a class"),
    "class-lms-url": _("Change the LMS address of a class"),
    "enrolment-role": _("Give somebody in a class another role"),
    "enrolment-restore": _("Bring somebody back into a class"),
    "request-approve": _("Let a course of an LMS into a class"),
    "launch-log-csv": _("Download the launch log"),
    "class-launch-log-csv": _("Download the launch log of a class"),
    "account_change_password": _("Change your password"),
    "account_set_password": _("Set your password"),
    "account_email": _("Change your e-mail addresses"),
    "mfa_activate_totp": _("Turn two-step sign-in on"),
    "mfa_deactivate_totp": _("Turn two-step sign-in off"),
    "mfa_generate_recovery_codes": _("Make new recovery codes"),
    "mfa_view_recovery_codes": _("Show your recovery codes"),
    "mfa_download_recovery_codes": _("Download your recovery codes"),
    "link": _("Link an account of an LMS with yours"),
    "lms-account-unlink": _("Unlink an account of an LMS from yours"),
}
# What an address may name besides whose it is: looked up there alone, so that no name of others is shown.
_THINGS: Mapping[str, tuple[type[Model], str, str]] = {
    "membership_id": (Membership, "organization", "user"),
    "lms_id": (Lms, "organization", ""),
    "key_id": (ConsumerKey, "lms__organization", ""),
    "registration_id": (Registration, "lms__organization", ""),
    "enrolment_id": (Enrolment, "classroom", "user"),
    "request_id": (ConnectionRequest, "classroom", "lms_course"),
}
_SECRET = ("password", "secret", "code")  # no field of what is kept is called so; none is shown if one ever is
_MOST, _LONGEST = 20, 200


def told_of(request: HttpRequest) -> dict[str, object]:
    """What the page is to say of what comes after the password: nothing of what is no deed, or not this account's."""
    back = request.POST.get("next") or request.GET.get("next", "")
    name, there = _deed_at(back)
    if there is None:
        return {}
    try:
        whose = DEEDS[name].rights(request.user, there.kwargs)  # type: ignore[arg-type]  # who is asked has an account
    except Http404:
        return {}
    typed = QueryDict(kept_post.typed_for(request, back.partition("?")[0], kept_post.word_of(back)) or "")
    said = [on_one_line(text)[:_LONGEST] for field, texts in typed.lists() if _may_show(field) for text in texts]
    return {"deed": DOES[name], "of": _things(whose, there, request), "typed": [text for text in said if text][:_MOST]}


def _deed_at(back: str) -> tuple[str, ResolverMatch | None]:
    try:
        there = resolve(back.partition("?")[0])
    except Resolver404:
        return "", None
    names = [name for name, deed in DEEDS.items() if there.view_name in {name, deed.button}]
    names.sort(key=lambda name: name != there.view_name)
    return (names[0], there) if names else ("", None)


def _things(whose: object, there: ResolverMatch, request: HttpRequest) -> list[str]:
    found = [] if whose == request.user else [str(whose)]
    named = there.kwargs
    for key, (model, owner, shown) in _THINGS.items():
        if key in named:
            scope = {owner: named.get("organization_id") or named.get("classroom_id"), "pk": named[key]}
            thing = model._default_manager.filter(**scope).first()  # noqa: SLF001  # Django's documented way to any model's rows
            found += [str(getattr(thing, shown) if shown else thing)] if thing else []
    return [on_one_line(text)[:_LONGEST] for text in found]


def _may_show(field: str) -> bool:
    return not any(word in field.lower() for word in _SECRET)
