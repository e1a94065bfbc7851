"""Which addresses are of one hand: of one LMS, or of the vendor that runs it."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.lms_kinds.endpoints import endpoints_for, school_endpoints_for
from slipway.lms_kinds.kind import LmsKind
from slipway.lms_kinds.registry import KINDS
from slipway.lti.config.one_hand import host_of, is_at_home, is_on_host, strays, wants_subject

MOODLE, EVIL = "https://moodle.acme.example", "https://evil.example"
CANVAS, SSO = "https://canvas.instructure.com", "https://sso.canvaslms.com"
BLACKBOARD, PORTAL = "https://blackboard.com", "https://developer.blackboard.com/api/v1"
OURS_D2L, EVIL_D2L = "https://ours.brightspace.com", "https://evil.brightspace.com"
BRIGHTSPACE = "https://auth.brightspace.com/core/connect/token"


def told(auth: str, token: str = "", jwks: str = "", audience: str = "") -> dict[str, str]:
    """A registration's addresses; those not given are on the host that signs people in."""
    return {"auth_url": auth, "token_url": token or auth, "jwks_url": jwks or auth, "token_audience": audience}


@pytest.mark.parametrize(
    ("issuer", "addresses", "found"),
    [
        (MOODLE, told(f"{MOODLE}/auth"), []),
        ("https://acme.example", told(f"{MOODLE}/auth"), []),  # a name, and what stands below it
        ("https://acme.example", told(f"{MOODLE}/auth", jwks="https://acme.example/k"), []),
        (MOODLE, told(f"{MOODLE}/auth", jwks="https://keys.moodle.acme.example/k"), []),
        # What stands above a name may be anybody's.
        ("https://login.moodle.acme.example/x", told(f"{MOODLE}/auth"), ["issuer"]),
        ("https://victim.co.uk", told("https://co.uk/auth"), ["issuer"]),
        ("https://victim.co.uk", told("https://victim.co.uk/auth", jwks="https://co.uk/k"), ["jwks_url"]),
        ("https://co.uk", told("https://evil.co.uk/auth", audience="https://victim.co.uk/t"), ["token_audience"]),
        ("HTTPS://Moodle.Acme.Example.", told(f"{MOODLE}:8443/auth"), []),
        # Somebody else's name, and one's own addresses: a token URL as issuer is an audience that its LMS would take.
        (MOODLE, told(f"{EVIL}/auth"), ["issuer"]),
        (f"{MOODLE}/mod/lti/token.php", told(f"{EVIL}/auth"), ["issuer"]),
        (BRIGHTSPACE, told(f"{EVIL}/auth"), ["issuer"]),
        ("https://api.brightspace.com/auth/token", told("https://evil.brightspace.com/d2l"), ["issuer"]),
        (f"{SSO}/login/oauth2/token", told(f"{SSO}/auth"), ["issuer"]),
        (f"{CANVAS}/login/oauth2/token", told(f"{EVIL}/auth"), ["issuer"]),
        ("moodle.acme.example", told(f"{MOODLE}/auth"), ["issuer"]),  # no address
        ("urn:acme", told(f"{MOODLE}/auth"), ["issuer"]),
        ("https://[", told(f"{MOODLE}/auth"), ["issuer"]),
        # One address elsewhere.
        (MOODLE, told(f"{MOODLE}/auth", token=f"{EVIL}/t"), ["token_url"]),
        (MOODLE, told(f"{MOODLE}/auth", jwks=f"{EVIL}/k"), ["jwks_url"]),
        (MOODLE, told(f"{MOODLE}/auth", audience=f"{EVIL}/t"), ["token_audience"]),
        (MOODLE, told(f"{MOODLE}/auth", token=f"{EVIL}/t", jwks=f"{EVIL}/k"), ["token_url", "jwks_url"]),
        ("https://lms.acme.example", told("https://sso.acme.example/auth"), ["issuer"]),  # siblings, as far as is known
        ("https://notacme.example", told("https://acme.example/auth"), ["issuer"]),
        ("https://example", told("https://acme.example/auth"), ["issuer"]),  # no owner of a whole top level
        # Schools of one vendor are not of one hand.
        (OURS_D2L, told(f"{OURS_D2L}/d2l", token=BRIGHTSPACE, audience="https://api.brightspace.com/auth/token"), []),
        (OURS_D2L, told(f"{EVIL_D2L}/d2l", token=BRIGHTSPACE), ["issuer"]),
        (OURS_D2L, told(f"{OURS_D2L}/d2l", token=BRIGHTSPACE, jwks=f"{EVIL_D2L}/files/k"), ["jwks_url"]),
        ("https://ours.instructure.com", told("https://evil.instructure.com/a"), ["issuer"]),
        ("https://ours.blackboard.com", told("https://evil.blackboard.com/a"), ["issuer"]),
        (BLACKBOARD, told("https://evil.blackboard.com/a"), ["issuer"]),
        (BLACKBOARD, told(f"{BLACKBOARD}/a", jwks="https://evil.blackboard.com/k"), ["issuer"]),
        (CANVAS, told(f"{SSO}/auth", jwks="https://evil.instructure.com/files/k"), ["jwks_url"]),
        # Vendors.
        (CANVAS, told(f"{SSO}/auth"), []),
        (CANVAS, told(f"{SSO}/auth", token="https://school.instructure.com/login/oauth2/token"), []),
        (CANVAS, told("https://canvas.acme.example/auth"), []),  # a Canvas of one's own names Instructure's
        # the school's, or anybody's
        (CANVAS, told(f"{SSO}/auth", token="https://canvas.acme.example/t"), ["token_url"]),
        (CANVAS, told(f"{MOODLE}/auth", token=f"{EVIL}/t"), ["token_url"]),
        (BLACKBOARD, told(f"{PORTAL}/gateway/oidcauth"), []),
        (BLACKBOARD, told(f"{EVIL}/auth"), ["issuer"]),
        (BLACKBOARD, told("https://developer.anthology.com/a", jwks=f"{PORTAL}/keys"), []),
        (BLACKBOARD, told(f"{PORTAL}/a", token=f"{EVIL}/t"), ["token_url"]),
        (MOODLE, told(f"{MOODLE}/a", token=BRIGHTSPACE, audience="https://api.brightspace.com/auth/token"), []),
        (MOODLE, told(f"{MOODLE}/a", token=BRIGHTSPACE, jwks=f"{SSO}/k"), ["token_url"]),  # two vendors
    ],
)
def test_what_is_of_another_hand(issuer: str, addresses: dict[str, str], found: list[str]) -> None:
    assert strays(issuer, addresses) == found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.family])
