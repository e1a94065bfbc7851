"""The form of a unit."""

from collections.abc import Container, Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat, floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from slipway.class_pages.forms import Title, set_choices
from slipway.content.file_types import IMAGE_TYPES
from slipway.content.folder import FolderFile
from slipway.content.folder.limits import KILOBYTE, MAX_GUIDE, MAX_POINTS
from slipway.content.folder.text import plain_text
from slipway.content.guides.layout import LaidOut, lay_out
from slipway.content.guides.work import Budget, TooMuchWorkError
from slipway.content.kinds import READING, UNIT_KINDS
from slipway.content.letters import composed
from slipway.content.models import Unit, UnitFile
from slipway.content.unit import UNIT_FIELDS, UnitContent, content_of, times_out_of_order
from slipway.content.unit_images import MOST_AT_ONCE, read_image
from slipway.content.units import FileChanges
from slipway.web.languages import translated
from slipway.web.moment_field import Moment

MOST_LINES = 20  # that are told


class ManyFilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class Images(forms.FileField):
    """Any number of images."""

    widget = ManyFilesInput(attrs={"accept": "image/png,image/jpeg,image/gif,image/webp"})

    def clean(self, data: list["UploadedFile[Any]"] | None, initial: Any = None) -> list[FolderFile]:
        if data and len(data) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(limit)d files at once.") % {"limit": MOST_AT_ONCE})
        return [read_image(upload) for upload in data or []]


class GuideForm(forms.Form):
    """A guide; `laid_out` is what it becomes, for a form that was looked at."""

    guide = forms.CharField(
        label=gettext_lazy("Guide"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Markdown. An image of this unit is shown by ![what it shows](name.png)."),
        widget=forms.Textarea(attrs={"rows": 22, "class": "mono", "spellcheck": "true"}),
    )
    laid_out = LaidOut()

    def clean_guide(self) -> str:
        guide = plain_text(str(self.cleaned_data["guide"]))  # browsers post CRLF
        if len(guide.encode()) > MAX_GUIDE:
            raise ValidationError(_("The guide is longer than %(limit)d KB.") % {"limit": MAX_GUIDE // KILOBYTE})
        try:
            self.laid_out = lay_out(guide, Budget())
        except TooMuchWorkError as refused:
            fault = _("Line %(line)d: %(fault)s. Part it into shorter pieces, or into two units.")
            values = {"line": refused.line, "fault": translated(refused.words)}
            raise ValidationError(fault % values) from refused
        return guide


class UnitForm(GuideForm):
    """A unit's text and files; for a kind with more, a form made of this one (`unit_kinds`)."""

    kind = READING.code

    field_order: tuple[str, ...] = (
        *("title", "points", "published", "available_from", "due_at", "until_at"),
        *("guide", "images", "remove"),
    )
    tab_forms: Sequence[forms.Form] = ()  # more forms that are sent along, of kinds that have some

    title = Title()
    points = forms.DecimalField(
        label=gettext_lazy("Points"), min_value=0, max_value=MAX_POINTS, max_digits=8, decimal_places=2, initial=100
    )
    published = forms.BooleanField(
        label=gettext_lazy("Published"), required=False, help_text=gettext_lazy("Students can open it.")
    )
    available_from = Moment(label=gettext_lazy("Available from"), required=False, help_text="UTC")
    due_at = Moment(label=gettext_lazy("Due"), required=False, help_text="UTC")
    until_at = Moment(label=gettext_lazy("Until"), required=False, help_text="UTC")
    images = Images(
        label=gettext_lazy("Add images"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG, GIF or WebP, at most 5 MB each. One of the same name is replaced."),
    )
    remove = forms.MultipleChoiceField(
        label=gettext_lazy("Remove files"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, files: Iterable[UnitFile] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._files = list(files)
        choices = [(str(file.pk), f"{file.path} ({filesizeformat(file.file.size)})") for file in self._files]
        set_choices(self.fields["remove"], choices)
        if not choices:
            del self.fields["remove"]

    def clean(self) -> None:
        for before, name in times_out_of_order(self.cleaned_data):
            self.add_error(name, _("This is before “%(other)s”.") % {"other": self.fields[before].label})
        self._check_images()

    def _check_images(self) -> None:
        """A guide shows images that are there, so that the class can be written to a folder and read again."""
        removed = set(self.cleaned_data.get("remove", []))
        there = {
            composed(file.path)
            for file in self._files
            if str(file.pk) not in removed and file.file.content_type in IMAGE_TYPES
        }
        there |= {image.path for image in self.cleaned_data.get("images", [])}
        fault = missing_images(self.laid_out, there)
        if fault and "images" in self.cleaned_data:
            self.add_error("guide", fault)

    def content(self) -> UnitContent:
        """What was sent of the unit; for a valid form."""
        fields = {name: value for name, value in self.cleaned_data.items() if name in UNIT_FIELDS}
        return UnitContent(kind=self.kind, **fields, guide_html=self.laid_out.html, guide_work=self.laid_out.work)

    def file_changes(self) -> FileChanges:
        """The files to add and to remove; for a valid form."""
        removed = [UUID(chosen) for chosen in self.cleaned_data.get("remove", [])]
        return FileChanges(added=self.cleaned_data["images"], removed=removed)


def missing_images(guide: LaidOut, there: Container[str | None]) -> str:
    """That the guide shows images whose paths are not `there`, and in which lines; '' when it shows none."""
    missing = list(dict.fromkeys(str(line) for line, path in guide.images if path not in there))
    if not missing:
        return ""
    fault = _("The guide shows images that are not among the unit's files, in line %(lines)s. Add them below.")
    return fault % {"lines": ", ".join(missing[:MOST_LINES])}


def image_warning(guide: LaidOut, unit: Unit | None) -> str:
    """Which images a preview cannot show, and why; '' when it shows all."""
    if unit is None:
        named = {path for _line, path in guide.images if path}
        later = _("Images show once the unit is saved.") if named else ""
        return missing_images(guide, named) or later
    if not guide.images:
        return ""
    images = UnitFile.objects.filter(unit=unit, file__content_type__in=IMAGE_TYPES).values_list("path", flat=True)
    is_hidden = UNIT_KINDS[unit.kind].is_hidden
    return missing_images(guide, {composed(path) for path in images if not is_hidden(path)})


def unit_initial(unit: Unit) -> dict[str, object]:
    """What the form of a unit begins with."""
    return {**content_of(unit).values(), "points": floatformat(unit.points, "-2u")}  # 100, not 100.00
