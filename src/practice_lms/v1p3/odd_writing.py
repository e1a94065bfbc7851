"""Claims as some LMSs write them: what counts as a number, a list of one without its list, names in capitals."""

from typing import Any

from practice_lms.v1p3.names import DEEP_LINKING, LTI
from practice_lms.v1p3.platform import Claims


def oddly_written(claims: Claims) -> Claims:
    """The same claims, in types and letters that no specification has."""
    odd: Claims = {name: _number(value) for name, value in claims.items() if name in {"sub", f"{LTI}deployment_id"}}
    for name in (f"{LTI}context", f"{LTI}resource_link"):
        if isinstance(claims.get(name), dict):
            odd[name] = {**claims[name], "id": _number(claims[name]["id"])}
    roles = claims[f"{LTI}roles"]
    odd[f"{LTI}roles"] = roles[0] if len(roles) == 1 else roles
    odd[f"{LTI}message_type"] = claims[f"{LTI}message_type"].upper()
    if settings := claims.get(f"{DEEP_LINKING}deep_linking_settings"):
        odd[f"{DEEP_LINKING}deep_linking_settings"] = {**settings, **_capitals(settings)}
    return claims | odd


def _number(text: str) -> str | int:
    return int(text) if text.isascii() and text.isdecimal() else text


def _capitals(settings: dict[str, Any]) -> dict[str, Any]:
    lists = ("accept_types", "accept_presentation_document_targets")
    return {name: [each.upper() for each in settings[name]] for name in lists if name in settings}
