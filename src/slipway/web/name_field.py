"""A name as people type it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from slipway.names import as_name, problem_with_name
from slipway.web.languages import translated


class NameField(forms.CharField):
    """A name: one line, composed, without space around it, with something to be seen (`slipway.names`)."""

    def to_python(self, value: Any) -> str:
        """As names are kept; its length is measured afterwards."""
        return as_name(str(super().to_python(value) or ""))

    def validate(self, value: Any) -> None:
        """Raises ValidationError that says what is wrong with it."""
        super().validate(value)
        if problem := problem_with_name(value):
            raise ValidationError(translated(problem))
