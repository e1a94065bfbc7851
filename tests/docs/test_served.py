"""Slipway serves its handbook to everybody, under its own policy, and refusals lead there."""

import re

import pytest

from tests.servers import Slipway

pytestmark = pytest.mark.http


@pytest.mark.parametrize("path", ["/handbook/", "/handbook/refusals.html", "/handbook/pictures/picker.png"])
def test_anybody_reads_it(live: Slipway, path: str) -> None:
    answer = live.get(path)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "set-cookie" not in answer.headers


def test_what_is_not_there_is_not_found(live: Slipway) -> None:
    assert live.get("/handbook/theme/main.html").status_code == 404
    assert live.get("/handbook/../settings.py").status_code == 404


def test_a_refusal_leads_to_its_section(live: Slipway) -> None:
    refused = live.get("/lti")
    (link,) = re.findall(r'href="(/handbook/[^"]+)" target="_blank"', refused.text)
    assert link == f"/handbook/refusals.html#{refused.headers['X-Refusal-Code']}"
    page, _, anchor = link.partition("#")
    assert f'id="{anchor}"' in live.get(page).text
