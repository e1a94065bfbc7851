"""The forms of the LTI Integration pages."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.lms.origins import read_origin
from slipway.names import as_name
from slipway.web.name_field import NameField

PLAIN_INPUT = {"spellcheck": "false", "autocomplete": "off"}
URL_INPUT = {**PLAIN_INPUT, "inputmode": "url"}
GRACES = [
    ("0", _("Not at all: it ends now, and so do pages that are open from its launches")),
    ("1", _("1 day")),
    ("3", _("3 days")),
    ("7", _("7 days")),
    ("14", _("14 days")),
]


class LmsForm(forms.Form):
    """What an LMS is called here."""

    name = NameField(
        label=_("Name"), max_length=200, help_text=_("How you call it among yourselves, for example Canvas.")
    )


class KeyForm(forms.Form):
    """What a key is called among owners."""

    name = NameField(
        label=_("Name"), max_length=200, help_text=_("To tell it from the others, for example Canvas from autumn on.")
    )


class OriginForm(forms.Form):
    """An address of the LMS; its origin is kept."""

    origin = forms.CharField(
        label=_("Address of your LMS"),
        max_length=1000,
        help_text=_("For example https://canvas.example.edu. What comes after the host is left out."),
        widget=forms.TextInput(attrs=URL_INPUT),
    )

    def clean_origin(self) -> str:
        """Keep the origin alone, as browsers write it."""
        return read_origin(self.cleaned_data["origin"])


class RemoveLmsForm(forms.Form):
    """The name of the LMS, typed by somebody who means it."""

    name = NameField(label=_("Name of the LMS"), widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, lms_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lms_name = lms_name

    def clean_name(self) -> str:
        """Take nothing but the name of the LMS."""
        name: str = self.cleaned_data["name"]
        if name != as_name(self._lms_name):
            raise forms.ValidationError(gettext("That is not its name. Type: %(name)s") % {"name": self._lms_name})
        return name


class ResetForm(forms.Form):
    """How long the old secret goes on working."""

    grace = forms.TypedChoiceField(
        label=_("How long does the old secret go on working?"),
        choices=GRACES,
        coerce=lambda days: timedelta(days=int(days)),
        initial="7",
        widget=forms.RadioSelect,
        help_text=_("Long enough for the administrator of your LMS to paste the new one."),
    )
