"""The form of a registration, as an owner types it or changes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.lms.models import DeploymentPolicy, Registration
from slipway.lms.registrations.endpoints import RegistrationFields, endpoints_of, may_be_told
from slipway.lms_kinds.endpoints import endpoints_for, is_on_vendors_servers, school_endpoints_for
from slipway.lms_kinds.kind import LmsKind
from slipway.owner_pages.forms import PLAIN_INPUT, URL_INPUT
from slipway.web.languages import translated
from slipway.web.name_field import NameField


class RegistrationForm(forms.Form):
    """What an LMS shows of a registration. Of `address` the others are worked out, and the LMS is known by it."""

    template_name = "owner_pages/registration_form.html"

    address = forms.CharField(label=_("Address of your LMS"), max_length=1000, required=False)
    client_id = forms.CharField(label=_("Client ID"), max_length=255)
    tool_id = forms.CharField(
        label=_("Number of the tool or block"),
        max_length=255,
        required=False,
        help_text=_("The number or key at the end of the key set's and the token's addresses there."),
    )
    deployment_id = forms.CharField(
        label=_("Deployment ID"),
        max_length=255,
        required=False,
        help_text=_("Where your LMS shows one already. Else the first launch tells it."),
    )
    issuer = forms.CharField(label=_("Issuer"), max_length=255)
    auth_url = forms.CharField(label=_("Authentication request URL"), max_length=1000)
    jwks_url = forms.CharField(label=_("Public key set URL"), max_length=1000)
    token_url = forms.CharField(label=_("Access token URL"), max_length=1000)
    token_audience = forms.CharField(
        label=_("Audience of access tokens"),
        max_length=1000,
        required=False,
        help_text=_("Only where your LMS names one that is not the access token URL, as Brightspace does."),
    )
    deployment_policy = forms.ChoiceField(
        label=_("Deployments that come later"),
        choices=DeploymentPolicy.choices,
        initial=DeploymentPolicy.FIRST,
        widget=forms.RadioSelect,
        help_text=_("A deployment is one place where the LMS has installed Slipway: a school, an account, a course."),
    )
    name = NameField(
        label=_("Name"), max_length=200, required=False, help_text=_("To tell it from others of the same LMS.")
    )

    def __init__(self, *args: Any, kind: LmsKind, editing: Registration | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.editing = editing
        self.may_fill = not editing and bool(kind.family)
        for name, field in self.fields.items():
            field.widget.attrs.update(URL_INPUT if name.endswith("url") or name == "address" else PLAIN_INPUT)
        gone = {"address", "tool_id", "deployment_id"} if editing else _needless(kind)
        if editing and editing.is_operators:
            gone = self.fields.keys() - {"name"}
        for name in gone:
            del self.fields[name]
        if "address" in self.fields:
            self.fields["address"].help_text = _address_help(kind)
        if "deployment_id" in self.fields and kind.set_up.shares_client:
            self.fields["deployment_id"].required = True
            self.fields["deployment_id"].help_text = gettext(
                "All schools have one client ID there: by the deployment ID alone Slipway knows that a launch is yours."
            )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if not may_be_told(typed.get("token_url", ""), typed.get("token_audience", "")):
            fault = gettext("The audience must be on the host of the access token URL. Copy both from your LMS.")
            self.add_error("token_audience", fault)
        return typed

    def endpoints(self) -> RegistrationFields:
        """What was typed, as a registration; what was not asked for stays."""
        names = RegistrationFields.__dataclass_fields__
        known = endpoints_of(self.editing).values() if self.editing else {}
        return RegistrationFields(**(known | {name: text for name, text in self.cleaned_data.items() if name in names}))

    def filled(self) -> dict[str, str]:
        """What was typed so far, with the addresses that follow from it put over the ones there."""
        typed = {name: self.data.get(name, "").strip() for name in self.fields}
        return typed | usual_endpoints(self.kind, typed)


def usual_endpoints(kind: LmsKind, typed: dict[str, str]) -> dict[str, str]:
    """The addresses that such an LMS usually has, as far as `typed` (address, client_id, tool_id) tells them.

    Where an LMS may be hosted or not, one with an address here is one that a school runs by itself.
    """
    address, client_id, tool_id = (typed.get(name, "") for name in ("address", "client_id", "tool_id"))
    if kind.school_endpoints and address and not is_on_vendors_servers(kind, address):
        found = school_endpoints_for(kind, address)
    else:
        shared = kind.set_up.example if kind.is_hosted else ""  # with any address the vendor's endpoints
        home = address if kind.has_address and address else shared
        found = endpoints_for(kind, home, client_id=client_id, tool_id=tool_id)
    if found is None:
        return {}
    names = ("issuer", "auth_url", "jwks_url", "token_url", "token_audience")
    return {name: text for name in names if (text := getattr(found, name))}


def _address_help(kind: LmsKind) -> str:
    if kind.set_up.address_help:
        return translated(kind.set_up.address_help)
    example = {"example": kind.set_up.example}
    return gettext("Slipway works the addresses below out of it. For example %(example)s.") % example


def _needless(kind: LmsKind) -> set[str]:
    wanted = {"tool_id": kind.set_up.asks_tool_id, "address": kind.has_address}
    return {name for name, is_wanted in wanted.items() if not is_wanted}
