"""What owners' pages know of a kind of LMS: the addresses that it usually has, and whose steps are shown."""

import pytest

from slipway.lms.models import Lms
from slipway.lms_kinds.registry import KINDS, kind_by_code, known_kind
from slipway.owner_pages.kinds import kind_shown
from slipway.owner_pages.registrations.forms import usual_endpoints
from tests.docs.built import SOURCES

CANVAS = "https://canvas.instructure.com"


@pytest.mark.parametrize(
    ("family", "typed", "becomes"),
    [
        ("canvas", {}, {"issuer": CANVAS, "auth_url": "https://sso.canvaslms.com/api/lti/authorize_redirect"}),
        ("canvas", {"address": "school.beta.instructure.com"}, {"issuer": "https://canvas.beta.instructure.com"}),
        (
            "canvas",
            {"address": "https://canvas.school.example/courses/7"},
            {"issuer": CANVAS, "jwks_url": "https://canvas.school.example/api/lti/security/jwks"},
        ),
        ("moodle", {}, {}),
        (
            "moodle",
            {"address": "https://school.example/moodle/my/"},
            {"issuer": "https://school.example/moodle", "token_url": "https://school.example/moodle/mod/lti/token.php"},
        ),
        ("blackboard", {}, {"issuer": "https://blackboard.com"}),
        (
            "blackboard",
            {"client_id": "app-1"},
            {"jwks_url": "https://developer.blackboard.com/api/v1/management/applications/app-1/jwks.json"},
        ),
        (
            "desire2learn",
            {"address": "https://school.brightspace.com"},
            {"token_audience": "https://api.brightspace.com/auth/token"},
        ),
        ("schoology", {}, {"issuer": "https://schoology.schoology.com"}),
        (
            "sakai",
            {"address": "https://sakai.example", "tool_id": "5"},
            {"token_url": "https://sakai.example/imsblis/lti13/token/5"},
        ),
        ("other", {"address": "https://lms.example"}, {}),
    ],
)
def test_the_usual_addresses_of_each_lms(family: str, typed: dict[str, str], becomes: dict[str, str]) -> None:
    found = usual_endpoints(kind_by_code(family), typed)
    assert {name: found.get(name) for name in becomes} == becomes
    assert bool(found) == bool(becomes)


@pytest.mark.parametrize(
    ("family", "name", "kind"),
    [
        ("", "LMS", "Canvas"),
        ("", "Our Moodle", "Moodle"),
        ("", "Campus Open edX", "Open edX"),
        ("moodle", "Canvas", "Moodle"),
        ("BlackboardLearn", "LMS", "Blackboard"),
        ("other", "Canvas", "Another LMS"),
    ],
)
def test_whose_steps_are_shown(family: str, name: str, kind: str) -> None:
    assert kind_shown(Lms(family=family, name=name)).name.english == kind


def test_every_kind_has_its_page_in_the_handbook() -> None:
    guides = [kind.set_up.guide for kind in KINDS]
    assert [guide for guide in guides if not (SOURCES / guide.replace(".html", ".md")).exists()] == []
    assert known_kind("") is None
