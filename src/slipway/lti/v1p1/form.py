"""A posted LTI 1.1 form, bounded and parsed, not yet believed."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from slipway.lms_kinds.registry import KINDS, family_told
from slipway.lti.claims import Claims
from slipway.lti.config.asked import all_custom_parameters
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import sound
from slipway.words import text

MAX_FORM_BYTES = 256 * 1024
MAX_FIELDS = 400
MEDIA_TYPE = "application/x-www-form-urlencoded"

# What only the LMS can know: who comes, as what, from where, in which LMS, and what registrations ask it to say.
# Anything else a link may have in its URL; it is not read.
_OWN_CUSTOM = "|".join(f"{kind.custom_prefix}.*" for kind in KINDS if kind.custom_prefix)
_LMS_ALONE = re.compile(
    r"roles|ext_roles|role_scope_mentor|custom_unit"
    r"|(user|lis|lti|context|resource_link|tool_consumer|launch_presentation)_.*"
    rf"|custom_({'|'.join([*all_custom_parameters(), _OWN_CUSTOM])})",
    re.DOTALL,
)

FormPairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedForm(Claims):
    """The decoded pairs of body and URL query, in their order, and `values`: what the LMS says, so what may be read.

    Nothing of the URL's query is in `values`, nor what an LMS copied from it into the body: it is signed, but whoever
    placed the link wrote it (docs/architecture.md, rule 5). Some let every student write such a link.
    """

    body: FormPairs
    query: FormPairs
    values: Mapping[str, str]

    def value(self, name: str) -> str | None:
        """The value exactly as it was sent; None when it was not."""
        return self.values.get(name)

    def words_in_the_query(self) -> list[str]:
        """Names of LTI parameters that stand in the URL's query instead of the body, or in both.

        An LMS sends them in the body. Whoever posts a form may move a signed field into the query, where it stays
        signed and is not read, and whoever places a link may write there what the LMS does not say.
        """
        posted, posted_names = set(self.body), {name for name, _ in self.body}
        asked = (pair for pair in self.query if _LMS_ALONE.fullmatch(pair[0]))
        return sorted({pair[0] for pair in asked if pair[0] not in posted_names or pair in posted})

    @property
    def family(self) -> str:
        """The family of the LMS that the form comes from, by what the body says itself; '' when nothing tells."""
        return family_told(
            product=self.text("tool_consumer_info_product_family_code"),
            context_id=self.text("context_id"),
            guid=self.text("tool_consumer_instance_guid"),
            return_url=sound(self.text("content_item_return_url") or self.text("launch_presentation_return_url")),
        )

    @property
    def consumer_key(self) -> str:
        return self.values.get("oauth_consumer_key", "")

    @property
    def nonce(self) -> str:
        return self.values.get("oauth_nonce", "")


def read_form(*, body: bytes, content_type: str, query: str) -> SignedForm:
    """Parse a POST to an LTI URL. `query` is the raw query string, without `?`.

    Raises Refused: UNSUPPORTED_MEDIA_TYPE, TOO_LARGE, or MALFORMED (NUL, not UTF-8, a name given twice).
    """
    if content_type.partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Refused(Refusal.UNSUPPORTED_MEDIA_TYPE, text("A launch is a form of type %(type)s.", type=MEDIA_TYPE))
    if len(body) > MAX_FORM_BYTES:
        raise Refused(Refusal.TOO_LARGE, text("The form is larger than %(most)d KiB.", most=MAX_FORM_BYTES // 1024))
    posted, asked = _pairs(body), _pairs(query.encode("utf-8", "surrogateescape"))
    _refuse_doubles(posted, asked)
    written = set(asked)
    values = dict(pair for pair in reversed(posted) if pair not in written)
    return SignedForm(body=posted, query=asked, values=values)


def _pairs(encoded: bytes) -> FormPairs:
    if encoded.count(b"&") >= MAX_FIELDS:
        raise Refused(Refusal.TOO_LARGE, text("The form has more than %(most)d fields.", most=MAX_FIELDS))
    try:
        pairs = tuple(parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise Refused(Refusal.MALFORMED, "The form is not in UTF-8.") from error
    if any("\0" in name or "\0" in value for name, value in pairs):
        raise Refused(Refusal.MALFORMED, "The form holds NUL characters.")
    return pairs


def _refuse_doubles(posted: FormPairs, asked: FormPairs) -> None:
    """Two values under one name let a signer and a reader see different launches (parameter pollution)."""
    oauth = Counter(name for name, _ in posted + asked if name.startswith("oauth_"))
    whole = Counter(name for name, _ in set(posted))
    roles = Counter(name for name, _ in posted if name == "roles")
    doubled = sorted({name for count in (oauth, whole, roles) for name in count if count[name] > 1})
    if doubled:
        names = ", ".join(name[:80] for name in doubled[:5])
        raise Refused(Refusal.MALFORMED, text("The form names more than once: %(names)s.", names=names))
