"""The form of an exercise: what all units have, how it is handed in, and what each tab of its tests is worth.

Its files, and what names them, are written on the page of its files (`file_views`): the form leaves those as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from slipway.class_pages.forms import Percent
from slipway.class_pages.unit_form import UnitForm
from slipway.content.kinds import EXERCISE
from slipway.content.kinds.exercise_parts import STARTER, TESTS, part_of
from slipway.content.kinds.exercise_settings import (
    MOST_ATTEMPTS,
    MOST_SECONDS,
    MOST_SHARE,
    CompletedBy,
    CountsWhich,
    ExerciseSettings,
    ExerciseTab,
)
from slipway.content.kinds.exercise_suite import cases_of_tabs
from slipway.content.kinds.exercise_toml import TEST_ENDINGS
from slipway.content.models import UnitFile
from slipway.content.unit import UnitContent
from slipway.suites.scoring import Credit, points_faults
from slipway.suites.shown import Show, show_faults
from slipway.web.languages import translated

COUNTS = [(CountsWhich.BEST, _("The best submission")), (CountsWhich.LATEST, _("The last submission"))]
COMPLETED = [
    (CompletedBy.FULL_POINTS, _("A submission with all points")),
    (CompletedBy.STUDENT, _("The student, who marks it as completed")),
]
CREDITS = [
    (Credit.ALL, _("All points if all tests pass, else none")),
    (Credit.CASES, _("Points for each test that passes")),
]
SHOWS = [
    (Show.ALL, _("Each test with its input and its result")),
    (Show.VERDICT, _("Only whether it passes")),
    (Show.AFTER_DUE, _("Only whether it passes, and all after the due time")),
]


# Fields of the form that settings have by the same names.
OWN_FIELDS = ("time_limit", "attempts", "counts", "completed", "late_per_day", "late_most")


class TabForm(forms.Form):
    """What is said of one tab of the tests."""

    share = forms.IntegerField(
        label=_("Share"),
        required=False,
        min_value=0,
        max_value=MOST_SHARE,
        help_text=_(
            "Parts of the unit's points. 0: for information only. If all are empty, all tabs are worth the same."
        ),
    )
    credit = forms.ChoiceField(label=_("Points"), choices=CREDITS)
    show = forms.ChoiceField(label=_("Students see"), choices=SHOWS)
    time_limit = forms.IntegerField(
        label=_("Time limit in seconds"),
        required=False,
        min_value=1,
        max_value=MOST_SECONDS,
        help_text=_("Empty: that of the whole exercise."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, number: int, tab: ExerciseTab) -> None:
        values = {"share": tab.share, "credit": tab.credit, "show": tab.show, "time_limit": tab.time_limit}
        super().__init__(data, prefix=f"tab-{number}", initial=values)
        self.tab = tab

    def written(self) -> ExerciseTab:
        """The tab as it was sent; for a valid form."""
        sent = self.cleaned_data
        return replace(
            self.tab,
            share=sent["share"],
            credit=Credit(sent["credit"]),
            show=Show(sent["show"]),
            time_limit=sent["time_limit"],
        )


class ExerciseForm(UnitForm):
    """An exercise. `initial["exercise"]` are its settings, `files` those of the unit, of which the suite is read."""

    kind = EXERCISE.code

    field_order = (*UnitForm.field_order[:-3], *OWN_FIELDS, *UnitForm.field_order[-3:])

    time_limit = forms.IntegerField(
        label=_("Time limit in seconds"), min_value=1, max_value=MOST_SECONDS, help_text=_("For all tests together.")
    )
    attempts = forms.IntegerField(
        label=_("Attempts"),
        required=False,
        min_value=1,
        max_value=MOST_ATTEMPTS,
        help_text=_("How often a student may hand in. Empty: as often as they like."),
    )
    counts = forms.ChoiceField(label=_("What counts"), choices=COUNTS)
    completed = forms.ChoiceField(label=_("What completes it"), choices=COMPLETED)
    late_per_day = Percent(
        label=_("Late work loses, in percent a day"),
        required=False,
        help_text=_(
            "Of its score, for each day that has begun since the due time. 0: nothing. Empty: as the class has it."
        ),
    )
    late_most = Percent(
        label=_("Late work loses at most, in percent"), required=False, help_text=_("Empty: as the class has it.")
    )

    def __init__(self, *args: Any, files: Sequence[UnitFile] = (), **kwargs: Any) -> None:
        images = [file for file in files if not EXERCISE.is_hidden(file.path) and part_of(file.path) != STARTER]
        super().__init__(*args, files=images, **kwargs)
        self._settings: ExerciseSettings = self.initial.get("exercise") or ExerciseSettings()
        self._cases = _cases_of_tabs(self._settings, files)
        ours = {name: getattr(self._settings, name) for name in OWN_FIELDS}
        self.initial = {**self.initial, **ours}
        tabs = list(self._settings.tabs)
        tabs += [ExerciseTab(tab=name) for name in self._cases if name not in self._settings.shows]
        sent = self.data if self.is_bound else None
        self.tab_forms: Sequence[TabForm] = [TabForm(sent, number=number, tab=tab) for number, tab in enumerate(tabs)]

    def clean(self) -> None:
        super().clean()
        invalid = [form for form in self.tab_forms if not form.is_valid()]  # each tells its own faults
        if invalid:
            self.add_error(None, _("Something is wrong with what is said of the tests, below."))
            return
        tabs = [form.written() for form in self.tab_forms]
        longest = self.cleaned_data.get("time_limit", MOST_SECONDS)
        for form, tab in zip(self.tab_forms, tabs, strict=True):
            if tab.time_limit is not None and tab.time_limit > longest:
                form.add_error("time_limit", _("A tab cannot take longer than the whole exercise."))
                self.add_error(None, _("Something is wrong with what is said of the tests, below."))
        self._check_tabs(tabs)

    def _check_tabs(self, tabs: Sequence[ExerciseTab]) -> None:
        names, has_points = list(self._cases), bool(self.cleaned_data.get("points"))
        rules = [tab.points for tab in tabs]
        for fault in points_faults(names, rules, counted=self._cases, has_points=has_points):
            self.add_error(None, translated(fault))
        shows = {tab.tab: tab.show for tab in tabs}
        for fault in show_faults(list(shows), shows, has_due=bool(self.cleaned_data.get("due_at"))):
            self.add_error(None, translated(fault))

    def content(self) -> UnitContent:
        """What was sent of the unit, with its settings; for a valid form."""
        named = self._settings.shows
        tabs = (form.written() for form in self.tab_forms)
        settings = replace(
            self._settings,
            time_limit=self.cleaned_data["time_limit"],
            attempts=self.cleaned_data["attempts"],
            counts=CountsWhich(self.cleaned_data["counts"]),
            completed=CompletedBy(self.cleaned_data["completed"]),
            late_per_day=self.cleaned_data["late_per_day"],
            late_most=self.cleaned_data["late_most"],
            tabs=tuple(tab for tab in tabs if tab.tab in named or tab != ExerciseTab(tab=tab.tab)),
        )
        return replace(super().content(), exercise=settings)


def _cases_of_tabs(settings: ExerciseSettings, files: Sequence[UnitFile]) -> dict[str, int]:
    """The suite's tabs, each with how many of its cases check something. Where it is broken, those that are named.

    One statement: of `files` only those that tests are read from are fetched.
    """
    tests = [file for file in files if file.path.startswith(f"{TESTS}/") and file.path.endswith(TEST_ENDINGS)]
    theirs = UnitFile.objects.filter(unit__in={file.unit_id for file in tests}, pk__in=[file.pk for file in tests])
    read = {path: bytes(content) for path, content in theirs.values_list("path", "file__content")}
    cases = cases_of_tabs(settings, read)
    return dict.fromkeys(settings.shows, 1) if cases is None else cases
