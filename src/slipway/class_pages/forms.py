"""The forms of a class's admin pages, but for the unit's."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.classes.lms_url import LONGEST_LMS_URL, clean_lms_url
from slipway.classes.roles import ENROLLED_CHOICES
from slipway.content.folder.limits import MAX_ARCHIVE, MAX_DESCRIPTION, MAX_TITLE, MEGABYTE
from slipway.content.folder.text import has_control_character, plain_text
from slipway.content.models import LinksOpen, Module
from slipway.content.order import Ordered, read_order
from slipway.web.name_field import NameField


class Title(NameField):
    """A title, as class folders have it too."""

    def __init__(self) -> None:
        super().__init__(label=_("Title"), max_length=MAX_TITLE)


class ShortName(forms.SlugField):
    """A class's slug; empty: made from the title."""

    def __init__(self) -> None:
        told = _("For the command line and site files; it stays when the title changes. Empty: made from the title.")
        super().__init__(label=_("Short name"), max_length=64, required=False, help_text=told)


class Percent(forms.DecimalField):
    """A number from 0 to 100 with at most two decimal places."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return floatformat(value, "-2u") if isinstance(value, Decimal) else value  # 10, not 10.00


class NewClassForm(forms.Form):
    """What a class begins with."""

    title = Title()
    slug = ShortName()


class NewExerciseForm(forms.Form):
    """What an exercise begins with; all else is a small example."""

    title = Title()


class DetailsForm(forms.Form):
    """What a class says of itself, and how it stands to an LMS."""

    title = Title()
    description = forms.CharField(
        label=_("Description"), max_length=MAX_DESCRIPTION, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    lti_enabled = forms.BooleanField(
        label=_("Enable LTI"), required=False, help_text=_("Students and teachers may open this class from your LMS.")
    )
    lms_url = forms.CharField(
        label=_("Class LMS URL"),
        max_length=LONGEST_LMS_URL,
        required=False,
        help_text=_("The address of the course's home page in your LMS, copied from the browser."),
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}),
    )

    links_open = forms.ChoiceField(
        label=_("Units open"),
        choices=LinksOpen.choices,
        required=False,
        help_text=_(
            "Links that are placed in the LMS from now on. Those that are there stay as they are. "
            "Moodle (from 4.3 on) and Open edX decide it themselves, by a setting of the tool or the component."
        ),
    )

    late_per_day = Percent(
        label=_("Late work loses, in percent a day"),
        required=False,
        help_text=_(
            "Of its score, for each day that has begun since the due time. 0: nothing. An exercise may say its own."
        ),
    )
    late_most = Percent(
        label=_("Late work loses at most, in percent"),
        required=False,
        help_text=_("However late it is. 100: all of its score."),
    )
    sealed_time_counts = forms.BooleanField(
        label=_("Work that was sealed without a connection counts by the time at which it was sealed"),
        required=False,
        help_text=_(
            "That time comes from the student's own device, so it can be false. Off: it counts by the time at which it "
            "arrived here."
        ),
    )

    def clean_late_per_day(self) -> Decimal:
        return self.cleaned_data["late_per_day"] or Decimal(0)

    def clean_late_most(self) -> Decimal:
        most = self.cleaned_data["late_most"]
        return Decimal(100) if most is None else most

    def clean_links_open(self) -> str | None:
        return str(self.cleaned_data["links_open"]) or None

    def clean_description(self) -> str:
        description = plain_text(str(self.cleaned_data["description"]))  # browsers post CRLF
        if has_control_character(description):
            raise ValidationError(gettext("The description contains a control character."))
        return description

    def clean_lms_url(self) -> str:
        return clean_lms_url(self.cleaned_data["lms_url"])


class ModuleForm(forms.Form):
    """What a module is called."""

    title = Title()


class OrderForm(forms.Form):
    """The order of the whole class, as the page's script writes it."""

    order = forms.CharField()

    def clean_order(self) -> list[Ordered]:
        try:
            return read_order(self.cleaned_data["order"])
        except ValueError as fault:
            raise ValidationError(gettext("This is no order of modules and units.")) from fault


def set_choices(field: forms.Field, choices: Iterable[tuple[str, Any]]) -> None:
    """Let a field of choices have these."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class MoveForm(forms.Form):
    """Which module a unit goes to."""

    module = forms.ChoiceField(label=_("Module"))

    def __init__(self, *args: Any, modules: Iterable[Module], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self.fields["module"], ((str(module.pk), module.title) for module in modules))


class LinkForm(forms.Form):
    """Which unit a link opens: `units` are the choices, by module."""

    unit = forms.ChoiceField(label=_("Unit"))

    def __init__(self, *args: Any, units: Iterable[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self.fields["unit"], units)


class ArchiveForm(forms.Form):
    """A class folder as a zip archive."""

    archive = forms.FileField(
        label=_("Zip archive"),
        help_text=_("Of the class folder, at most 50 MB. You see what would change before anything does."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_archive(self) -> "UploadedFile[Any]":
        archive: UploadedFile[Any] = self.cleaned_data["archive"]
        if (archive.size or 0) > MAX_ARCHIVE:
            fault = gettext("The archive is larger than %(limit)d MB.")
            raise ValidationError(fault % {"limit": MAX_ARCHIVE // MEGABYTE})
        return archive


class NewArchiveForm(ArchiveForm):
    """A class folder that a class is to be made of."""

    slug = ShortName()


class ClassRoleForm(forms.Form):
    """A role in the class."""

    role = forms.ChoiceField(label=_("Role"), choices=ENROLLED_CHOICES)


class EnrolForm(ClassRoleForm):
    """Whom to enrol by hand, as what."""

    field_order = ("email", "role")
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Of somebody who belongs to the organization. Students need not: they come from your LMS."),
    )
