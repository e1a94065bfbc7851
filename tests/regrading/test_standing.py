"""How the exercises of a class stand, for a page that may show hundreds of them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from slipway.content.models import Unit
from slipway.regrading.standing import UnitStanding, count_graded_otherwise, standings_of
from slipway.submissions.exercises import version_of_tests
from slipway.submissions.grading import INTERPRETER
from slipway.submissions.models import Extension, Submission
from tests import factories
from tests.submissions.exercise import RIGHT, exercise_unit

pytestmark = [pytest.mark.http, pytest.mark.django_db]
BY_NOW = {"interpreter": INTERPRETER, "state": "graded", "score": Decimal(1)}


def handed(unit: Unit, number: int, **columns: object) -> Submission:
    user = factories.account(name=f"Student {number}")
    files, now = {"shapes.py": RIGHT}, timezone.now()
    return Submission.objects.create(unit=unit, user=user, number=1, files=files, counts_at=now, **columns)


def test_many_exercises_take_as_many_statements_as_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    units = [exercise_unit() for _ in range(3)]
    first, second, _third = units
    handed(first, 1, tests_version=version_of_tests(first), **BY_NOW)
    handed(first, 2, tests_version="older", **BY_NOW)
    handed(second, 3, tests_version=version_of_tests(second), **(BY_NOW | {"interpreter": "an older Python"}))
    failed = handed(second, 4, state="failed")
    long_ago = timezone.now() - timedelta(hours=1)
    Submission.objects.filter(pk=handed(second, 5).pk).update(received_at=long_ago)
    handed(second, 6)
    Extension.objects.create(unit=second, user=failed.user, due_at=timezone.now())
    with django_assert_num_queries(4):
        stood = standings_of(units)
    assert stood == [
        UnitStanding(unit=first, graded_otherwise=1, not_graded=0, extensions=0),
        UnitStanding(unit=second, graded_otherwise=1, not_graded=2, extensions=1),
        UnitStanding(unit=units[2], graded_otherwise=0, not_graded=0, extensions=0),
    ]
    assert [count_graded_otherwise(unit) for unit in units] == [1, 1, 0]
