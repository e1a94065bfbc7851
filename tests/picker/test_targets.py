import pytest

from slipway.picker.targets import advantage_target, target_for


@pytest.mark.parametrize(
    ("accepted", "links_open", "target"),
    [
        ("embed,frame,iframe,window", "window", "window"),  # Canvas: editor
        ("frame,window", "window", "window"),  # Canvas: module, assignment
        ("frame,iframe,window", "window", "window"),  # Moodle
        ("iframe,window", "window", "window"),  # Sakai
        ("embed,frame,iframe", "window", "frame"),  # no new windows
        ("iframe", "window", "iframe"),  # only in the text
        ("embed,overlay", "window", "frame"),  # nothing that a link can have
        ("", "window", "frame"),  # the LMS names none
        ("embed,frame,iframe,window", "frame", "frame"),
        ("frame,window", "frame", "frame"),
        ("iframe,window", "frame", "iframe"),
        ("window", "frame", "window"),
    ],
)
def test_where_a_link_opens(accepted: str, links_open: str, target: str) -> None:
    assert target_for(accepted.split(","), links_open) == target


@pytest.mark.parametrize(
    ("accepted", "links_open", "target"),
    [
        (("embed", "iframe", "window"), "window", "window"),
        ((), "window", "window"),
        (("iframe",), "window", ""),
        (("embed", "iframe", "window"), "frame", "iframe"),
        (("frame", "iframe", "window"), "frame", "iframe"),
        ((), "frame", "iframe"),
        (("window",), "frame", ""),
    ],
)
def test_where_a_link_of_lti_1p3_opens(accepted: tuple[str, ...], links_open: str, target: str) -> None:
    assert advantage_target(accepted, links_open) == target
