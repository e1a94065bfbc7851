"""A launch's parameters as the launch log may show them."""

import re

from slipway.lti.v1p1.form import SignedForm

HIDDEN = "(hidden)"
MAX_VALUE = 500
MAX_NAME = 100

# `ext_ims_lis_memberships_id` is Sakai's: who has it may read the roster.
_SECRET_NAME = re.compile(
    r"oauth_(signature|nonce)|data|ext_ims_lis_memberships_id|.*sourcedid|.*(secret|password|token).*", re.IGNORECASE
)
# Each takes what it has looked at, so that a value of 256 KiB costs milliseconds, whatever stands in it.
_URL = re.compile(r"""https?://[^\s"'<>]*""", re.IGNORECASE)
_VOCABULARY = re.compile(r"https?://purl\.imsglobal\.org/[\w/.,:#-]*\Z", re.IGNORECASE)  # also a list of them
_URL_QUERY = re.compile(r"[?#].*", re.DOTALL)
_URL_USER = re.compile(r"(https?://)[^/]*@", re.IGNORECASE)
# The same where a URL stands percent-encoded in a value, once or several times (`%253F`).
_COLON, _SLASH, _AT = r"(?::|%(?:25)*3a)", r"(?:/|%(?:25)*2f)", r"(?:@|%(?:25)*40)"
_ENCODED_URL = re.compile(rf"""https?(?!://){_COLON}{_SLASH}{{2}}[^\s"'<>]*""", re.IGNORECASE)
_ENCODED_QUERY = re.compile(r"(?:[?#&]|%(?:25)*(?:3f|23)).*", re.IGNORECASE | re.DOTALL)
_ENCODED_USER = re.compile(rf"(https?{_COLON}{_SLASH}{{2}})(?:(?!{_SLASH}).)*{_AT}", re.IGNORECASE)


def masked_form(form: SignedForm) -> dict[str, str]:
    """Name → value for the log: secrets hidden, URLs without query, values cut at 500 characters.

    Queries go because LMSs put session keys there (Moodle's `sesskey`). Meant for verified forms only.
    """
    return {name[:MAX_NAME]: _shown(name, value) for name, value in form.values.items()}


def _shown(name: str, value: str) -> str:
    if _SECRET_NAME.fullmatch(name):
        return HIDDEN if value else ""
    return shown_text(value)


def shown_text(value: str) -> str:
    """A value that is no secret, with the queries of its URLs gone, cut at 500 characters."""
    bare = _ENCODED_URL.sub(_bare_encoded_url, _URL.sub(_bare_url, value))
    return bare if len(bare) <= MAX_VALUE else f"{bare[: MAX_VALUE - 1]}…"


def _bare_url(found: re.Match[str]) -> str:
    if _VOCABULARY.match(found[0]):
        return found[0]  # a role's name stands behind the `#`
    return _URL_USER.sub(r"\1", _URL_QUERY.sub("", found[0]))


def _bare_encoded_url(found: re.Match[str]) -> str:
    return _ENCODED_USER.sub(r"\1", _ENCODED_QUERY.sub("", found[0]))
