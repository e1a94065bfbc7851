"""Canvas's selection from before ContentItem: a basic launch that asks, and a GET that answers.

Canvas does so for placements without a `message_type` (docs/lms-behaviour.md §3.4). The answer is not signed and
brings one link.
"""

from urllib.parse import parse_qsl, urlsplit, urlunsplit

from slipway.lti.message import SelectionRequest
from slipway.lti.return_url import needed_url
from slipway.lti.v1p1.content_items import ContentItem
from slipway.lti.v1p1.form import SignedForm

LINK = "lti_launch_url"


def read_legacy_selection(form: SignedForm) -> SelectionRequest | None:
    """What a verified basic launch asks for; None when it asks for nothing.

    `media_types` are Canvas's return types. Raises Refused(RETURN_URL).
    """
    if not form.text("selection_directive") or not (types := form.text("ext_content_return_types")):
        return None
    sent = form.text("ext_content_return_url") or form.text("launch_presentation_return_url")
    return_url = needed_url(sent, "ext_content_return_url")
    names = tuple(part for each in types.split(",") if (part := each.strip()))
    return SelectionRequest(return_url=return_url, media_types=names, answer="legacy")


def legacy_answer(return_url: str, item: ContentItem | None) -> tuple[str, list[tuple[str, str]]]:
    """The address, without query, that a browser GETs, and the whole query; no item is *Cancel*.

    What the return URL's own query says goes along, except what the answer says itself. A form sent by GET replaces
    its action's query, so the two are given apart.
    """
    parameters = (
        [("return_type", LINK), ("url", item.url), ("title", item.title), ("text", item.text or item.title)]
        if item
        else []
    )
    taken = {"return_type", "embed_type", *(name for name, _ in parameters)}
    parts = urlsplit(return_url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in taken]
    return urlunsplit(parts._replace(query="")), [*kept, *parameters]
