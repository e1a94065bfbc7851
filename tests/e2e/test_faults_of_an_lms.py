"""What an LMS of LTI 1.3 gets wrong on demand: the refusal that a student meets, and the cause that the owner reads."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

import pytest

from tests import asking
from tests.e2e.advantage import AdvantageCourse, advantage_course
from tests.e2e.connecting import signed_in
from tests.e2e.course import misbehave
from tests.servers import PracticeLms, Slipway
from tests.way_in import is_let_in

pytestmark = pytest.mark.http

# fault → what a student is told, and what the log adds for the owner
# Each refusal is in tests/launches in each run; here one of the LMS's words and one of its keys.
FAULTS: list[tuple[Mapping[str, object], str, str]] = [
    ({"wrong_audience": True}, "token", "for the client somebody-else"),
    ({"wrong_nonce": True}, "token", "nonce is not that of its login"),
    ({"token_seconds": 1, "clock_minutes": -2}, "stale", "seconds before it came"),
    ({"clock_minutes": 10}, "stale", "seconds after it came"),
    ({"hint_used": True}, "lms-said-no", "invalid_request"),
    ({"unpublished_key": True}, "token", "which is not in the LMS's key set"),
]
EACH_TIME = {"wrong_nonce", "unpublished_key"}
NO_FAULTS = {
    "wrong_audience": False, "wrong_nonce": False, "token_seconds": 0, "clock_minutes": 0,
    "hint_used": False, "unpublished_key": False, "key_set": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def course(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> AdvantageCourse:
    """Of an Open edX: each of its clients has a key set of its own, so that no other test meets a dead one."""
    return advantage_course(live, practice, tmp_path_factory.mktemp("faults"), "openedx")


@pytest.fixture(autouse=True)
def _mended(practice: PracticeLms) -> Iterator[None]:
    yield
    misbehave(practice, **NO_FAULTS)


def rotate_keys(lms: PracticeLms) -> None:
    asking.post(f"{lms.url}/practice/keys.json", json={}).raise_for_status()


def refused(course: AdvantageCourse, code: str, cause: str) -> None:
    """A student launches: is told the code and a number, under which the owner finds the cause."""
    answer = course.launch("sam")
    assert (answer.headers.get("x-refusal-code"), f'data-refusal="{code}"' in answer.text) == (code, True)
    assert cause not in unescape(answer.text), "what is wrong with the LMS is not for students"
    number = re.search(r"<code>([0-9a-f-]{36})</code>", answer.text)
    assert number, answer.text
    told = unescape(owners_page(course, f"settings/launches/{number[1]}"))
    assert cause in told, told


def owners_page(course: AdvantageCourse, path: str) -> str:
    organization_id = course.site.organization_id(course.server)
    with signed_in(course.server, course.site.owner) as browser:
        return browser.get(f"/organizations/{organization_id}/{path}").raise_for_status().text


@pytest.mark.parametrize(
    ("fault", "code", "cause"),
    [
        pytest.param(*each, id=" ".join(each[0]), marks=[] if EACH_TIME & set(each[0]) else pytest.mark.long)
        for each in FAULTS
    ],
)
def test_a_fault_is_refused_and_explained(
    course: AdvantageCourse, fault: Mapping[str, object], code: str, cause: str
) -> None:
    misbehave(course.course.lms, **fault)
    refused(course, code, cause)
    misbehave(course.course.lms, **NO_FAULTS)
    assert is_let_in(course.launch("sam"))


def test_short_tokens_are_good_as_long_as_they_live(course: AdvantageCourse) -> None:
    """Moodle's live for a minute; the clocks of two servers may differ by another."""
    misbehave(course.course.lms, token_seconds=1)
    assert is_let_in(course.launch("sam"))


def test_a_form_that_is_sent_again_lets_nobody_in_twice(course: AdvantageCourse) -> None:
    misbehave(course.course.lms, replay=True)
    try:
        assert is_let_in(course.launch("sam"))
        refused(course, "not-bound", "nothing of the login that this launch began with")
    finally:
        misbehave(course.course.lms, replay=False)


def test_a_key_set_that_is_slow_or_dead_stops_nobody_whose_key_is_known(
    live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory
) -> None:
    course = advantage_course(live, practice, tmp_path_factory.mktemp("dead"), "openedx")
    assert is_let_in(course.launch("sam"))
    for fault in ("slow", "dead"):
        misbehave(practice, key_set=fault)
        answer = course.launch("sam")
        assert (is_let_in(answer), answer.elapsed.total_seconds() < 5) == (True, True)
    rotate_keys(practice)
    refused(course, "keys-unavailable", "It answered with status 503.")
