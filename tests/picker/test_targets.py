import pytest

from slipway.picker.targets import target_for


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
