"""Adding an LTI 1.3 tool by hand: what all LMSs ask, under the names that the specification has."""

import json
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from practice_lms.forms.course_forms import LONG, custom_fields, web_address
from practice_lms.forms.tool_form import PRIVACY
from practice_lms.installing.canvas_xml import Options, ToolConfiguration
from practice_lms.models import App
from practice_lms.v1p3.names import SCOPES, SELECTION
from practice_lms.v1p3.platform import Platform
from practice_lms.v1p3.registrations import ToolRegistration
from practice_lms.v1p3.tool_keys import typed_key

MENU = "course_navigation"


def _address(label: Any, **options: Any) -> forms.CharField:
    field = forms.CharField(label=label, max_length=LONG, validators=[web_address], **options)
    field.widget.attrs["inputmode"] = "url"
    return field


class AdvantageForm(forms.Form):
    """A tool's addresses and key, what it may know, and where it can be chosen."""

    name = forms.CharField(label=_("Tool name"), max_length=200)
    target = _address(_("Tool URL (target link URI)"))
    login_url = _address(_("Initiate login URL"))
    redirect_uris = forms.CharField(
        label=_("Redirection URIs"), widget=forms.Textarea({"rows": 3}), max_length=8000, help_text=_("One per line")
    )
    keys_url = _address(_("Public keyset URL"), required=False)
    public_key = forms.CharField(
        label=_("Public key"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=8000,
        help_text=_("PEM or JWK, where the tool has no keyset URL"),
    )
    custom = forms.CharField(
        label=_("Custom parameters"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One per line: name=value"),
    )
    selects = forms.BooleanField(label=_("Supports Deep Linking"), required=False)
    selection_url = _address(_("Content Selection URL"), required=False)
    in_menu = _address(_("Entry in the course's menu opens"), required=False)
    sends_name = forms.BooleanField(label=_("Share launcher's name with tool"), required=False)
    sends_email = forms.BooleanField(label=_("Share launcher's email with tool"), required=False)
    scopes = forms.MultipleChoiceField(
        label=_("Services"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(scope, scope.rpartition("/spec/")[2]) for scope in SCOPES],
        initial=list(SCOPES),
    )

    def clean_redirect_uris(self) -> list[str]:
        """One address per line."""
        uris = self.cleaned_data["redirect_uris"].split()
        for uri in uris:
            web_address(uri)
        return list(uris)

    def clean_public_key(self) -> dict[str, Any] | None:
        """The key as a JWK."""
        typed = self.cleaned_data["public_key"]
        try:
            return typed_key(typed) if typed.strip() else None
        except Exception as error:  # whatever a library says of something that is no key
            raise ValidationError(_("This is no public RSA key, neither as PEM nor as JWK.")) from error

    def clean(self) -> None:
        """Refuse a tool without a key: nothing that it signs could be verified."""
        if not self.cleaned_data.get("keys_url") and not self.cleaned_data.get("public_key"):
            self.add_error("keys_url", _("Type the address of the tool's keys, or a key below."))

    def told(self, platform: Platform, before: dict[str, Options]) -> ToolRegistration:
        """What was typed, as a registration. `before`: the placements of a tool that is there, whose options stay."""
        typed = self.cleaned_data
        return ToolRegistration(
            name=typed["name"],
            login_url=typed["login_url"],
            redirect_uris=typed["redirect_uris"],
            keys_url=typed["keys_url"],
            public_jwk=typed["public_key"],
            scopes=typed["scopes"],
            configuration=ToolConfiguration(
                title=typed["name"],
                launch_url=typed["target"],
                domain=urlsplit(typed["target"]).netloc,
                privacy_level=PRIVACY.get((typed["sends_name"], typed["sends_email"]), "anonymous"),
                custom=custom_fields(typed["custom"]),
                placements=self._placements(platform, before),
            ),
        )

    def _placements(self, platform: Platform, before: dict[str, Options]) -> dict[str, Options]:
        typed = self.cleaned_data
        asked: Options = {"message_type": SELECTION, "url": typed["selection_url"] or typed["target"]}
        names = [name for name in before if name != MENU] or [*platform.selections]
        found = {name: before.get(name, {}) | asked for name in names if typed["selects"]}
        return found | ({MENU: before.get(MENU, {}) | {"url": typed["in_menu"]}} if typed["in_menu"] else {})


def typed_before(app: App) -> dict[str, Any]:
    """What the form shows of a tool that is there."""
    registration = app.registration
    assert registration is not None
    selecting = next((one for name, one in app.placements.items() if name != MENU), None)
    jwk = registration.public_jwk
    return {
        "name": registration.name,
        "target": app.launch_url,
        "login_url": registration.login_url,
        "redirect_uris": "\n".join(registration.redirect_uris),
        "keys_url": registration.keys_url,
        "public_key": json.dumps(jwk, indent=1) if jwk else "",
        "custom": "\n".join(f"{name}={value}" for name, value in app.custom.items()),
        "selects": selecting is not None,
        "selection_url": (selecting or {}).get("url", ""),
        "in_menu": app.placements.get(MENU, {}).get("url", ""),
        "sends_name": app.privacy_level in {"public", "name_only"},
        "sends_email": app.privacy_level in {"public", "email_only"},
        "scopes": registration.scopes,
    }
