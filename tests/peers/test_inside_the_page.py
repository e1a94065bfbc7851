"""What others' LMS programs make of links to units that open inside their own page."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest

from tests.e2e.connecting import posted, signed_in
from tests.peers.advantage import EdxClient, LibraryClient, claims_of
from tests.peers.browser import Browser
from tests.peers.conftest import LIBRARY_SLUG, SLUG
from tests.servers import Slipway

pytestmark = pytest.mark.peer
ITEMS = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items"


@contextmanager
def units_open(server: Slipway, slug: str, where: str) -> Iterator[None]:
    """What that school's class says while the block runs."""
    found = server.query(
        "SELECT c.id, c.lms_url FROM classes_classroom c JOIN orgs_organization o ON o.id = c.organization_id"
        " WHERE o.slug = %s",
        [slug],
    )
    path = f"/classes/{UUID(found[0]['id'])}/admin/details"
    told = {"title": "Python", "lti_enabled": "on", "lms_url": found[0]["lms_url"]}
    with signed_in(server, f"owner@{slug}.example") as owner:
        assert posted(owner, path, **told, links_open=where).status_code == 302
        try:
            yield
        finally:
            posted(owner, path, **told, links_open="window")


def test_lti1p3platform_takes_them(library: LibraryClient, library_units: dict[str, str], browser: Browser) -> None:
    with units_open(library.server, LIBRARY_SLUG, "frame"):
        form = library.home_form(browser.send(library.choose(browser, who="teach")), [library_units["loops"]])
    taken = browser.send(form).json()
    assert "fault" not in taken, taken
    assert taken["items"][0]["iframe"] == {"width": 800, "height": 600}  # it takes 'embed', as an editor does


def test_open_edx_takes_them(edx: EdxClient, units: dict[str, str], browser: Browser) -> None:
    student = Browser()
    edx.place("inside")
    with units_open(edx.server, SLUG, "frame"):
        form = edx.home_form(browser.send(edx.choose(browser, "inside", who="teach")), [units["loops"]])
    [item] = claims_of(form.value("JWT"))[ITEMS]
    assert "iframe" in item
    assert browser.send(form).status_code == 200
    assert edx.at_work(student.send(edx.click(student, "inside", who="learn1"))) == (units["loops"], "student")
