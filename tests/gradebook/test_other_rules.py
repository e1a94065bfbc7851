"""A unit's rules change: what counts of submissions that were graded before."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from slipway.content.editing.unit_marks import unit_mark
from slipway.content.kinds.exercise_settings import CountsWhich
from slipway.content.models import Unit
from slipway.content.unit import content_of
from slipway.content.units import FileChanges, edit_unit
from slipway.gradebook.models import Grade
from slipway.jobs.claim import claim
from slipway.jobs.kinds import job_kind
from slipway.jobs.perform import perform
from slipway.jobs.queues import due_queues
from slipway.submissions.extending import OtherDates, give_extension
from slipway.submissions.recounting import RECOUNTING
from tests import factories
from tests.gradebook.handed_in import graded
from tests.submissions.exercise import exercise_unit

pytestmark = pytest.mark.django_db


def work() -> None:
    """Do the jobs that are due."""
    while dues := due_queues(timezone.now(), {RECOUNTING}):
        for due in dues:
            if job := claim(due, timezone.now(), lease_for=timedelta(hours=1)):
                perform(job, job_kind(RECOUNTING))


def test_the_last_submission_counts_from_now_on() -> None:
    unit, student = exercise_unit(), factories.account()
    graded(unit, student, "0.9")
    last = graded(unit, student, "0.4")
    opened = Unit.objects.get(pk=unit.pk)
    assert opened.exercise
    content = replace(content_of(opened), exercise=replace(opened.exercise, counts=CountsWhich.LATEST))
    edit_unit(actor=factories.account(), unit=unit, content=content, files=FileChanges(), seen=unit_mark(opened))
    work()
    assert (Grade.objects.get().score, Grade.objects.get().submission) == (Decimal("0.4"), last)


def test_lateness_that_costs_nothing_is_taken_back_too() -> None:
    unit, student = exercise_unit(), factories.account()
    unit.due_at = timezone.now() - timedelta(days=1)
    unit.save()
    graded(unit, student, "1", is_late=True)
    assert Grade.objects.get().is_late
    dates = OtherDates(due_at=timezone.now() + timedelta(days=1))
    assert give_extension(actor=factories.account(), unit=unit, student=student, dates=dates) == 1
    assert not Grade.objects.get().is_late
