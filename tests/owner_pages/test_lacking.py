"""What launches of a registration or a key lack that was made before Slipway asked for more."""

from collections.abc import Mapping

import pytest

from slipway.lti.config.asked import custom_parameters, scopes
from slipway.lti.v1p3.names import (
    GRADES,
    LINE_ITEM_READ_SCOPE,
    LINE_ITEM_SCOPE,
    LTI,
    NOTICE_SCOPE,
    NOTICES,
    RESULT_SCOPE,
    ROSTER,
    SCORE_SCOPE,
)
from slipway.owner_pages.registrations.lacking import lacking, lacking_by_key

ALL = {
    GRADES: {"scope": [scope for scope in scopes("canvas") if "/lti-ags/" in scope]},
    ROSTER: {"context_memberships_url": "https://canvas.example.edu/roster"},
    NOTICES: {"scope": [NOTICE_SCOPE]},
    f"{LTI}custom": dict(custom_parameters("canvas")),  # unexpanded, as where nothing is to be told
}


@pytest.mark.parametrize(
    ("claims", "services", "custom"),
    [
        (ALL, [], 0),
        (ALL | {ROSTER: None}, ["the roster"], 0),
        (ALL | {NOTICES: None}, ["notices"], 0),
        (ALL | {GRADES: {"scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score"]}},
         ["columns of the gradebook", "results"], 0),
        (ALL | {GRADES: "nonsense"}, ["columns of the gradebook", "results", "scores"], 0),
        (ALL | {f"{LTI}custom": {"canvas_course_id": "5", "canvas_api_domain": "x"}}, [], 10),
        ({}, ["columns of the gradebook", "results", "scores", "the roster", "notices"], 12),
    ],
)  # fmt: skip
def test_what_a_canvas_lacks(claims: Mapping[str, object], services: list[str], custom: int) -> None:
    found = lacking([claims], family="canvas")
    assert sorted(map(str, found.services)) == sorted(services)
    assert len(found.custom) == custom


def test_one_launch_may_say_what_another_leaves_out() -> None:
    parts: list[Mapping[str, object]] = [{name: value} for name, value in ALL.items()]
    assert not lacking(parts, family="canvas")


def test_nothing_is_lacking_before_the_first_launch() -> None:
    assert not lacking([], family="canvas")
    assert not lacking_by_key([], family="canvas")


@pytest.mark.parametrize("family", ["schoology", "openedx"])
def test_who_keeps_custom_parameters_back_is_not_asked_for_them(family: str) -> None:
    assert not lacking([ALL | {f"{LTI}custom": {}}], family=family)


@pytest.mark.parametrize(
    ("family", "granted", "lacks"),
    [
        ("openedx", [LINE_ITEM_READ_SCOPE, RESULT_SCOPE, SCORE_SCOPE], []),  # its declarative mode
        ("openedx", [LINE_ITEM_SCOPE, RESULT_SCOPE, SCORE_SCOPE], []),
        ("openedx", [RESULT_SCOPE, SCORE_SCOPE], ["columns of the gradebook"]),
        ("openedx", [LINE_ITEM_READ_SCOPE, SCORE_SCOPE], ["results"]),
        ("schoology", [LINE_ITEM_READ_SCOPE, RESULT_SCOPE, SCORE_SCOPE], ["columns of the gradebook"]),
    ],
)
def test_an_open_edx_that_lets_columns_be_read_gives_all_that_it_can(
    family: str, granted: list[str], lacks: list[str]
) -> None:
    found = lacking([ALL | {GRADES: {"scope": granted}}], family=family)
    assert list(map(str, found.services)) == lacks


def test_a_key_of_a_canvas_lacks_custom_parameters_alone() -> None:
    full = {f"custom_{name}": "1" for name in custom_parameters("canvas")}
    assert not lacking_by_key([full], family="canvas")
    assert lacking_by_key([full | {}, {}], family="canvas").custom == []
    assert "context_id_history" in lacking_by_key([{"custom_canvas_course_id": "5"}], family="canvas").custom
    assert not lacking_by_key([{}], family="moodle")
