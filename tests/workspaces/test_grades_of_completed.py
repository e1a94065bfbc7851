"""What was completed before there were grades is worth its points after the upgrade."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from slipway.gradebook.models import Grade
from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import complete, start
from tests import factories
from tests.submissions.exercise import exercise_unit

pytestmark = pytest.mark.django_db


def test_completed_units_to_read_have_full_points() -> None:
    made, exercise = factories.classroom_with_units(), exercise_unit()
    one, other = factories.account(), factories.account()
    complete(user=one, unit=made.unit("u1"))
    complete(user=other, unit=made.unit("u1"))
    complete(user=one, unit=exercise)
    start(user=one, unit=made.unit("u2"))
    Grade.objects.filter(user=one).delete()
    import_module("slipway.workspaces.migrations.0003_grades_of_completed_units").credit(apps, None)
    assert Workspace.objects.filter(completed_at__isnull=False).count() == 3
    found = Grade.objects.values_list("user", "unit", "score", "earned", "source")
    assert set(found) == {(who.pk, made.unit("u1").pk, Decimal(1), Decimal(1), "completion") for who in (one, other)}
