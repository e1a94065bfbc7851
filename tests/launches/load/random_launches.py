"""Launches that no LMS would send: every dialect's, with odd values, gaps and repetitions, signed by oauthlib."""

import secrets
import time
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import parse_qsl, urlencode

from hypothesis import strategies as st
from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, Client

from tests.canvas import FORM, launch_fields, person, selection_fields
from tests.lti import dialects

MAX_BYTES, MAX_FIELDS, MAX_NONCE = 256 * 1024, 400, 255
Pairs = tuple[tuple[str, str], ...]

DIALECTS = (
    dialects.CANVAS, dialects.CANVAS_NAVIGATION, dialects.CANVAS_SELECTION, dialects.MOODLE, dialects.MOODLE_SELECTION,
    dialects.OPENEDX, dialects.BLACKBOARD, dialects.BRIGHTSPACE, dialects.SAKAI, dialects.SCHOOLOGY,
    launch_fields() | person("sam"), launch_fields() | person("tess", roles="Instructor"),
    selection_fields() | person("tess", roles="Instructor"),
)  # fmt: skip
ROUTES = ("link", "unit", "draft", "closed", "unit of another organization", "no unit", "course", "select")
QUERIES = ("", "from=lms", "a=1&a=2", "x=%C3%BC%20b+c&empty=&=&%26=%3D", "roles=Instructor", "user_id=", "oauth_x=1")
ORIGINS = (
    "", "null", "https://canvas.example.edu", "http://127.0.0.1:8090", "https://[", "https://[::1]:99999", "https://a;b",
    "https://", "javascript:x", "https://canvas.example.edu/path", "https://user@canvas.example.edu", "https://ü.example",
    f"https://{'a' * 300}.example",
)  # fmt: skip
ROLES = (
    "Learner", "Instructor", "urn:lti:role:ims/lis/Mentor", "urn:lti:instrole:ims/lis/Administrator", "", ",,,",
    "$Roles",
    "urn:lti:instrole:ims/lis/Instructor", "Learner,Instructor,Wizard", "learner", "urn:lti:role:ims/lis/Learner/x/y",
    "http://purl.imsglobal.org/vocab/lti/system/person#TestUser,Learner", "Instructor," * 3000,
)  # fmt: skip
ODD = (
    "", " ", "\t\r\n", "$User.id", "$", "0", "-1", "9" * 400, "null", "undefined", "'; DROP TABLE lms_lms; --", "%00",
    "<script>alert(1)</script>", "\u202e\ufeff\u200b", "a\u0301", "İ", "ß", "\U0010ffff", "\x1b[31m", "\x00", "\x7f",
    "..",
    "&=;+%20", "{{ 7 * 7 }}", "{% csrf_token %}", "https://[", "http://[::1", "//evil.example", "javascript:alert(1)",
    "https://canvas.example.edu/courses/7/x", "https://canvas.example.edu:99999/courses/7", "https://x/\r\nX: b",
    f"https://canvas.example.edu/courses/{'9' * 1000}/x", f"https://{'a' * 3000}.example/courses/7", "http://a_b.example/é",
    "canvas.example.edu:0", "course-v1:x+y+z", "ccx-v1:", "Test Student", "true", "TRUE", "de-DE", "xx" * 50, "٣",
    "1" * 6,
)  # fmt: skip
NAMES = (
    *sorted({name for fields in DIALECTS for name in fields}),
    "", " ", "custom_", "custom_é", "custom_canvas_api_domain", "custom_canvas_course_id", "ext_roles", "oauth_token",
    "oauth_nonce", "oauth_signature", "oauth_body_hash", "oauth_callback", "lis_course_section_sourcedid", "x" * 5000,
)  # fmt: skip


WEIGHTY = (
    "user_id", "context_id", "resource_link_id", "context_title", "resource_link_title", "lis_person_name_full",
    "content_item_return_url", "launch_presentation_return_url", "lis_outcome_service_url", "data", "user_image",
    "tool_consumer_instance_guid", "tool_consumer_info_product_family_code", "custom_canvas_course_id",
)  # fmt: skip


class Signing(Enum):
    """Who signed, and what became of the form on its way."""

    HONEST = auto()
    DISABLED = auto()  # honest, by a key that its owner has disabled
    WRONG_SECRET = auto()
    UNKNOWN_KEY = auto()
    TAMPERED = auto()
    UNSIGNED = auto()
    OLD = auto()


@dataclass(frozen=True)
class Keys:
    """The consumer keys that a form may be signed with, as (key, secret)."""

    live: tuple[str, str]
    disabled: tuple[str, str]


