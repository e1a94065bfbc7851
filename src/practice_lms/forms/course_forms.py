"""What people type. Labels are Canvas's."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from practice_lms.dialects import DEFAULT, DIALECTS
from practice_lms.dialects.dialect import Labels
from practice_lms.installing.canvas_xml import PRIVACY_LEVELS, ToolConfiguration
from practice_lms.installing.install import Credentials

LONG = 2000


def web_address(value: str) -> None:
    """Validator: http or https with a host."""
    try:
        address = urlsplit(value)
        usable = address.scheme in {"http", "https"} and bool(address.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise ValidationError(_("Type an address that starts with http:// or https://."))


def _address(label: Any, *, required: bool = True) -> forms.CharField:
    field = forms.CharField(label=label, max_length=LONG, required=required, validators=[web_address])
    field.widget.attrs["inputmode"] = "url"
    return field


def custom_fields(typed: str) -> dict[str, str]:
    """Custom fields from lines of name=value."""
    lines = (line.partition("=") for line in typed.splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, _equals, value in lines}


class CourseForm(forms.Form):
    """A course."""

    name = forms.CharField(label=_("Course Name"), max_length=200)
    code = forms.CharField(label=_("Course Code"), max_length=60, required=False)
    dialect = forms.ChoiceField(
        label=_("The LMS behaves like"),
        choices=[(name, dialect.label) for name, dialect in DIALECTS.items()],
        initial=DEFAULT,
        required=False,
    )


class CredentialsForm(forms.Form):
    """Key and secret: all that an app from the App Center asks for."""

    consumer_key = forms.CharField(label=_("Consumer Key"), max_length=500)
    shared_secret = forms.CharField(label=_("Shared Secret"), max_length=500)

    def credentials(self, name: str = "") -> Credentials:
        """What was typed, with the app's name."""
        return Credentials(name, self.cleaned_data["consumer_key"], self.cleaned_data["shared_secret"])


class ByUrlForm(CredentialsForm):
    """Configuration Type *By URL*."""

    field_order = ["name", "consumer_key", "shared_secret", "config_url"]
    name = forms.CharField(label=_("Name"), max_length=200)
    config_url = _address(_("Config URL"))


class PasteXmlForm(CredentialsForm):
    """Configuration Type *Paste XML*."""

    field_order = ["name", "consumer_key", "shared_secret", "xml"]
    name = forms.CharField(label=_("Name"), max_length=200)
    xml = forms.CharField(label=_("XML Configuration"), max_length=256_000, widget=forms.Textarea)


class ManualForm(CredentialsForm):
    """Configuration Type *Manual Entry*, and *Edit*."""

    field_order = ["name", "consumer_key", "shared_secret"]
    name = forms.CharField(label=_("Name"), max_length=200)
    launch_url = _address(_("Launch URL"), required=False)
    domain = forms.CharField(label=_("Domain"), max_length=300, required=False)
    privacy_level = forms.ChoiceField(label=_("Privacy"), choices=[(level, level) for level in PRIVACY_LEVELS])
    custom = forms.CharField(
        label=_("Custom Fields"), required=False, widget=forms.Textarea, help_text=_("One per line: name=value")
    )
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea)

    def configuration(self) -> ToolConfiguration:
        """What was typed, as a configuration file would say it."""
        typed = self.cleaned_data
        return ToolConfiguration(
            description=typed["description"],
            launch_url=typed["launch_url"],
            domain=typed["domain"],
            privacy_level=typed["privacy_level"],
            custom=custom_fields(typed["custom"]),
        )


class RegistrationUrlForm(forms.Form):
    """LTI 1.3 by dynamic registration."""

    url = _address(_("Registration URL"))


class CanvasJsonForm(forms.Form):
    """LTI 1.3 by Canvas's JSON, from an address or pasted."""

    url = _address(_("JSON URL"), required=False)
    pasted = forms.CharField(label=_("or paste the JSON"), required=False, max_length=256_000, widget=forms.Textarea)

    def clean(self) -> None:
        """One of the two is needed."""
        if not self.cleaned_data.get("url") and not self.cleaned_data.get("pasted") and "url" not in self.errors:
            self.add_error("url", _("Type the address of the app's JSON, or paste it below."))


class ClientIdForm(forms.Form):
    """LTI 1.3 by the client id of a key that is on."""

    client_id = forms.CharField(label=_("Client ID"), max_length=100)


class PageForm(forms.Form):
    """A page; its body is HTML from the editor."""

    title = forms.CharField(label=_("Page Title"), max_length=200)
    body = forms.CharField(label=_("HTML"), required=False, strip=False, max_length=500_000, widget=forms.Textarea)


