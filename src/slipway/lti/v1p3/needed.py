"""Claims without which a launch is refused. A missing claim and one of the wrong type have causes of their own."""

from slipway.lti.claims import Claims
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.unexpanded import says_something
from slipway.words import text


def missing_claim(name: str) -> Refused:
    """Why a launch without this claim is refused."""
    return Refused(Refusal.MALFORMED, text("The claim %(name)s is missing.", name=name))


def wrong_type(name: str) -> Refused:
    """Why a launch is refused whose claim is a list, a number or anything else that it should not be."""
    return Refused(Refusal.MALFORMED, text("The claim %(name)s is of the wrong type.", name=name))


def told_text(claims: Claims, name: str) -> str | None:
    """The text; None when it is missing. Raises Refused(MALFORMED) for another type."""
    if claims.values.get(name) is not None and not isinstance(claims.values[name], str):
        raise wrong_type(claims.called(name))
    return claims.text(name)


def told_id(claims: Claims, name: str) -> str | None:
    """The id; None when it is missing. Raises Refused(MALFORMED) for what is neither text nor whole number."""
    value = claims.values.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise wrong_type(claims.called(name))
    return claims.id(name)


def told_object(claims: Claims, name: str) -> Claims | None:
    """The object; None when it is missing. Raises Refused(MALFORMED) for another type."""
    value = claims.values.get(name)
    if value is None or (isinstance(value, str) and not says_something(value)):
        return None
    if not isinstance(value, dict):
        raise wrong_type(claims.called(name))
    return claims.within(name)


def told_names(claims: Claims, name: str) -> tuple[str, ...] | None:
    """The texts of a list, or the one text that came instead of a list; None when it is missing.

    Raises Refused(MALFORMED) for another type, and for a list of no texts that is not empty.
    """
    value = claims.values.get(name)
    if value is None:
        return None
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or (listed and not any(isinstance(each, str) for each in listed)):
        raise wrong_type(claims.called(name))
    return claims.texts(name)
