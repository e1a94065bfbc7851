"""The hints of a login: a click is kept under the LMS's lti_message_hint, and taken out again once, in five minutes."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from practice_lms.dialects.dialect import Click
from practice_lms.faults import faults
from practice_lms.links import Link
from practice_lms.models import Assignment, ModuleItem
from practice_lms.v1p3.platforms import platform_of_app
from practice_lms.v1p3.records import Hint, StoredLink

HINT_LIFE = timedelta(minutes=5)


class HintError(Exception):
    """The hint is unknown, too old, or was used before."""


def keep_launch(click: Click, link: Link) -> Hint:
    """Keep a click on `link`."""
    found = {"assignment": link.assignment, "item": link.item, "stored": link.stored}
    message: dict[str, Any] = {"url": link.url, "title": link.title, "placement": link.placement}
    message |= {name: thing.pk for name, thing in found.items() if thing}
    return _keep(click, link, {"link": message})


def keep_selection(click: Click, placement: str, url: str) -> Hint:
    """Keep a click on the app's button of `placement`."""
    return _keep(click, None, {"placement": placement, "url": url})


def _keep(click: Click, link: Link | None, message: dict[str, Any]) -> Hint:
    text = platform_of_app(click.app).message_hint(click, link)
    whose = {"app": click.app, "course": click.course, "person": click.person}
    return Hint.objects.create(text=text, message=message, unattended=click.seat.unattended, **whose)


def find(text: str) -> Hint:
    """The click of a hint, whether used or not. Raises HintError."""
    hint = Hint.objects.select_related("app__registration", "course", "person").filter(text=text).first()
    if hint is None:
        raise HintError
    return hint


def use(hint: Hint) -> None:
    """Take the hint out, for good. Raises HintError: used before, too old, or the fault that says so."""
    with transaction.atomic():
        fresh = Hint.objects.filter(pk=hint.pk, used_at=None, made_at__gt=timezone.now() - HINT_LIFE)
        if not fresh.update(used_at=timezone.now()) or faults().hint_used:
            raise HintError


def link_of(hint: Hint) -> Link | None:
    """The link that was clicked; None for a selection. What was deleted meanwhile is left out."""
    kept = hint.message.get("link")
    if kept is None:
        return None
    return Link(
        url=kept["url"],
        title=kept["title"],
        placement=kept["placement"],
        assignment=Assignment.objects.filter(pk=kept.get("assignment", 0)).first(),
        item=ModuleItem.objects.select_related("module").filter(pk=kept.get("item", 0)).first(),
        stored=StoredLink.objects.filter(pk=kept.get("stored", 0)).first(),
    )
