"""The authentication request, and the form that answers it (1EdTech security framework §5.1.1.2, §5.1.1.3)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from practice_lms.dialects.dialect import Click
from practice_lms.faults import faults, kept, privacy_of
from practice_lms.identity import Seat, roles_in
from practice_lms.models import Person
from practice_lms.v1p1.signing import SignedForm
from practice_lms.v1p3 import hints
from practice_lms.v1p3.asked import AskedWrongError, is_listed, problem_with
from practice_lms.v1p3.id_token import launch_token, selection_token
from practice_lms.v1p3.login import storage_of
from practice_lms.v1p3.platform import Platform
from practice_lms.v1p3.platforms import PLATFORMS, platform_of
from practice_lms.v1p3.records import Hint, Registration


class NowhereError(ValueError):
    """The request names no place that an error may be posted to; the text says what is wrong with it."""


def authenticate(dialect: str, values: Mapping[str, str], person: Person | None) -> SignedForm:
    """The form to post to the tool: an id_token, or an error. `person` is whose session the browser has.

    Raises NowhereError.
    """
    registration = _registration(dialect, values)
    platform = platform_of(registration)
    storage = {"lti_storage_target": storage_of(platform)} if storage_of(platform) else {}
    state = {"state": values["state"]} if "state" in values else {}
    try:
        hint, token = _id_token(registration, values, person)
        fields = {"id_token": token} | storage
    except AskedWrongError as wrong:
        fields = {"error": platform.errors[wrong.kind], "error_description": str(wrong)}
        return SignedForm(values["redirect_uri"], fields | state)
    return kept(SignedForm(_address(platform, hint, values), fields | state))


def needs_session(values: Mapping[str, str]) -> bool:
    """Whether the click of this request was a person's, whose session must be there."""
    try:
        return not hints.find(values.get("lti_message_hint", "")).unattended
    except hints.HintError:
        return False


def _registration(dialect: str, values: Mapping[str, str]) -> Registration:
    registration = Registration.objects.filter(dialect=dialect, client_id=values.get("client_id", "")).first()
    if registration is None:
        raise NowhereError(_("No tool is registered here with this client_id."))
    uri = values.get("redirect_uri", "")
    if not is_listed(uri, registration.redirect_uris, by_prefix=PLATFORMS[dialect].name == "canvas"):
        raise NowhereError(_("The redirect_uri is not one of the registered ones: %(uri)s") % {"uri": uri})
    return registration


def _address(platform: Platform, hint: Hint, values: Mapping[str, str]) -> str:
    """Where the answer goes: Open edX up to 11.2 posts a deep linking request to the address that is typed for it."""
    if platform.name == "openedx" and faults().older and "url" in hint.message:
        return str(hint.message["url"])
    return values["redirect_uri"]


def _id_token(registration: Registration, values: Mapping[str, str], person: Person | None) -> tuple[Hint, str]:
    wrong = problem_with(values)
    if wrong:
        raise wrong
    if not registration.is_on:
        raise AskedWrongError("client", "Client not authorized in requested context: it is not switched on")
    try:
        hint = hints.find(values["lti_message_hint"])
        click = _click(registration, hint, values["login_hint"], person)
        hints.use(hint)
    except hints.HintError as error:
        raise AskedWrongError("hint", "The launch has either expired or already been consumed") from error
    return hint, _token(click, hint, values["nonce"])


def _click(registration: Registration, hint: Hint, login_hint: str, person: Person | None) -> Click:
    """The click that was kept. The person must still be the one who clicked, and the course must have the tool."""
    if hint.app.registration_id != registration.pk:
        raise hints.HintError
    if person is None and not hint.unattended:
        raise AskedWrongError("login", "Must have an active user session")
    seat = Seat(hint.course, hint.person, roles_in(hint.course, hint.person))
    click = Click(hint.app, seat, privacy_of(hint.app))
    is_other = person is not None and not hint.unattended and person.pk != hint.person.pk
    if is_other or platform_of(registration).login_hint(click) != login_hint:
        raise AskedWrongError("person", "The user of the session is not the one who opened the tool")
    return click


def _token(click: Click, hint: Hint, nonce: str) -> str:
    link = hints.link_of(hint)
    if link:
        return launch_token(click, link, nonce)
    return selection_token(click, hint.message["placement"], hint.message["url"], nonce)
