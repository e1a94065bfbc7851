import pytest

from slipway.picker.targets import advantage_target, target_for


@pytest.mark.parametrize(
    ("place", "accepted", "target"),
    [
        ("Canvas: editor", "embed,frame,iframe,window", "window"),
        ("Canvas: module, assignment", "frame,window", "window"),
        ("Moodle", "frame,iframe,window", "window"),
        ("Sakai", "iframe,window", "window"),
        ("no new windows", "embed,frame,iframe", "frame"),
        ("only in the text", "iframe", "iframe"),
        ("nothing that a link can have", "embed,overlay", "frame"),
        ("nothing said", "", "frame"),
    ],
)
def test_where_a_link_opens(place: str, accepted: str, target: str) -> None:
    assert target_for(accepted.split(",")) == target


@pytest.mark.parametrize(
    ("accepted", "target"),
    [
        ("embed,frame,iframe,window", "frame"),
        ("frame,window", "frame"),
        ("iframe,window", "iframe"),
        ("window", "window"),
    ],
)
def test_a_class_whose_units_open_inside_the_lms(accepted: str, target: str) -> None:
    assert target_for(accepted.split(","), "frame") == target


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
