"""Adding a tool by hand, as the LMSs other than Canvas have it."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from practice_lms.dialects.dialect import Dialect
from practice_lms.forms.course_forms import LONG, LabelledForm, custom_fields, web_address
from practice_lms.installing.canvas_xml import Options, ToolConfiguration
from practice_lms.installing.install import Credentials

PRIVACY = {(True, True): "public", (True, False): "name_only", (False, True): "email_only"}


def passport(value: str) -> None:
    """Validator: id:key:secret."""
    if len([part for part in value.split(":", 2) if part.strip()]) < 3:
        raise ValidationError(_("Enter the passport as id:key:secret."))


class ToolForm(LabelledForm):
    """A tool's address, key and secret, and what it may know and do; an LMS has some of these fields."""

    name = forms.CharField(max_length=200)
    passport = forms.CharField(max_length=LONG, validators=[passport])
    tool_url = forms.CharField(max_length=LONG, validators=[web_address])
    consumer_key = forms.CharField(max_length=500)
    shared_secret = forms.CharField(max_length=500)
    custom = forms.CharField(required=False, widget=forms.Textarea, help_text=_("One per line: name=value"))
    selects = forms.BooleanField(required=False)
    selection_url = forms.CharField(required=False, max_length=LONG, validators=[web_address])
    sends_name = forms.BooleanField(required=False)
    sends_email = forms.BooleanField(required=False)

    def credentials(self) -> Credentials:
        """Name, key and secret."""
        if "passport" in self.fields:
            return Credentials(*self.cleaned_data["passport"].split(":", 2))
        return Credentials(*(self.cleaned_data[name] for name in ("name", "consumer_key", "shared_secret")))

    def configuration(self, dialect: Dialect) -> ToolConfiguration:
        """What was typed, as a configuration file would say it. The tool's links are known by its host."""
        typed = self.cleaned_data
        url = typed.get("tool_url", "")
        asked: Options = {"message_type": "ContentItemSelectionRequest", "url": typed.get("selection_url") or url}
        return ToolConfiguration(
            launch_url=url,
            domain=urlsplit(url).netloc,
            privacy_level=PRIVACY.get((typed["sends_name"], typed["sends_email"]), "anonymous"),
            custom=custom_fields(typed["custom"]),
            placements=dict.fromkeys(dialect.selections, asked) if typed.get("selects") else {},
        )
