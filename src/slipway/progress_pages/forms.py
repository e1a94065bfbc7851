"""What teachers write about a student's work."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from slipway.gradebook.overrides import Override

MOST_REASON = 1_000
MOST_COMMENT = 4_000


class OverrideForm(forms.Form):
    """Points instead of those that were earned: 0 to `most`."""

    points = forms.DecimalField(label=_("Points"), min_value=0, max_digits=8, decimal_places=2)
    reason = forms.CharField(label=_("Reason"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3}))
    is_shown = forms.BooleanField(label=_("Show the reason to the student"), required=False)

    def __init__(self, *args: Any, most: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = self.fields["points"]
        assert isinstance(points, forms.DecimalField)
        self.fields["points"] = forms.DecimalField(
            label=points.label, min_value=0, max_value=most, max_digits=8, decimal_places=2
        )

    @property
    def given(self) -> Override:
        """What a sound form says."""
        said = self.cleaned_data
        return Override(points=said["points"], reason=said["reason"], is_shown=said["is_shown"])


class CommentTextForm(forms.Form):
    """What a comment says."""

    text = forms.CharField(label=_("Comment"), max_length=MOST_COMMENT, widget=forms.Textarea(attrs={"rows": 3}))


class CommentForm(CommentTextForm):
    """A comment on a line of one of `paths`."""

    path = forms.ChoiceField(label=_("File"))
    line = forms.IntegerField(label=_("Line"), min_value=1, max_value=1_000_000)
    field_order = ("path", "line", "text")

    def __init__(self, *args: Any, paths: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["path"] = forms.ChoiceField(
            label=self.fields["path"].label, choices=[(each, each) for each in paths]
        )
        self.order_fields(self.field_order)
