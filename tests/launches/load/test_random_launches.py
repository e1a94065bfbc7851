"""Whatever is posted as a launch is let in or refused with a code, recorded once, and touches nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Length
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, event, given, settings

from slipway.classes.models import CourseConnection
from slipway.lms.models import ConsumerKey, LaunchRecord, LmsCourse
from slipway.lti.refusal import Refusal
from tests import factories
from tests.canvas import FORM
from tests.launches.load.random_launches import DIALECTS, Keys, Pairs, RandomLaunch, launches
from tests.way_in import is_landed, way_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]
# Every launch is undone after it, so that one says nothing about the next and can be found again alone.
undone = settings(
    deadline=None,
    database=None,
    phases=[Phase.generate],  # to shrink a launch takes minutes; what is printed tells enough
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)

PUBLIC_URL = "http://localhost:8000"
LOG, TALLY = "lms_launchrecord", "lms_refusaltally"
ASKING = {"orgs_user", "people_lmsidentity", "lms_lmscourse", "classes_connectionrequest"}
ENTERING = ASKING - {"classes_connectionrequest"} | {
    "lms_lms", "classes_enrolment", "classes_launchsession", "classes_courseconnection", "audit_auditentry",
    "classes_toldrole", "lms_courseservices", "lms_gradeaddress",
}  # fmt: skip


WRITTEN = [model for model in apps.get_models() if model._meta.db_table in ENTERING | ASKING | {LOG, TALLY}]
Rows = dict[str, list[Any]]


@dataclass(frozen=True)
class Scene:
    """A school with a unit of every kind, connected to the courses of all dialects."""

    keys: Keys
    paths: dict[str, str]


@pytest.fixture
def scene() -> Scene:
    """The school, in the test's database."""
    made, other = factories.classroom_with_units(), factories.classroom_with_units()
    _, draft, withdrawn = made.unit("u1"), made.unit("u2"), made.unit("u3")
    type(draft).objects.filter(pk=draft.pk).update(published=False)
    type(draft).objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    lms = factories.lms(made.classroom.organization)
    for context in {fields["context_id"] for fields in DIALECTS}:
        course = LmsCourse.objects.create(lms=lms, context_id=context)
        CourseConnection.objects.create(lms_course=course, classroom=made.classroom)
    live = lms.consumer_keys.get()
    disabled = ConsumerKey.objects.create(lms=lms, key="disabled", secret="s", disabled_at=timezone.now())
    units = {
        "unit": made.unit("u1").pk, "draft": draft.pk, "closed": withdrawn.pk,
        "unit of another organization": other.unit("u1").pk, "no unit": uuid4(),
    }  # fmt: skip
    routes = {"link": "/lti", "course": "/lti/course", "select": "/lti/select"}
    keys = Keys(live=(live.key, live.secret), disabled=(disabled.key, disabled.secret))
    return Scene(keys, routes | {name: f"/lti/units/{unit_id}" for name, unit_id in units.items()})


@settings(undone, max_examples=15)
@given(launch=launches())
def test_some_random_launches(scene: Scene, launch: RandomLaunch) -> None:
    with undo():
        check(scene, launch)


@pytest.mark.long
@pytest.mark.timeout(600)
@settings(undone, max_examples=500)
@given(launch=launches())
def test_five_hundred_random_launches(scene: Scene, launch: RandomLaunch) -> None:
    with undo():
        check(scene, launch)


@contextmanager
def undo() -> Iterator[None]:
    """Undo what the block does to the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def check(scene: Scene, launch: RandomLaunch) -> None:
    """Post a launch twice and look at all that it did."""
    path = scene.paths[launch.route]
    pairs = launch.signed(url=PUBLIC_URL + path, keys=scene.keys)
    believed = launch.verifies(pairs)
    before = rows()
    answer = post(path, launch, pairs)
    record = LaunchRecord.objects.get()
    assert record.nonce == (launch.nonce if believed else None), (record.code, record.cause.english)
    event(record.code or "let in")  # `--hypothesis-show-statistics` tells how often
    assert_answered(answer, record)
    after = rows()
    touched = differing(before, after)
    assert touched <= may_touch(record, believed=believed)
    assert ("classes_launchsession" in touched) is record.let_in
    assert too_long() == []
    again = post(path, launch, pairs)
    assert again.headers["X-Refusal-Code"] == ("replayed" if believed else record.code)
    assert LaunchRecord.objects.exclude(pk=record.pk).get().nonce is None
    assert differing(after, rows()) <= {TALLY}


def post(path: str, launch: RandomLaunch, pairs: Pairs) -> Any:
    """Post the form as a browser does. An error of the program comes out of this as it is."""
    address = f"{path}?{launch.query}" if launch.query else path
    headers = {"Origin": launch.origin} if launch.origin else {}
    return Client(enforce_csrf_checks=True).post(address, urlencode(pairs), content_type=FORM, headers=headers)


def assert_answered(answer: Any, record: LaunchRecord) -> None:
    """The answer is the record's: a way in, whose shell and page open, or a page that tells code and number."""
    assert "Set-Cookie" not in answer.headers
    if not record.let_in:
        assert answer.headers["X-Refusal-Code"] == record.code
        assert answer.status_code == Refusal(record.code).status
        assert str(record.pk) in answer.content.decode()
        return
    assert record.code == ""
    assert is_landed(answer)
    to = way_in(answer)
    assert to.path.startswith(f"/l/{record.pk}/")
    assert Client().get(to.path).status_code == 200
    assert Client().get(to.path, headers=to.bearer).status_code == 200


def may_touch(record: LaunchRecord, *, believed: bool) -> set[str]:
    """The tables that a launch may change, besides the log."""
    if record.let_in:
        return ENTERING
    if not believed:
        return {TALLY}
    return ASKING if (record.code, record.role) == ("not-connected", "teacher") else set()


def rows() -> Rows:
    """Every row of every table but the launch log."""
    tables = {model._meta.db_table: model for model in apps.get_models() if model is not LaunchRecord}
    return {table: list(model._base_manager.order_by("pk").values_list()) for table, model in tables.items()}


def differing(before: Rows, after: Rows) -> set[str]:
    """The tables that are not what they were."""
    return {table for table, old in before.items() if after[table] != old}


def too_long() -> list[str]:
    """Tables where a column holds more than PostgreSQL would take; SQLite takes anything."""
    return [model._meta.db_table for model in WRITTEN if over_long(model).exists()]


def over_long(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """The rows of a table in which a column holds more than it has room for."""
    columns = [column for column in model._meta.fields if isinstance(column, models.CharField) and column.max_length]
    measured = model._base_manager.annotate(**{f"room_{column.name}": Length(column.name) for column in columns})
    over = (models.Q(**{f"room_{column.name}__gt": column.max_length}) for column in columns)
    found: models.QuerySet[models.Model] = measured.filter(reduce(or_, over, models.Q(pk__in=[])))
    return found
