"""Launched pages speak as the LMS asks, pages of an account as it chose, all others as the browser."""

import re
from collections.abc import Mapping

import httpx
import pytest

from tests.canvas import launch_fields, person, signed
from tests.launches.school import School
from tests.way_in import way_in

pytestmark = pytest.mark.http

SAM = person("sam of languages", name="Sam Student")
SPANISH = {"Accept-Language": "es-MX,es;q=0.9,de;q=0.1"}


def language(page: httpx.Response) -> str:
    """What a page says of itself, in its markup and its header alike."""
    found = re.search(r'<html lang="([^"]+)"', page.text)
    assert found, page.text[:500]
    assert page.headers["content-language"] == found[1]
    assert "Accept-Language" in page.headers["vary"]
    return found[1]


def launched(school: School, locale: str) -> tuple[str, Mapping[str, str]]:
    """The path that a launch leads to, and what its shell sends along."""
    answer = school.canvas.launch(school.loops, SAM, launch_presentation_locale=locale)
    to = way_in(answer)
    return to.path, {**to.bearer, **SPANISH}


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("de_AT", "de"), ("EN-US__", "en"), ("es-419", "es"), ("tlh", "es"), ("$LaunchPresentation.locale", "es")],
)
def test_a_launched_page_and_its_shell_speak_as_the_lms_asks(acme: School, locale: str, shown: str) -> None:
    path, bearer = launched(acme, locale)
    assert language(acme.server.get(path, headers=SPANISH)) == shown
    page = acme.server.get(path, headers=bearer)
    assert language(page) == shown
    assert page.headers["cache-control"] == "no-store"


def test_a_shell_of_no_launch_speaks_as_the_browser(acme: School) -> None:
    nothing = "/l/00000000-0000-4000-8000-000000000000/dashboard"
    assert language(acme.server.get(nothing, headers=SPANISH)) == "es"


def test_what_is_missing_on_a_launched_page_is_missed_in_its_language(acme: School) -> None:
    path, bearer = launched(acme, "de")
    answer = acme.server.get(re.sub("units/.*", "choose", path), headers=bearer)
    assert (answer.status_code, language(answer)) == (404, "de")


@pytest.mark.parametrize(("locale", "shown"), [("de-CH", "de"), ("", "es")])
def test_a_verified_launch_is_refused_in_its_language(acme: School, locale: str, shown: str) -> None:
    fields = launch_fields(course=9) | SAM | {"launch_presentation_locale": locale}
    for canvas, code in ((acme.canvas, "not-connected"), (acme.disabled, "credential-disabled")):
        answer = canvas.post(path := acme.loops, canvas.form(path, fields), **SPANISH)
        assert (answer.headers["x-refusal-code"], language(answer)) == (code, shown)


def test_what_nobody_signed_chooses_no_language(acme: School) -> None:
    fields = launch_fields() | SAM | {"launch_presentation_locale": "de"}
    forged = signed(acme.server.url + "/lti", fields, key=acme.canvas.key, secret="wrong")
    assert language(acme.canvas.post("/lti", forged, **SPANISH)) == "es"


def test_the_dashboard_of_a_visit_speaks_as_its_launch(acme: School) -> None:
    path, bearer = launched(acme, "de")
    issued = acme.server.post("/".join(path.split("/")[:3]) + "/codes/dashboard", headers=bearer)
    with acme.server.browser() as tab:
        tab.headers.update(SPANISH)
        assert language(tab.get("/enter")) == "es"
        code = issued.json()["url"].partition("#")[2]
        posted(tab, "/enter", code=code)
        assert language(tab.get("/")) == "de"
        assert language(tab.get("/nothing-here")) == "de"


def test_an_account_reads_in_the_language_that_it_chose(acme: School) -> None:
    with acme.server.browser() as browser:
        browser.headers.update(SPANISH)
        assert language(browser.get("/accounts/login/")) == "es"
        posted(browser, "/accounts/login/", login=acme.owner, password="correct horse battery")
        assert language(browser.get("/organizations/")) == "es"
        posted(browser, "/my-language", language="de")
        for path in ("/organizations/", "/nothing-here", "/organizations/00000000-0000-4000-8000-000000000000"):
            assert language(browser.get(path)) == "de"
        assert posted(browser, "/my-language", language="tlh").status_code == 422
        posted(browser, "/my-language", language="browser")
        assert language(browser.get("/organizations/")) == "es"


def test_canvas_reads_one_configuration_whoever_fetched_it_before(acme: School) -> None:
    plain = acme.server.get("/lti/config.xml")
    assert acme.server.get("/lti/config.xml", headers={"Accept-Language": "de"}).text == plain.text


def posted(browser: httpx.Client, path: str, **fields: str) -> httpx.Response:
    """Post a form of ours with the page's own token."""
    browser.get(path)
    token = browser.cookies["slipway_csrf"]
    return browser.post(path, data={**fields, "csrfmiddlewaretoken": token})