@dataclass(frozen=True)
class RandomLaunch:
    """A launch to one of ROUTES; `fields` are all but what OAuth adds."""

    route: str
    query: str
    fields: Pairs
    signing: Signing
    nonce: str
    origin: str

    def signed(self, *, url: str, keys: Keys) -> Pairs:
        """The form as it arrives at `url`, to which the query comes."""
        key, secret = keys.disabled if self.signing is Signing.DISABLED else keys.live
        client = Client(
            "nobody" if self.signing is Signing.UNKNOWN_KEY else key,
            client_secret="wrong" if self.signing is Signing.WRONG_SECRET else secret,
            signature_type=SIGNATURE_TYPE_BODY,
            nonce=self.nonce,
            timestamp=str(int(time.time()) - (3600 if self.signing is Signing.OLD else 0)),
        )
        address = f"{url}?{self.query}" if self.query else url
        _, _, body = client.sign(address, http_method="POST", body=list(self.fields), headers={"Content-Type": FORM})
        pairs = tuple(parse_qsl(body, keep_blank_values=True) if isinstance(body, str) else body)
        if self.signing is Signing.TAMPERED:
            return (*pairs, ("custom_added", "on the way"))
        return tuple(pair for pair in pairs if self.signing is not Signing.UNSIGNED or pair[0] != "oauth_signature")

    def verifies(self, pairs: Pairs) -> bool:
        """Whether Slipway must believe that the holder of the key sent this, and so keep its nonce."""
        honest = self.signing in {Signing.HONEST, Signing.DISABLED}
        asked = parse_qsl(self.query, keep_blank_values=True)
        sound = not any("\0" in text for pair in pairs for text in pair) and 1 <= len(self.nonce) <= MAX_NONCE
        small = len(pairs) <= MAX_FIELDS and len(urlencode(pairs)) <= MAX_BYTES
        return honest and sound and small and not _doubled(pairs, tuple(asked))


def _doubled(posted: Pairs, asked: Pairs) -> bool:
    """Whether a name stands there with two values, or one of OAuth's own or the roles at all twice."""
    differing = Counter(name for name, _ in set(posted))
    oauth = Counter(name for name, _ in posted + asked if name.startswith("oauth_"))
    roles = Counter(name for name, _ in posted if name == "roles")
    return any(count > 1 for counted in (differing, oauth, roles) for count in counted.values())


def values() -> st.SearchStrategy[str]:
    """A value: odd, of any letters, or longer than anything has room for."""
    lengths = st.sampled_from((255, 256, 320, 321, 1000, 1001, 4097, 20_000))
    long = st.builds(lambda letter, length: letter * length, st.sampled_from("aé李😀 "), lengths)
    return st.one_of(st.sampled_from(ODD), st.text(max_size=30), long)


def signable(text: str) -> str:
    """`text` for a name of OAuth's own: oauthlib decodes such a value once more before it signs it, unlike RFC 5849."""
    return text.replace("%", "")


@st.composite
def fields(draw: st.DrawFn) -> Pairs:
    """A dialect's fields with a few changed, left out, added, given twice, and now and then very many."""
    told = dict(draw(st.sampled_from(DIALECTS)))
    if draw(st.booleans()):
        told["roles"] = draw(st.sampled_from(ROLES))
    names = st.one_of(st.sampled_from(WEIGHTY), st.sampled_from(NAMES))
    changes = draw(st.dictionaries(names, values(), max_size=4))
    told |= {name: signable(text) if name.startswith("oauth_") else text for name, text in changes.items()}
    for name in draw(st.sets(st.sampled_from(NAMES), max_size=3)):
        told.pop(name, None)
    pairs = sorted(told.items(), reverse=True) if draw(st.booleans()) else list(told.items())
    rarely = st.sampled_from((False,) * 7 + (True,))
    if pairs and draw(rarely):
        name, value = draw(st.sampled_from(pairs))
        pairs.append((name, draw(st.one_of(st.just(value), values()))))
    if draw(rarely):
        pairs += [(f"custom_f{number}", "x") for number in range(draw(st.sampled_from((300, 400))))]
    return tuple(pairs)


def launches() -> st.SearchStrategy[RandomLaunch]:
    """Any launch; more than half are honestly signed."""
    nonces = st.one_of(st.integers(0, 2**64).map("{:040x}".format), values().map(signable))
    signings = st.one_of(st.just(Signing.HONEST), st.just(Signing.HONEST), st.sampled_from(Signing))
    routes, queries, origins = (st.sampled_from(each) for each in (ROUTES, QUERIES, ORIGINS))
    return st.builds(
        RandomLaunch, route=routes, query=queries, fields=fields(), signing=signings, nonce=nonces, origin=origins
    )


def honest_launches() -> st.SearchStrategy[RandomLaunch]:
    """Launches that Slipway must believe, each with a nonce that was never used."""
    routes, queries = st.sampled_from(ROUTES), st.sampled_from(QUERIES)
    return st.builds(
        RandomLaunch,
        route=routes,
        query=queries,
        fields=fields(),
        signing=st.just(Signing.HONEST),
        nonce=st.builds(lambda: secrets.token_hex(20)),
        origin=st.just(""),
    )
