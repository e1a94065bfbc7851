"""The forms by which an owner says which LMS is connected, in which way, and where it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.lms_kinds.endpoints import root_of
from slipway.lms_kinds.kind import LmsKind
from slipway.owner_pages.forms import URL_INPUT
from slipway.owner_pages.kinds import first_choice, kind_choices
from slipway.web.name_field import NameField

BY_1P3, BY_1P1 = "1.3", "1.1"
WAYS = [
    (BY_1P3, _("LTI 1.3 (recommended): the LMS and Slipway know each other by keys, and no secret is pasted")),
    (BY_1P1, _("LTI 1.1: a key and a secret, for older LMSs and where LTI 1.3 is not allowed to you")),
]


class KindForm(forms.Form):
    """What kind of LMS it is."""

    family = forms.ChoiceField(label=_("Which LMS is it?"), choices=kind_choices, initial=first_choice)


class ConnectForm(KindForm):
    """Which LMS, and which way."""

    name = NameField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("How you call it among yourselves. Leave it empty, and it is called as its kind."),
    )
    way = forms.ChoiceField(label=_("Which way?"), choices=WAYS, initial=BY_1P3, widget=forms.RadioSelect)

    def clean_name(self) -> str:
        """Keep the name; an empty one becomes that of the kind."""
        name: str = self.cleaned_data["name"]
        return name or dict(kind_choices()).get(self.cleaned_data.get("family", ""), "")


class LmsAddressForm(forms.Form):
    """Where an LMS stands that is to register itself."""

    address = forms.CharField(
        label=_("Address of your LMS"),
        max_length=1000,
        widget=forms.TextInput(attrs=URL_INPUT | {"autocomplete": "url"}),
    )

    def __init__(self, *args: Any, kind: LmsKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = gettext(
            "As it stands in the browser, for example %(example)s. Only an LMS at this address can use the link."
        ) % {"example": kind.set_up.example}

    def clean_address(self) -> str:
        """Keep the root, which all addresses of the LMS begin with."""
        if root := root_of(self.cleaned_data["address"]):
            return root
        raise forms.ValidationError(gettext("Type the address of your LMS, such as https://lms.example.edu."))
