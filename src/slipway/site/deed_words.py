"""What the page that asks for the password says of a deed of `power.DEEDS`.

Whoever types it there may be somebody else than who pressed: at a screen that was left unlocked, say. So the page names
the action, whom or what it changes, and what was typed for it.
"""

from collections.abc import Mapping

from django.db.models import Model
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve

from slipway.classes.models import ConnectionRequest, Enrolment
from slipway.lms.models import ConsumerKey, Lms, Registration
from slipway.orgs.models import Membership
from slipway.orgs.sign_in import kept_post
from slipway.site.power import DEEDS
from slipway.web.mailed_names import on_one_line

# Ids in an address, each looked up within its organization, class or account alone: no name of others is shown.
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
    """What the page says of the action after the password; {} for what is no deed, or not this account's to do."""
    back = request.POST.get("next") or request.GET.get("next", "")
    name, there = _deed_at(back)
    if there is None:
        return {}
    try:
        whose = DEEDS[name].rights(request.user, there.kwargs)  # type: ignore[arg-type]  # who is asked has an account
    except Http404:
        return {}
    typed = QueryDict(kept_post.typed_for(request, back.partition("?")[0], kept_post.word_of(back)) or "")
    lines = [on_one_line(text)[:_LONGEST] for field, texts in typed.lists() if _may_show(field) for text in texts]
    shown = [line for line in lines if line][:_MOST]
    return {"deed": DEEDS[name].does, "of": _things(whose, there, request), "typed": shown}


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
