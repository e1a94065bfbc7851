"""A web address is read once; what it is good for, each use decides."""

import pytest

from slipway.web_address import origin_of, read_address


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://Canvas.Example.edu:443/x?y", "https://canvas.example.edu"),
        ("http://127.0.0.1:8001/x", "http://127.0.0.1:8001"),
        ("HTTPS://user:secret@lms.school.edu", "https://lms.school.edu"),
        ("https://[2606:4700::1111]:444/x", "https://[2606:4700::1111]:444"),
        *((text, "") for text in (None, "", "/x", "lms.school.edu", "ftp://lms.school.edu", "mailto:a@b.example")),
        *(
            (text, "")
            for text in ("https://", "https://:443/", "http://[", "https://lms.school.edu:x", "http://a:99999")
        ),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(text: str | None, origin: str) -> None:
    assert origin_of(text) == origin


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("https://lms.school.edu", "is_web has_sound_port is_https_or_loopback"),
        ("http://lms.school.edu", "is_web has_sound_port"),
        ("http://localhost:8000", "is_web has_sound_port is_https_or_loopback"),
        ("http://[::1]:8000", "is_web has_sound_port is_https_or_loopback"),
        ("https://lms.school.edu:0", "is_web is_https_or_loopback"),
        ("https://lms.school.edu:x", "is_web is_https_or_loopback"),
        ("https://@lms.school.edu", "is_web has_sound_port has_credentials is_https_or_loopback"),
        ("http://localhost@lms.school.edu", "is_web has_sound_port has_credentials"),
        ("//lms.school.edu", "has_sound_port"),
    ],
)
def test_what_is_asked_of_an_address(text: str, true: str) -> None:
    questions = ("is_web", "has_sound_port", "has_credentials", "is_https_or_loopback")
    address = read_address(text)
    assert [name for name in questions if getattr(address, name)] == true.split()