@pytest.mark.parametrize(
    "place", ["https://lms.acme.example", "https://acme.example:8443/lms", "https://[2001:db8::1]"]
)
def test_what_we_fill_in_ourselves_is_of_one_hand(kind: LmsKind, place: str) -> None:
    told = [endpoints_for(kind, place, client_id="c", tool_id="t")]
    for each in [*told, school_endpoints_for(kind, place)] if kind.school_endpoints else told:
        assert each
        addresses = {"auth_url": each.auth_url, "token_url": each.token_url, "jwks_url": each.jwks_url}
        assert strays(each.issuer, addresses | {"token_audience": each.token_audience}) == []


def test_hosts_on_a_network_of_the_operator_are_trusted() -> None:
    inside = told(f"{MOODLE}/auth", token="http://moodle:8080/t", jwks="http://10.0.0.7/k")
    assert strays(MOODLE, inside) == ["token_url", "jwks_url"]
    assert strays(MOODLE, inside, trusted=["moodle", "10.0.0.7"]) == []
    assert strays(EVIL, inside, trusted=["moodle", "10.0.0.7"]) == ["issuer"]
    wholly = told("http://localhost:8001/auth", token="http://moodle:8080/t")
    for issuer, found in (("http://localhost:8001", []), (BLACKBOARD, []), (MOODLE, ["issuer"])):
        assert strays(issuer, wholly, trusted=["moodle", "localhost"]) == found


@pytest.mark.parametrize(
    ("issuer", "auth", "home"),
    [
        (MOODLE, f"{MOODLE}/auth", True),
        (MOODLE, f"{EVIL}/auth", False),
        (CANVAS, f"{SSO}/auth", True),
        (CANVAS, "https://canvas.acme.example/auth", False),  # honest, but anybody may say so
        (BLACKBOARD, f"{PORTAL}/a", True),
        (BLACKBOARD, "https://evil.blackboard.com/a", False),
        (CANVAS, "https://evil.instructure.com/a", False),
        (OURS_D2L, f"{OURS_D2L}/d2l/.well-known/jwks", True),
        (OURS_D2L, BRIGHTSPACE, True),
        (OURS_D2L, f"{EVIL_D2L}/d2l", False),
        ("https://ours.blackboard.com", "https://evil.blackboard.com/a", False),
        (MOODLE, "https://acme.example/auth", False),
        (MOODLE, "https://sso.acme.example/auth", False),
        (MOODLE, "https://keys.moodle.acme.example/k", True),
        ("https://schoology.schoology.com", "https://lti-service.svc.schoology.com/a", True),
        ("", "", False),
    ],
)
def test_where_people_sign_in_on_the_issuers_own_ground(issuer: str, auth: str, home: bool) -> None:
    assert is_at_home(issuer, auth) is home


def test_only_blackboard_wants_a_subject() -> None:
    assert wants_subject("https://blackboard.com")
    for other in ("https://blackboard.com/", f"{PORTAL}/gateway/oauth2/jwttoken", MOODLE, CANVAS, ""):
        assert not wants_subject(other)


HOSTS = st.lists(st.sampled_from(["a", "b", "com", "example", "evil"]), min_size=1, max_size=4).map(".".join)


@given(one=HOSTS, other=HOSTS)
def test_what_is_on_a_ground_never_is_by_letters_alone_and_never_above_it(one: str, other: str) -> None:
    assert is_on_host(one, one)
    if is_on_host(one, other):
        assert other.split(".")[-len(one.split(".")) :] == one.split(".")
        assert one == other or not is_on_host(other, one)


@given(st.text())
def test_any_text_has_a_host_or_none(text: str) -> None:
    host = host_of(text)
    assert host == host.lower()
    if host:
        assert urlsplit(text).scheme in {"http", "https"}
    assert set(strays(text, told(f"{MOODLE}/auth"))) <= {"issuer"}
