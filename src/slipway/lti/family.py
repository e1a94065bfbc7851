"""Which product sent a launch."""

import re
from urllib.parse import urlsplit

FAMILIES = frozenset({"canvas", "moodle", "blackboard", "desire2learn", "sakai", "schoology", "openedx"})

_ALIASES = {"blackboardlearn": "blackboard", "d2l": "desire2learn", "brightspace": "desire2learn"}
_OPENEDX_COURSE = ("course-v1:", "ccx-v1:")
_CANVAS_GUID = ("canvas-lms", ".canvas.instructure.com")
_ISSUERS = {
    "https://canvas.instructure.com": "canvas",
    "https://canvas.beta.instructure.com": "canvas",
    "https://canvas.test.instructure.com": "canvas",
    "https://blackboard.com": "blackboard",
    "https://schoology.schoology.com": "schoology",
}
_CANVAS_RETURN = re.compile(r"/courses/[\d~]+/external_content/")


def family_of(*, product: str | None, context_id: str | None, guid: str | None, return_url: str | None) -> str:
    """One of FAMILIES, or '' when nothing tells.

    `product` is the product family code. Open edX sends none, or the name that its operator gave it, and Canvas's
    ContentItemSelectionRequest sends none: these two are known by their habits. Custom parameters tell nothing: in
    many LMSs the author of a link makes them up.
    """
    code = re.sub(r"[^a-z0-9]", "", (product or "").lower())
    code = _ALIASES.get(code, code)
    if code in FAMILIES:
        return code
    if (context_id or "").startswith(_OPENEDX_COURSE):
        return "openedx"
    is_canvas = (guid or "").endswith(_CANVAS_GUID) or _CANVAS_RETURN.match(urlsplit(return_url or "").path)
    return "canvas" if is_canvas else ""


def family_by_issuer(issuer: str) -> str:
    """The family whose every installation, or almost every one, has this LTI 1.3 issuer; '' for an LMS's own."""
    return _ISSUERS.get(issuer, "")
