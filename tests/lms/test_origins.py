"""Which addresses owners may type as an LMS's origin, and what becomes of them."""

import pytest
from django.core.exceptions import ValidationError

from slipway.lms.models import Lms
from slipway.lms.origins import MOST_ORIGINS, add_origin, read_origin, remove_origin
from tests import factories


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://canvas.acme.example", "https://canvas.acme.example"),
        ("  https://Canvas.Acme.Example/courses/7?x=1#top ", "https://canvas.acme.example"),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("https://canvas.acme.example:443", "https://canvas.acme.example"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ],
)
def test_the_origin_of_an_address(typed: str, origin: str) -> None:
    assert read_origin(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "", "null", "*", "canvas.acme.example", "javascript:alert(1)", "data:text/html,x", "//canvas.acme.example",
        "https://", "https://canvas.acme.example; script-src *", "https://a.example, https://b.example",
        "https://*.acme.example", "https://'self'", "https://user@acme.example", "https://schüle.example",
        "https://a.example:99999", "https://[::1", f"https://{'a' * 260}.example", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_no_origin_and_nothing_that_a_header_could_be_bent_with(typed: str) -> None:
    with pytest.raises(ValidationError):
        read_origin(typed)


@pytest.mark.http
@pytest.mark.django_db
def test_an_lms_has_a_few_origins_and_each_once() -> None:
    lms = factories.lms()
    for number in (0, 0, *range(MOST_ORIGINS)):
        add_origin(actor=None, lms=lms, origin=f"https://lms-{number}.example")
    assert len(Lms.objects.get(pk=lms.pk).origins) == MOST_ORIGINS
    with pytest.raises(ValidationError):
        add_origin(actor=None, lms=lms, origin="https://one-too-many.example")
    remove_origin(actor=None, lms=lms, origin="https://lms-3.example")
    remove_origin(actor=None, lms=lms, origin="https://never-there.example")
    assert len(Lms.objects.get(pk=lms.pk).origins) == MOST_ORIGINS - 1
