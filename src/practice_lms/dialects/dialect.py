"""What a dialect is: a table of what an LMS says and does in its own way, as far as an LTI 1.1 tool can tell."""

import secrets
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from practice_lms.expansions import custom_parameters
from practice_lms.identity import Seat
from practice_lms.installing.matching import app_for
from practice_lms.links import Link
from practice_lms.models import App, Course, Person

Fields = dict[str, str]
Labels = Mapping[str, Any]  # a form's fields, in their order, with what the LMS calls them

LTI_LINK = "application/vnd.ims.lti.v1.ltilink"
WITH_NAME = frozenset({"public", "name_only"})
WITH_EMAIL = frozenset({"public", "email_only"})


@dataclass(frozen=True)
class Click:
    """Who opens which app in which course, and how much of a person may be told (an app's privacy level)."""

    app: App
    seat: Seat
    privacy: str

    @property
    def course(self) -> Course:
        return self.seat.course

    @property
    def person(self) -> Person:
        return self.seat.person


def letters_and_digits() -> str:
    """A nonce of 42 letters and digits: Canvas's."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(42))


def by_address(link: Link, apps: Sequence[App]) -> App | None:
    """The app that a link belongs to by its URL or domain: what most LMSs do."""
    return app_for(link.url, apps)


def names(click: Click) -> Fields:
    """lis_person_name_*, where the app may have them."""
    if click.privacy not in WITH_NAME:
        return {}
    person = click.person
    return {
        "lis_person_name_given": person.given_name,
        "lis_person_name_family": person.family_name,
        "lis_person_name_full": person.name,
    }


def email(click: Click) -> Fields:
    """The e-mail address, where the app may have it."""
    return {"lis_person_contact_email_primary": click.person.email} if click.privacy in WITH_EMAIL else {}


def plain_custom(click: Click) -> Fields:
    """The app's custom fields as they were typed."""
    return custom_parameters(click.app.custom, {})


def nothing(_click: Click, _placement: str) -> Fields:
    """A selection that says nothing besides."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """One LMS's way. Functions get the moment's facts and give values; message type, version and OAuth are added.

    `home` and `answer_path` give paths of this program, `context_id` also names the course in addresses that have a
    name instead of a number. `selections` says by placement what a content selection accepts; without any the LMS knows
    no content items. `data` makes what the tool must give back with its answer. `query_copied`: Canvas's way to sign a
    launch URL's query. `install` labels the form that adds a tool ({}: Canvas's own pages do it), `item` the form of a
    module's item. `takes_several`: what a selection brings is confirmed as a list. `most_points`: an item is graded in
    whole points up to that many (0: in any).
    """

    name: str
    label: str
    home: Callable[[Course], str]
    context_id: Callable[[Course], str]
    shared: Callable[[Click], Fields]
    launch: Callable[[Click, Link], Fields]
    select: Callable[[Click, str], Fields] = nothing
    selections: Mapping[str, Fields] = field(default_factory=dict)
    answer_path: Callable[[Click], str] = lambda click: click.course.path
    data: Callable[[Click, str], str] | None = None
    data_optional: bool = False
    nonce: Callable[[], str] = letters_and_digits
    query_copied: bool = False
    app_of: Callable[[Link, Sequence[App]], App | None] = by_address
    tools: Any = ""
    add: Any = ""
    install: Labels = field(default_factory=dict)
    item: Labels = field(default_factory=dict)
    takes_several: bool = False
    most_points: int = 0
