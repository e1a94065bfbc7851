"""An LMS that takes connections and never answers: whoever calls it waits alone."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from itertools import islice
from threading import Event
from typing import Any, cast

import pytest

from tests.canvas import person
from tests.launches.oidc import OidcLms, registered
from tests.launches.oidc import person as oidc_person
from tests.launches.oidc_platform import Platform
from tests.launches.owner import Owner, owner_of
from tests.launches.school import School
from tests.lms.platforms import Asked, FakePlatform, Said, fake_platform
from tests.way_in import is_let_in

pytestmark = pytest.mark.http
PRESSES = 12
LAUNCHES = 32


@pytest.fixture
def over() -> Event:
    """What the stalling LMS waits for."""
    return Event()


@pytest.fixture
def stalling(over: Event) -> Iterator[FakePlatform]:
    """Answers nobody before it is `over`, which it is at the end of the test."""

    def stall(asked: Asked) -> Said:
        over.wait(60)
        return Said(503)

    with fake_platform(stall) as platform:
        yield platform
        over.set()


def stalling_lms(school: School, stalling: FakePlatform, name: str) -> OidcLms:
    return registered(school, cast("Platform", stalling), name=name, client=f"{school.slug}-{name}", jwks=name)


def registration_page(owner: Owner, name: str) -> str:
    lti = owner.key_page().partition("/keys/")[0]
    for lms in sorted(set(re.findall(rf"{lti}/[0-9a-f-]{{36}}", owner.browser.get(lti).text))):
        page = owner.browser.get(lms).text
        found = re.search(rf"{lti}/registrations/[0-9a-f-]{{36}}", page)
        if found and name in page:
            return found[0]
    raise AssertionError(name)


def launched_quickly(school: School) -> None:
    begun = time.monotonic()
    let_in = school.canvas.launch(school.loops, person("sam"))
    assert is_let_in(let_in), let_in.text
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("patience", ["short", pytest.param("to the end", marks=pytest.mark.long)])
def test_a6_presses_against_an_lms_that_stalls_stop_nobody(
    acme: School, stalling: FakePlatform, over: Event, patience: str
) -> None:
    """In each run the LMS answers at last, badly, when nobody waits but those who wait for it."""
    name = f"stalls-{'on' if patience == 'to the end' else patience}"  # an LMS of its own
    stalling_lms(acme, stalling, name)
    launched_quickly(acme)
    with owner_of(acme) as owner, ThreadPoolExecutor(PRESSES) as people:
        test = f"{registration_page(owner, name)}/test"
        begun = time.monotonic()
        pressed = [people.submit(owner.post, test) for _ in range(PRESSES)]
        while not stalling.asked:
            time.sleep(0.02)
        for _ in range(3):
            launched_quickly(acme)
        busy = list(islice(as_completed(pressed, timeout=40), PRESSES - 4))  # two wait in each of two processes
        assert {press.result().status_code for press in busy} <= {200, 503}
        if patience == "short":
            over.set()
        answers = [press.result(timeout=40) for press in pressed]
        assert time.monotonic() - begun < 20
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {200, 503}
    assert statuses.count(503) >= PRESSES - 4
    assert all("Slipway is busy" in answer.text for answer in answers if answer.status_code == 503)
    told = {"short": "503", "to the end": "did not answer in time"}[patience]
    assert all(told in answer.text for answer in answers if answer.status_code == 200)


@pytest.mark.long
def test_a6_key_sets_that_stall_hold_up_no_other_launch(acme: School, stalling: FakePlatform) -> None:
    lmss = [stalling_lms(acme, stalling, f"stalls-{number}") for number in range(8)]
    launched_quickly(acme)
    logins = [lms.login() for lms in lmss for _ in range(4)]
    with ThreadPoolExecutor(len(logins)) as people:
        posted: list[Future[Any]] = [
            people.submit(lmss[number // 4].launch, "/lti", oidc_person(f"kim-{number}"))
            for number in range(len(logins))
        ]
        while not stalling.asked:
            time.sleep(0.02)
        for _ in range(3):
            launched_quickly(acme)
        answers = [post.result(timeout=40) for post in posted]
    assert {answer.headers.get("X-Refusal-Code") for answer in answers} == {"keys-unavailable"}
