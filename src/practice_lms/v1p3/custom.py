"""Custom fields of an LTI 1.3 message: those that the LMS sends, their variables expanded."""

from practice_lms.dialects.dialect import Click
from practice_lms.expansions import variables
from practice_lms.links import Link
from practice_lms.v1p3.names import LTI
from practice_lms.v1p3.platform import Claims
from practice_lms.v1p3.platforms import platform_of_app


def custom_claim(click: Click, placement: str, link: Link | None, claims: Claims) -> dict[str, str]:
    """The fields with their variables expanded. One that is not known, or not here, stays the literal `$Name`."""
    fields = platform_of_app(click.app).custom(click, placement, link)
    known = variables(click.seat, click.privacy, link) if click.course.dialect == "canvas" else {}
    known |= _standard(claims)
    return {name: known.get(value, value) for name, value in fields.items()}


def _standard(claims: Claims) -> dict[str, str]:
    """Variables of the specification that the message's own claims answer."""
    context, link = claims.get(f"{LTI}context", {}), claims.get(f"{LTI}resource_link", {})
    named = {
        "$Context.id": context.get("id"),
        "$Context.title": context.get("title"),
        "$Context.label": context.get("label"),
        "$Context.id.history": "",
        "$ResourceLink.id": link.get("id"),
        "$ResourceLink.title": link.get("title"),
        "$User.id": claims.get("sub"),
        "$Person.name.full": claims.get("name"),
        "$Person.name.given": claims.get("given_name"),
        "$Person.name.family": claims.get("family_name"),
        "$Person.email.primary": claims.get("email"),
    }
    return {name: value for name, value in named.items() if value is not None}
