"""The forms of these pages."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.submissions.extending import OtherDates
from slipway.web.moment_field import Moment


class StudentField(forms.ChoiceField):
    """One of the class's students, by id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Student"), **kwargs)


class RehearsalForm(forms.Form):
    """Whose submissions are rehearsed; nobody chosen: everybody's."""

    student = StudentField(required=False)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, students: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        _choose(self, [("", gettext("All students")), *students])


class AgainForm(forms.Form):
    """Which submission is graded again; none named: all that are not graded."""

    submission = forms.UUIDField(required=False)


class ExtensionForm(forms.Form):
    """Other dates for one student."""

    student = StudentField()
    due_at = Moment(label=_("Due"), required=False, help_text="UTC")
    until_at = Moment(label=_("Until"), required=False, help_text="UTC")

    def __init__(
        self, data: Mapping[str, Any] | None, *, students: Iterable[tuple[str, str]], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        _choose(self, students)

    def clean(self) -> None:
        due, until = self.cleaned_data.get("due_at"), self.cleaned_data.get("until_at")
        if due is None and until is None and not self.errors:
            self.add_error(None, gettext("Give a due time, or a last time, or both."))
        if due and until and until < due:
            self.add_error("until_at", gettext("This is before “%(other)s”.") % {"other": self.fields["due_at"].label})

    @property
    def student_id(self) -> UUID:
        """Who was chosen, of a valid form."""
        return UUID(self.cleaned_data["student"])

    @property
    def dates(self) -> OtherDates:
        """What was given, of a valid form."""
        return OtherDates(due_at=self.cleaned_data["due_at"], until_at=self.cleaned_data["until_at"])


def _choose(form: forms.Form, students: Iterable[tuple[str, str]]) -> None:
    field = form.fields["student"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(students)
