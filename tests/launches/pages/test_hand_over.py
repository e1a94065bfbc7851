"""A picker that was let in in a window is given back to the frame that opened the window, by HTTP."""

import re

import httpx
import pytest

from tests.launches.oidc import OidcLms, person, selection_claims
from tests.launches.school import School
from tests.lti.v1p3.platform import token
from tests.way_in import is_let_in, way_in

pytestmark = pytest.mark.http

SECRET = "a1" * 32
TEACHER = person("tess", role="Instructor")
STUDENT = person("sam")


def launched(lms: OidcLms, frame: str, *, selects: bool = True, target: str = "/lti/select") -> httpx.Response:
    """The answer to a launch whose login came from a window that `frame` opened."""
    who = TEACHER | selection_claims() if selects else STUDENT
    login, claims = lms.begun(target, who, asks={"waiting_frame": frame})
    return lms.post(login, token(claims))


def value(page: httpx.Response, name: str) -> str:
    found = re.search(rf'data-{name}="([^"]*)"', page.text)
    assert found, page.text
    return found[1]


def test_c2_a_picker_is_given_back(canvas13: OidcLms) -> None:
    answer = launched(canvas13, SECRET)
    assert answer.status_code == 200
    assert value(answer, "secret") == SECRET
    picker, alone = value(answer, "picker"), value(answer, "alone")
    path, _, bearer = picker.partition("#")
    assert alone == f"{path}/alone#{bearer}"
    shown = canvas13.server.get(path, headers={"Authorization": f"Bearer {bearer}"})
    assert "Is this your LMS?" in shown.text  # the picker's first question to a new one
    warning = canvas13.server.get(f"{path}/alone", headers={"Authorization": f"Bearer {bearer}"})
    assert "A choice may not reach Canvas from here" in warning.text


def test_c2_nobody_frames_the_page_that_holds_the_token(canvas13: OidcLms) -> None:
    headers = launched(canvas13, SECRET).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-opener-policy"] == "unsafe-none"  # or the frame would be no opener any more
    assert headers["cache-control"] == "no-store"
    assert "location" not in headers


def test_c2_a_unit_stays_in_its_window(acme: School, canvas13: OidcLms) -> None:
    answer = launched(canvas13, SECRET, selects=False, target=acme.loops)
    assert "/units/" in way_in(answer).path


@pytest.mark.parametrize("sent", ["", "short", "x" * 65, "<script>alert(1)</script>aaaa", "ä" * 30, f"{SECRET}\n"])
def test_c2_what_no_frame_of_ours_has_made_is_passed_over(canvas13: OidcLms, sent: str) -> None:
    assert is_let_in(launched(canvas13, sent))


def test_c2_the_window_is_opened_by_post_whatever_the_lms_used(canvas13: OidcLms) -> None:
    values, headers = canvas13.login_values("/lti/select"), {"Sec-Fetch-Dest": "iframe"}
    for page in (
        canvas13.server.get(canvas13.login_path, params=values, headers=headers),
        canvas13.server.post(canvas13.login_path, data=values, headers=headers),
    ):
        assert f'<form action="{canvas13.login_path}" method="post" target="_blank">' in page.text
        assert '<input type="hidden" name="waiting_frame" value="">' in page.text
