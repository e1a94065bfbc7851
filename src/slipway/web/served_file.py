"""A file that somebody has put in, as it goes out again: whatever is in it, no browser runs it as a page of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

BYTES = "application/octet-stream"


def served_file(content: bytes, *, path: str, shown_as: str | None = None) -> HttpResponse:
    """The file at `path`, to be kept by the last part of that; or shown, where `shown_as` is the type of an image."""
    response = HttpResponse(content, content_type=shown_as or BYTES)
    name = path.rpartition("/")[2]
    response["Content-Disposition"] = content_disposition_header(shown_as is None, name) or "inline"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
