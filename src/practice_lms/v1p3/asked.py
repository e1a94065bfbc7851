"""What may be wrong with an authentication request as such (1EdTech security framework §5.1.1.2)."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

WITH_ANY_VALUE = ("client_id", "login_hint", "lti_message_hint", "nonce", "redirect_uri")
WITH_ONE_VALUE = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}


class AskedWrongError(Exception):
    """The request can't be answered by an id_token. `kind` is one of the platform's errors."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


def is_listed(uri: str, listed: Iterable[str], *, by_prefix: bool) -> bool:
    """Whether a redirect URI is registered: exactly, or (Canvas) but for a query with more than the registered one."""
    if not by_prefix:
        return uri in listed
    base, query = _parts(uri)
    return any(base == known and wanted <= query for known, wanted in map(_parts, listed))


def _parts(uri: str) -> tuple[str, set[tuple[str, str]]]:
    base, _mark, _query = uri.partition("?")
    return base, set(parse_qsl(urlsplit(uri).query, keep_blank_values=True))


def problem_with(values: Mapping[str, str]) -> AskedWrongError | None:
    """What is wrong with the parameters as such: Canvas wants all nine of them, and state is the tool's business."""
    lacking = [name for name in (*WITH_ANY_VALUE, *WITH_ONE_VALUE) if not values.get(name)]
    if lacking:
        return AskedWrongError("missing", f"The following parameters are missing: {', '.join(lacking)}")
    for name, only in WITH_ONE_VALUE.items():
        if values[name] != only:
            kind = name if name in {"scope", "response_type"} else "missing"
            return AskedWrongError(kind, f"The '{name}' must be '{only}'")
    return None