class AssignmentForm(forms.Form):
    """An assignment."""

    title = forms.CharField(label=_("Assignment Name"), max_length=200)
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea)
    points = forms.DecimalField(label=_("Points"), min_value=0, max_digits=8, decimal_places=2, initial=100)
    submission_type = forms.ChoiceField(
        label=_("Submission Type"), choices=[("none", _("No Submission")), ("external_tool", _("External Tool"))]
    )
    tool_url = _address(_("External Tool URL"), required=False)
    new_tab = forms.BooleanField(label=_("Load This Tool In A New Tab"), required=False)

    def clean(self) -> None:
        """An External Tool needs its URL."""
        if self.cleaned_data.get("submission_type") != "external_tool":
            self.cleaned_data["tool_url"] = ""
        elif not self.cleaned_data.get("tool_url") and "tool_url" not in self.errors:
            self.add_error("tool_url", _("External Tool URL can't be blank."))


class LabelledForm(forms.Form):
    """A form of which each LMS shows some fields, in its own order and with its own labels."""

    def __init__(self, *arguments: Any, labels: Labels, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields = {name: self.fields[name] for name in labels}
        for name, label in labels.items():
            self.fields[name].label = label


class ToolItemForm(LabelledForm):
    """An external tool as a module's item. `most_points` is the dialect's."""

    tool_url = _address("")
    title = forms.CharField(max_length=200)
    new_tab = forms.BooleanField(required=False)
    points = forms.DecimalField(required=False, min_value=0, max_digits=8, decimal_places=2)
    lti_id = forms.CharField(max_length=200, required=False)

    def __init__(self, *arguments: Any, labels: Labels, most_points: int = 0, **options: Any) -> None:
        super().__init__(*arguments, labels=labels, **options)
        self.most_points = most_points

    def clean_points(self) -> Decimal | None:
        """Moodle's rule, and its words."""
        points: Decimal | None = self.cleaned_data["points"]
        if points and not fit(points, self.most_points):
            told = _("Invalid grade value. This must be an integer between 1 and %(most)s.")
            raise forms.ValidationError(told, params={"most": self.most_points})
        return points


def fit(points: Decimal, most: int) -> bool:
    """Whether an LMS with that `most_points` grades in so many."""
    return not most or (points == points.to_integral_value() and 1 <= points <= most)


class FaultsForm(forms.Form):
    """Faults on demand."""

    wrong_secret = forms.BooleanField(label=_("Sign with a wrong secret"), required=False)
    clock_minutes = forms.IntegerField(
        label=_("Clock is off by (minutes)"), initial=0, required=False, min_value=-1_000_000, max_value=1_000_000
    )
    replay = forms.BooleanField(label=_("Send the same signed form again and again"), required=False)
    anonymous = forms.BooleanField(label=_("Send no name and no e-mail address"), required=False)
    return_url = forms.CharField(label=_("Send this return URL instead of the right one"), required=False)
    token_seconds = forms.IntegerField(
        label=_("LTI 1.3: id_tokens live this long (seconds; 0: as long as the LMS's)"),
        initial=0,
        required=False,
        min_value=-1_000_000,
        max_value=1_000_000_000,
    )
    wrong_audience = forms.BooleanField(label=_("LTI 1.3: id_tokens are meant for another tool"), required=False)
    wrong_nonce = forms.BooleanField(label=_("LTI 1.3: id_tokens carry another nonce"), required=False)
    unpublished_key = forms.BooleanField(label=_("LTI 1.3: sign with a key that is not published"), required=False)
    hint_used = forms.BooleanField(label=_("LTI 1.3: say that every launch was used before"), required=False)
    key_set = forms.ChoiceField(
        label=_("LTI 1.3: the key set answers"),
        required=False,
        choices=[("", _("as it should")), ("slow", _("too late")), ("dead", _("with an error"))],
    )
    storage = forms.ChoiceField(
        label=_("LTI 1.3: platform storage"),
        required=False,
        choices=[("", _("as the course's LMS has it")), ("on", _("on")), ("off", _("off"))],
    )
    older = forms.BooleanField(
        label=_("LTI 1.3: Open edX as before 2026 (no roles of the course; deep linking to its own launch URL)"),
        required=False,
    )
    odd_writing = forms.BooleanField(
        label=_("Write oddly: ids as numbers, one role as text, types and targets in capitals"), required=False
    )
    marked_json = forms.BooleanField(label=_("LTI 1.3: begin JSON with a byte order mark"), required=False)

    def clean_clock_minutes(self) -> int:
        """Nothing typed is no offset."""
        return int(self.cleaned_data["clock_minutes"] or 0)

    def clean_token_seconds(self) -> int:
        """Nothing typed is the LMS's own time."""
        return int(self.cleaned_data["token_seconds"] or 0)
