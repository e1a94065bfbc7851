"""The form by which a teacher writes a unit of each kind."""

from slipway.class_pages.exercise_form import ExerciseForm
from slipway.class_pages.unit_form import UnitForm

UNIT_FORMS: dict[str, type[UnitForm]] = {form.kind: form for form in (UnitForm, ExerciseForm)}
