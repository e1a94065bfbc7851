"""The form field of a moment."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

SHOWN = "%Y-%m-%dT%H:%M"
YEARS = range(2000, 2200)
YEARS_TOLD = {"first": YEARS[0], "last": YEARS[-1]}


class MomentInput(forms.DateTimeInput):
    """Shows a moment in UTC, also one that was posted with its offset; the page's script turns it into local time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        # A value that the browser restored would be local already.
        super().__init__(attrs={"autocomplete": "off"}, format=SHOWN)

    def format_value(self, value: Any) -> str | None:
        posted = parse_datetime(value) if isinstance(value, str) and value.endswith("Z") else None
        return posted.astimezone(UTC).strftime(SHOWN) if posted else super().format_value(value)


class Moment(forms.DateTimeField):
    """A date and time, to the minute. The page's script posts it as UTC with a Z; without the script it is UTC too."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment and moment.year not in YEARS:
            raise ValidationError(_("The year must be between %(first)d and %(last)d.") % YEARS_TOLD)
        return moment
