"""The forms by which an owner connects an LMS by LTI 1.3."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.lms.endpoints import Endpoints, endpoints_of, may_be_told
from slipway.lms.models import DeploymentPolicy, Registration
from slipway.lti.config.endpoints import endpoints_for, root_of, self_hosted_canvas
from slipway.owner_pages.kinds import CHOICES, Kind
from slipway.web.name_field import NameField

BY_1P3, BY_1P1 = "1.3", "1.1"
WAYS = [
    (BY_1P3, _("LTI 1.3 (recommended): the LMS and Slipway know each other by keys, and no secret is pasted")),
    (BY_1P1, _("LTI 1.1: a key and a secret, for older LMSs and where LTI 1.3 is not allowed to you")),
]
_PLAIN = {"spellcheck": "false", "autocomplete": "off"}
_URL = {**_PLAIN, "inputmode": "url"}


class ConnectForm(forms.Form):
    """Which LMS, and which way."""

    family = forms.ChoiceField(label=_("Which LMS is it?"), choices=CHOICES, initial="canvas")
    name = NameField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("How you call it among yourselves. Leave it empty, and it is called as its kind."),
    )
    way = forms.ChoiceField(label=_("Which way?"), choices=WAYS, initial=BY_1P3, widget=forms.RadioSelect)

    def clean_name(self) -> str:
        """The name, or that of the kind."""
        name: str = self.cleaned_data["name"]
        chosen = dict(CHOICES).get(self.cleaned_data.get("family", ""), "")
        return name or str(chosen)


class KindForm(forms.Form):
    """What kind of LMS it is."""

    family = forms.ChoiceField(label=_("Which LMS is it?"), choices=CHOICES)


class AddressForm(forms.Form):
    """Where an LMS stands that is to register itself."""

    address = forms.CharField(
        label=_("Address of your LMS"), max_length=1000, widget=forms.TextInput(attrs={**_URL, "autocomplete": "url"})
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = gettext(
            "As it stands in the browser, for example %(example)s. Only an LMS at this address can use the link."
        ) % {"example": kind.example}

    def clean_address(self) -> str:
        """Its root."""
        if root := root_of(self.cleaned_data["address"]):
            return root
        raise forms.ValidationError(gettext("Type the address of your LMS, such as https://lms.example.edu."))


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

    def __init__(self, *args: Any, kind: Kind, editing: Registration | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.editing = editing
        self.may_fill = not editing and bool(kind.family)
        for name, field in self.fields.items():
            field.widget.attrs.update(_URL if name.endswith("url") or name == "address" else _PLAIN)
        gone = {"address", "tool_id", "deployment_id"} if editing else _needless(kind)
        if editing and editing.is_operators:
            gone = self.fields.keys() - {"name"}
        for name in gone:
            del self.fields[name]
        if "address" in self.fields:
            self.fields["address"].help_text = _address_help(kind)
        if "deployment_id" in self.fields and kind.shares_client:
            self.fields["deployment_id"].required = True
            self.fields["deployment_id"].help_text = gettext(
                "All schools have one client ID there: by the deployment ID alone Slipway knows that a launch is yours."
            )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not may_be_told(told.get("token_url", ""), told.get("token_audience", "")):
            said = gettext("The audience must be on the host of the access token URL. Copy both from your LMS.")
            self.add_error("token_audience", said)
        return told

    def endpoints(self) -> Endpoints:
        """What was typed, as a registration; what was not asked for stays."""
        names = Endpoints.__dataclass_fields__
        known = endpoints_of(self.editing).values() if self.editing else {}
        return Endpoints(**(known | {name: text for name, text in self.cleaned_data.items() if name in names}))

    def filled(self) -> dict[str, str]:
        """What was typed so far, with the addresses that follow from it put over the ones there."""
        typed = {name: self.data.get(name, "").strip() for name in self.fields}
        return typed | usual_endpoints(self.kind, typed)


def usual_endpoints(kind: Kind, typed: dict[str, str]) -> dict[str, str]:
    """The addresses that such an LMS usually has, as far as `typed` (address, client_id, tool_id) tells them.

    A Canvas with an address here is one that a school runs by itself: hosted ones share Instructure's.
    """
    address, client_id, tool_id = (typed.get(name, "") for name in ("address", "client_id", "tool_id"))
    if kind.family == "canvas" and address and not _is_hosted(address):
        found = self_hosted_canvas(address)
    else:
        home = address if kind.has_address and address else _vendor(kind)
        found = endpoints_for(kind.family, home, client_id=client_id, tool_id=tool_id) if home else None
    if found is None:
        return {}
    told = {name: getattr(found, name) for name in ("issuer", "auth_url", "jwks_url", "token_url", "token_audience")}
    return {name: text for name, text in told.items() if text}


def _address_help(kind: Kind) -> str:
    if kind.family == "canvas":
        return gettext("Only for a Canvas on servers of your own. All of Instructure share the addresses below.")
    told = gettext("Slipway works the addresses below out of it. For example %(example)s.")
    return told % {"example": kind.example}


def _is_hosted(address: str) -> bool:
    return root_of(address).endswith(".instructure.com")


def _vendor(kind: Kind) -> str:
    """An address to begin with where every LMS of the kind has the vendor's endpoints."""
    return kind.example if kind.family == "canvas" or not kind.has_address else ""


def _needless(kind: Kind) -> set[str]:
    numbered = kind.family in {"sakai", "openedx"}
    return (set() if numbered else {"tool_id"}) | (set() if kind.has_address else {"address"})
