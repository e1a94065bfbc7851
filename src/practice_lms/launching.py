"""Make the forms that begin a launch or a selection, in the course's dialect: signed in LTI 1.1, a login in LTI 1.3."""

from collections.abc import Mapping
from typing import Any

from practice_lms.configuration import configuration
from practice_lms.dialects import canvas, dialect_of
from practice_lms.dialects.dialect import Click, Fields
from practice_lms.faults import faults, privacy_of, sign_for
from practice_lms.identity import Seat
from practice_lms.links import Link
from practice_lms.models import App, Course
from practice_lms.v1p1.signing import SignedForm
from practice_lms.v1p3.login import launch_login, selection_login
from practice_lms.v1p3.platforms import PLATFORMS

EVERY = {"lti_version": "LTI-1p0", "oauth_callback": "about:blank"}
BASIC_LAUNCH = EVERY | {"lti_message_type": "basic-lti-launch-request"}
REQUEST = EVERY | {"lti_message_type": "ContentItemSelectionRequest"}
CONTENT_ITEM = frozenset({"ContentItemSelectionRequest", "ContentItemSelection", "ContentItemSelectionResponse"})


def launch_form(app: App, seat: Seat, link: Link) -> SignedForm:
    """A launch of `link` by the person in `seat`."""
    if app.registration:
        return launch_login(_click(app, seat), link)
    return _sign(
        app, seat, link.url, _launch_fields(_click(app, seat), link) | _wrong("launch_presentation_return_url")
    )


def selection_form(app: App, seat: Seat, placement: str) -> SignedForm:
    """A selection request for one of the dialect's placements."""
    click, dialect, url = _click(app, seat), dialect_of(seat.course), selection_url(app, placement)
    if app.registration:
        return selection_login(click, placement, url)
    returns = configuration().url + dialect.answer_path(click)
    if not speaks_content_item(app, placement):
        return _sign(app, seat, url, _legacy_fields(click, placement, returns))
    fields = {
        **REQUEST,
        "content_item_return_url": returns,
        **({"data": dialect.data(click, url)} if dialect.data else {}),
        **dialect.shared(click),
        **dialect.select(click, placement),
        **dialect.selections[placement],
    }
    return _sign(app, seat, url, fields | _wrong("content_item_return_url"))


def speaks_content_item(app: App, placement: str) -> bool:
    """Whether the placement uses content-item messages. Canvas launches all others in its older, own way."""
    return app.placements[placement].get("message_type") in CONTENT_ITEM


def selection_url(app: App, placement: str) -> str:
    """Where a placement is launched: its own URL, else the app's."""
    return str(app.placements.get(placement, {}).get("url") or app.launch_url)


def selections_of(app: App, course: Course) -> Mapping[str, Mapping[str, Any]]:
    """What may be selected from an app in a course, by placement: as the version of LTI that it speaks has it."""
    return PLATFORMS[course.dialect].selections if app.registration else dialect_of(course).selections


def _click(app: App, seat: Seat) -> Click:
    return Click(app, seat, privacy_of(app))


def _launch_fields(click: Click, link: Link) -> Fields:
    dialect = dialect_of(click.course)
    return {**BASIC_LAUNCH, **dialect.shared(click), **dialect.launch(click, link)}


def _legacy_fields(click: Click, placement: str, returns: str) -> Fields:
    link = Link(url=selection_url(click.app, placement), title=click.app.name, placement=placement)
    return {**_launch_fields(click, link), **canvas.legacy_selection(placement, faults().return_url or returns)}


def _wrong(name: str) -> Fields:
    """The return URL that the faults say, if they say one."""
    return {name: faults().return_url} if faults().return_url else {}


def _sign(app: App, seat: Seat, url: str, fields: Fields) -> SignedForm:
    return sign_for(app, url, fields, dialect_of(seat.course))
