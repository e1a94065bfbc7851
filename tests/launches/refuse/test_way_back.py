"""The way back to the LMS on the page of a refused launch (61): by its signed word, to a host that it is known by."""

import html
import re

import httpx
import pytest

from slipway.lti.return_url import telling_error
from tests.canvas import ORIGIN, launch_fields, person
from tests.launches.alone import alone  # noqa: F401  # its server
from tests.launches.school import School
from tests.way_in import is_let_in

SAM = person("sam")
ERROR = "lti_errormsg=This%20unit%20is%20not%20available%20yet"


@pytest.mark.parametrize(
    ("url", "becomes"),
    [
        ("https://c.example/x", "https://c.example/x?lti_errormsg=No%2C%20not%20%26%20now%3F"),
        ("https://c.example/x?a=%2F&a=&b", "https://c.example/x?a=%2F&a=&b&lti_errormsg=No%2C%20not%20%26%20now%3F"),
    ],
)
def test_the_lms_is_told_why_and_the_urls_own_query_stays(url: str, becomes: str) -> None:
    assert telling_error(url, "No, not & now?") == becomes


def ways_back(page: httpx.Response) -> list[str]:
    """The addresses that the page leads to in the LMS's own window."""
    return [html.unescape(href) for href in re.findall(r'href="([^"]*)" target="_top"', page.text)]


@pytest.fixture
def known(acme: School) -> School:
    """The school, whose Canvas is known by its host since a first launch."""
    assert is_let_in(acme.canvas.launch(acme.loops, SAM))
    return acme


def refused(school: School, url: str) -> httpx.Response:
    answer = school.canvas.launch(school.address("python", "draft"), SAM, launch_presentation_return_url=url)
    assert answer.headers["x-refusal-code"] == "unit-unpublished"
    return answer


@pytest.mark.http
@pytest.mark.parametrize("path", ["/courses/7/back?", "/courses/7/back?of=%2Fx&empty=&"])
def test_a_refused_launch_leads_back(known: School, path: str) -> None:
    assert ways_back(refused(known, f"{ORIGIN}{path}a=1")) == [f"{ORIGIN}{path}a=1&{ERROR}"]


@pytest.mark.http
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//canvas.example.edu/x",
        "https://elsewhere.example/back",
        "https://canvas.example.edu.elsewhere.example/",
        "https://ida@canvas.example.edu/x",
        "http://canvas.example.edu/x",
    ],
)
def test_a_refused_launch_leads_nowhere_else(known: School, url: str) -> None:
    page = refused(known, url)
    assert ways_back(page) == []
    assert url not in html.unescape(page.text)


@pytest.mark.http
def test_a_replay_leads_back_to_click_again(known: School) -> None:
    path = known.address("python", "loops")
    pairs = known.canvas.form(path, launch_fields() | SAM)
    known.canvas.post(path, pairs)
    (back,) = ways_back(known.canvas.post(path, pairs))
    assert back.startswith(launch_fields()["launch_presentation_return_url"])


@pytest.mark.http
def test_an_lms_that_was_never_let_in_is_taken_at_its_signed_word(acme: School) -> None:
    (back,) = ways_back(acme.rival.canvas.launch(acme.rival.address("python", "draft"), SAM))
    assert back.startswith(ORIGIN)


@pytest.mark.http
def test_what_is_not_verified_leads_nowhere(known: School) -> None:
    path = known.address("python", "draft")
    form = known.canvas.form(path, launch_fields() | SAM)
    page = known.canvas.post(path, [(name, "x" if name == "oauth_signature" else text) for name, text in form])
    assert page.headers["x-refusal-code"] == "not-verified"
    assert ways_back(page) == []
