"""Which launches of a log somebody wants to see."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from slipway.content.models import Classroom
from slipway.lms.models import LaunchRecord, Lms
from slipway.orgs.models import Organization

TIME_SPANS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
}
OUTCOMES = {"let-in": True, "refused": False}


class LogFilter(forms.Form):
    """LMS, class, person, outcome and time, for the log `of` an organization or a class; every field may stay empty."""

    use_required_attribute = False

    lms = forms.ModelChoiceField(Lms.objects.none(), label=_("LMS"), required=False, empty_label=_("All LMSs"))
    classroom = forms.ModelChoiceField(
        Classroom.objects.none(), label=_("Class"), required=False, empty_label=_("All classes")
    )
    person = forms.CharField(label=_("Person"), required=False, max_length=200)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("All")), ("let-in", _("Let in")), ("refused", _("Refused"))],
    )
    time = forms.ChoiceField(
        label=_("Time"),
        required=False,
        choices=[
            ("", _("Any time")),
            ("hour", _("Last hour")),
            ("day", _("Last 24 hours")),
            ("week", _("Last 7 days")),
            ("month", _("Last 30 days")),
        ],
    )

    def __init__(self, *args: Any, of: Organization | Classroom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organization = of.organization if isinstance(of, Classroom) else of
        self._choices("lms").queryset = Lms.objects.filter(organization=organization)
        self._choices("classroom").queryset = Classroom.objects.filter(organization=organization)
        if isinstance(of, Classroom):
            del self.fields["classroom"]

    def chosen(self, launches: QuerySet[LaunchRecord]) -> QuerySet[LaunchRecord]:
        """The launches that the fields ask for; a field with a fault counts as empty."""
        if not self.is_bound:
            return launches
        self.is_valid()
        for field in ("lms", "classroom", "person", "outcome", "time"):
            if value := self.cleaned_data.get(field):
                launches = _narrowed(launches, field, value)
        return launches

    @property
    def is_used(self) -> bool:
        """Whether anything is asked for."""
        return self.is_bound and self.is_valid() and any(self.cleaned_data.values())

    def _choices(self, name: str) -> "forms.ModelChoiceField[Any]":
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field


def _narrowed(launches: QuerySet[LaunchRecord], field: str, value: Any) -> QuerySet[LaunchRecord]:
    if field == "person":
        return launches.filter(person_name__icontains=value)
    if field == "outcome":
        return launches.filter(let_in=OUTCOMES[value])
    if field == "time":
        return launches.filter(at__gte=timezone.now() - TIME_SPANS[value])
    return launches.filter(**{f"{field}_id": value.pk})
