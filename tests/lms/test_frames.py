"""Which origins may frame a launch."""

import pytest

from slipway.lms.frames import frame_ancestors, storage_ancestors
from slipway.lms.models import LaunchRecord, Lms

LMS = "https://lms.example.edu"
SIGN_IN = "https://sso.example.com"
APPS, STUDIO = "https://apps.lms.example.edu", "https://studio.lms.example.edu"
SCHOOLOGY, SERVICE = "https://*.schoology.com", "https://lti-service.svc.schoology.com"


@pytest.mark.parametrize(
    ("family", "origins", "posted_from", "may"),
    [
        ("canvas", [LMS], "", [LMS]),
        ("canvas", [LMS], "https://other.example", [LMS, "https://other.example"]),
        ("canvas", [], "", "*"),
        ("openedx", [LMS], "", [APPS, LMS, STUDIO]),  # a course's page frames the LMS, which frames us
        ("openedx", [], LMS, [APPS, LMS, STUDIO]),
        ("openedx", ["http://127.0.0.1:8095"], "", ["http://127.0.0.1:8095"]),
        ("openedx", [], "", "*"),
        ("schoology", [], SERVICE, [SCHOOLOGY, SERVICE]),  # a school's page frames what the shared service posted
        ("schoology", [LMS], "", [SCHOOLOGY, LMS]),
        ("schoology", [], "", "*"),
    ],
)
def test_the_lms_and_what_stands_around_it(
    family: str, origins: list[str], posted_from: str, may: list[str] | str
) -> None:
    launch = LaunchRecord(let_in=True, lms=Lms(family=family, origins=origins), origin=posted_from)
    assert frame_ancestors(launch) == may


@pytest.mark.parametrize(
    "launch", [None, LaunchRecord(let_in=False, lms=Lms(origins=[LMS])), LaunchRecord(let_in=True)]
)
def test_what_was_not_let_in_is_framed_nowhere(launch: LaunchRecord | None) -> None:
    assert frame_ancestors(launch) == []


@pytest.mark.parametrize(
    ("family", "origins", "signed", "may"),
    [
        ("canvas", [LMS], [], [LMS, SIGN_IN]),
        ("canvas", [], [LMS], [LMS, SIGN_IN]),
        ("canvas", [LMS], ["https://vanity.example.edu"], [LMS, SIGN_IN, "https://vanity.example.edu"]),
        ("canvas", [], [], "*"),  # where an LMS signs in says nothing of where its pages are
        ("openedx", [LMS], [], [APPS, LMS, SIGN_IN, STUDIO]),
        ("schoology", [], [], [SCHOOLOGY, SIGN_IN]),
    ],
)
def test_what_may_stand_around_the_page_that_asks_the_storage(
    family: str, origins: list[str], signed: list[str], may: list[str] | str
) -> None:
    found = storage_ancestors(Lms(family=family, origins=origins), signed=signed, sign_in=SIGN_IN)
    assert sorted(found) == sorted(may)
