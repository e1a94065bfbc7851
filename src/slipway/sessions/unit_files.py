"""A unit's files as pages show them: by addresses signed for one visitor, good for ten minutes.

A frame in an LMS has no cookies, so the signature alone lets an image in. What was uploaded is hostile
(docs/architecture.md, rule 10): only images are shown, nothing is sniffed, nothing of it runs.
"""

from collections.abc import Callable
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from slipway.content.file_types import IMAGE_TYPES
from slipway.content.kinds import UNIT_KINDS
from slipway.content.letters import composed
from slipway.content.models import Unit, UnitFile
from slipway.orgs.models import User
from slipway.sessions.access import role_in
from slipway.sessions.visitor import Visitor, is_alive, standing_sessions
from slipway.web.payloads import FORM, Payload, UnreadablePayloadError
from slipway.web.served_file import served_file

IMAGE_URL_SALT = "slipway.classes.files"  # as addresses that are open in browsers have it
IMAGE_URL_LASTS = 600  # seconds
_FORM = 1


def image_url_for(visitor: Visitor, unit: Unit) -> Callable[[str], str | None]:
    """A function from a path in the unit to the image's address for this visitor; None for what is no image there."""
    files: dict[str, UUID] | None = None

    def url_for(path: str) -> str | None:
        nonlocal files
        if files is None:  # one read, and none for a guide without images
            images = UnitFile.objects.filter(unit=unit, file__content_type__in=IMAGE_TYPES)
            hidden = UNIT_KINDS[unit.kind].is_hidden
            files = {composed(held): key for held, key in images.values_list("path", "pk") if not hidden(held)}
        file_id = files.get(composed(path))
        return reverse("unit-file", args=[_signed(visitor, file_id)]) if file_id else None

    return url_for


@require_safe
def unit_file(request: HttpRequest, signed: str) -> HttpResponse:
    """The file that a signed address names. 404 when it is old or was changed, or its visitor has left the class."""
    try:
        address = Payload(signing.loads(signed, salt=IMAGE_URL_SALT, max_age=IMAGE_URL_LASTS), newest=_FORM)
        file_id, visitor = address.get("file", str), _visitor(address)  # in form 0 too
    except (signing.BadSignature, UnreadablePayloadError) as fault:
        raise Http404 from fault
    row = UnitFile.objects.select_related("file", "unit").filter(pk=file_id).first()
    if row is None or visitor is None or role_in(visitor, row.unit.classroom_id) is None:
        raise Http404
    if UNIT_KINDS[row.unit.kind].is_hidden(row.path):
        raise Http404
    image = row.file.content_type if row.file.content_type in IMAGE_TYPES else None
    response = served_file(bytes(row.file.content), path=row.path, shown_as=image)
    response["Cache-Control"] = f"private, max-age={IMAGE_URL_LASTS}"
    return response


def _signed(visitor: Visitor, file_id: UUID) -> str:
    who = {"launch": str(visitor.session.launch_id)} if visitor.session else {"user": str(visitor.user.pk)}
    return signing.dumps({FORM: _FORM, "file": str(file_id), **who}, salt=IMAGE_URL_SALT)


def _visitor(address: Payload) -> Visitor | None:
    """For whom the address was signed, if they may still come: a launch by its session, a person by being active."""
    launch = address.optional("launch", str)
    if launch is None:
        user = User.objects.filter(pk=address.get("user", str), is_active=True).first()
        return Visitor(user=user, name="") if user else None
    session = standing_sessions().filter(launch_id=UUID(launch)).first()
    if session is None or not is_alive(session):
        return None
    return Visitor(user=session.identity.user, name="", session=session)
