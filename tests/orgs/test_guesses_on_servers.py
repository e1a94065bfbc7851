"""The same counts on a real server, on both databases: guesses side by side are each counted."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from slipway.orgs.sign_in.guessing import PAIR
from tests.launches.school import school
from tests.orgs.browsers import LOGIN
from tests.servers import Slipway

pytestmark = pytest.mark.http

PASSWORD = "correct horse battery"


def typed(browser: httpx.Client, email: str, password: str) -> httpx.Response:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(LOGIN).text)
    assert token
    fields = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
    return browser.post(LOGIN, data=fields, headers={"Origin": str(browser.base_url).rstrip("/")})


@pytest.mark.long
def test_a12_guesses_side_by_side_are_no_more_than_one_after_another(
    anywhere_at_length: Slipway, tmp_path: Path
) -> None:
    """All of them come from one address here: the one that has signed in before goes on by its cookie."""
    owner = school(anywhere_at_length, tmp_path).owner
    with anywhere_at_length.browser() as known:
        assert typed(known, owner, PASSWORD).status_code == 302
        # The address is known to the account too now; the stranger sits beside it.
        with ThreadPoolExecutor(PAIR.most + 3) as pool:
            guesses = [pool.submit(guess, anywhere_at_length, owner) for _ in range(PAIR.most + 3)]
            pages = [each.result() for each in guesses]
        assert sum("is not right" in page for page in pages) == PAIR.most
        assert sum("Too many wrong passwords" in page for page in pages) == 3
        with anywhere_at_length.browser() as stranger:
            assert typed(stranger, owner, PASSWORD).status_code == 200  # too many from here, without the cookie
        known.cookies.delete("slipway_session")
        assert typed(known, owner, PASSWORD).status_code == 302


def guess(server: Slipway, email: str) -> str:
    with server.browser() as browser:
        return typed(browser, email, "guessed").text
