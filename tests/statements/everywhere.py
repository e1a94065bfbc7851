"""Holds statements of `slipway.statements` to what Django itself reads and writes, on the database of the environment.

`python -m tests.statements.everywhere` prints, by name, what should be and what is, as JSON. It is a program because a
process has one database.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import (  # noqa: E402
    BooleanField,
    CharField,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    Model,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from slipway.classes.models import CourseConnection, Enrolment, LaunchSession, ToldRole  # noqa: E402
from slipway.classes.roles import ClassRole  # noqa: E402
from slipway.content.models import Unit  # noqa: E402
from slipway.lms.models import ConsumerKey, LaunchRecord, LmsCourse  # noqa: E402
from slipway.orgs.models import User  # noqa: E402
from slipway.people.models import LmsIdentity  # noqa: E402
from slipway.statements.given import Given  # noqa: E402
from slipway.statements.insert import Insert  # noqa: E402
from slipway.statements.select import Select, SelectRows  # noqa: E402
from slipway.words import text  # noqa: E402
from tests import factories  # noqa: E402

WHEN = datetime(2026, 11, 30, 9, 1, 2, 345678, tzinfo=UTC)
Compared = dict[str, list[Any]]


def main() -> Compared:
    """All comparisons, none of whose rows stay."""
    found: Compared = {}
    with transaction.atomic():
        for compare in (selected, selected_rows, logged, inserted, left_out):
            found |= dict(compare())
        transaction.set_rollback(True)
    return found


def told(row: Model) -> dict[str, object]:
    """All that an instance has, and the instances that stand at it."""
    kept = {name: value for name, value in vars(row).items() if name != "_state"}
    joined = {name: told(each) for name, each in row._state.fields_cache.items() if isinstance(each, Model)}
    return {"class": type(row).__name__, "from": row._state.db, "adding": row._state.adding, **kept, **joined}


def as_texts(rows: list[Any]) -> list[str]:
    """For comparing: values with their types."""
    return [repr(told(row)) if isinstance(row, Model) else repr(row) for row in rows]


def pairs(name: str, rows: Callable[..., QuerySet[Any]], *values: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """The queryset that `rows` makes beside the statement of it, which is run with each of these values in turn."""
    places = {each: Given(each, field_of(value)) for each, value in values[0].items()}
    statement = Select(lambda: rows(**places))
    for number, given in enumerate(values, 1):
        yield f"{name} {number}", [as_texts(list(rows(**given))), as_texts(statement.all(**given))]


def field_of(value: object) -> Any:
    """The field that holds such a value."""
    kinds = {str: CharField, bool: BooleanField, datetime: DateTimeField}
    return kinds.get(type(value), UUIDField)()


def selected() -> Iterator[tuple[str, list[Any]]]:
    """Instances, with what stands at them."""
    made, other = factories.classroom_with_units(), factories.classroom_with_units()
    _, session = factories.launch_session(made.classroom, unit=made.unit("u1"))
    _, second = factories.launch_session(other.classroom, role="preview")
    assert session.lms_course
    connected = CourseConnection.objects.create(classroom=made.classroom, lms_course=session.lms_course)
    classes = [{"class_id": made.classroom.pk}, {"class_id": other.classroom.pk}]

    yield from pairs("plain", lambda class_id: Unit.objects.filter(classroom=class_id).order_by("slug"), *classes)
    joined = LaunchSession.objects.select_related("launch", "identity__user", "classroom", "enrolment")
    tokens = [{"token": session.token_hash}, {"token": second.token_hash}, {"token": "nobody's"}]
    yield from pairs("joined, one of them absent", lambda token: joined.filter(token_hash=token), *tokens)
    narrow = joined.defer("launch__claims", "identity__picture", "picker").annotate(language=F("launch__language"))
    yield from pairs("deferred and annotated", lambda token: narrow.filter(token_hash=token), *tokens)
    only = LaunchRecord.objects.select_related("lms").only("let_in", "cause", "lms__origins")
    launches = [{"launch": session.launch_id}, {"launch": second.launch_id}]
    yield from pairs("only some columns", lambda launch: only.filter(pk=launch), *launches)
    yield from pairs("a relation of some rows", connected_courses, *classes)
    unused = Exists(CourseConnection.objects.filter(lms_course=OuterRef("pk"), classroom=connected.classroom_id))
    yield from pairs(
        "values of its own",
        lambda lms: LmsCourse.objects.annotate(here=unused).filter(Q(context_id__in=["100%", "course"]) | Q(lms=lms)),
        *[{"lms": session.lms_id}, {"lms": second.lms_id}],
    )
    times = LaunchRecord.objects.filter(let_in=True).order_by("pk")
    yield from pairs(
        "a time", lambda at: times.filter(at__lte=at), *[{"at": each.launch.at} for each in (session, second)]
    )
    yield from pairs(
        "an encrypted column",
        lambda key: ConsumerKey.objects.filter(key=key),
        *[{"key": each.consumer_key.key} for each in (session, second) if each.consumer_key],
    )


def connected_courses(class_id: Any) -> QuerySet[LmsCourse]:
    """Courses, with their connection to one class where there is one."""
    mine = FilteredRelation("connections", condition=Q(connections__classroom=class_id))
    return LmsCourse.objects.annotate(mine=mine, connection=F("mine__pk")).order_by("pk")


def selected_rows() -> Iterator[tuple[str, list[Any]]]:
    """Rows of `values_list`, made into something else; and the first of several."""
    made = factories.classroom_with_units()
    titles = Unit.objects.filter(classroom=made.classroom.pk).order_by("slug").values_list("pk", "title", "published")
    of_class = Unit.objects.filter(classroom=Given("class_id", UUIDField())).order_by("slug")
    rows = SelectRows(lambda *row: row, lambda: of_class.values_list("pk", "title", "published"))
    yield "rows", [as_texts(list(titles)), as_texts(rows.all(class_id=made.classroom.pk))]
    yield "the first row", [repr(titles[0]), repr(rows.first(class_id=made.classroom.pk))]
    yield "no first row", ["None", repr(rows.first(class_id=made.unit("u1").pk))]


def logged() -> Iterator[tuple[str, list[Any]]]:
    """Statements can be logged, as tests that count them do."""
    made = factories.classroom_with_units()
    statement = Select(lambda: Unit.objects.filter(classroom=Given("class_id", UUIDField())))
    with CaptureQueriesContext(connection) as queries:
        statement.all(class_id=made.classroom.pk)
    yield "logged", [1, len(queries)]


def launch_records() -> Iterator[LaunchRecord]:
    """Records that differ in every column."""
    made = factories.classroom_with_units()
    _, session = factories.launch_session(made.classroom)
    yield LaunchRecord(let_in=False)
    yield LaunchRecord(
        organization=made.classroom.organization, lms=session.lms, consumer_key=session.consumer_key, generation=3,
        nonce="%s ? é", at=WHEN, door="unit", version="1.3.0", message_type="LtiResourceLinkRequest", context_id="c",
        context_title="Ünï 🙂", identity_id=session.identity_id, person_id=session.identity.user_id, person_name="Ida",
        role=LaunchSession.Kind.CLASS, classroom_id=made.classroom.pk, unit_id=made.unit("u1").pk, let_in=True,
        code="stale", cause=text("Sent at %(when)s, 100%%", when="9:01"), language="de", origin="https://a.example",
        claims={"kept": [1, None, "é", {"'\"": "%s"}]}, binding="cookie",
    )  # fmt: skip


def launch_sessions() -> Iterator[LaunchSession]:
    """Sessions that differ in every column."""
    made = factories.classroom_with_units()
    _, there = factories.launch_session(made.classroom)
    common = {"launch": there.launch, "identity": there.identity, "lms": there.lms, "expires_at": WHEN}
    yield LaunchSession(token_hash="a" * 64, kind=LaunchSession.Kind.PICKER, role="preview", **common)
    yield LaunchSession(
        token_hash="b" * 64, kind=LaunchSession.Kind.CLASS, consumer_key=there.consumer_key, by_old_secret=True,
        lms_course=there.lms_course, classroom=made.classroom, enrolment=there.enrolment, role="teacher", leads=True,
        picker={"numbered": 1, "units": ["é"]}, last_used_at=WHEN, ended_at=WHEN, **common,
    )  # fmt: skip


def people() -> Iterator[Model]:
    """A person whom a launch brings, and their place in a class."""
    made = factories.classroom_with_units()
    user = User(name="Ida 🙂", language="de", password="!x")
    yield user
    lms = factories.lms(made.classroom.organization)
    identity = LmsIdentity(lms=lms, lms_user_id="%s", user=user, name="Ïda", email="i@example.org", is_test=True)
    yield identity
    enrolment = Enrolment(classroom=made.classroom, user=user, role=ClassRole.TEACHER, lms=lms)
    yield enrolment
    course = LmsCourse.objects.create(lms=lms, context_id="c")
    yield ToldRole(lms_course=course, enrolment=enrolment, told=2)


def inserted() -> Iterator[tuple[str, list[Any]]]:
    """Every column comes back as Django would have saved it."""
    for rows in (launch_records, launch_sessions, people):
        for number, row in enumerate(rows(), 1):
            model = type(row)
            row.save(force_insert=True)
            by_django, pk = columns(model, row.pk), row.pk
            model._base_manager.filter(pk=pk).delete()
            was_new = Insert(model).run(row)
            yield f"{model.__name__} {number}", [[by_django, True], [columns(model, pk), was_new]]
            row.save()  # an UPDATE: as an INSERT it would fail


def columns(model: type[Model], pk: object) -> list[str]:
    """A row as the database has it and as Django reads it, but for the time at which it was made."""
    row = model._base_manager.get(pk=pk)
    fields = [field for field in model._meta.concrete_fields if not getattr(field, "auto_now_add", False)]
    read, key = ", ".join(f'"{field.column}"' for field in fields), model._meta.pk
    assert key
    with connection.cursor() as cursor:
        sql = f'SELECT {read} FROM "{model._meta.db_table}" WHERE "{key.column}" = %s'
        cursor.execute(sql, [key.get_db_prep_value(pk, connection)])
        return [repr(cursor.fetchall()), *(f"{field.name}: {getattr(row, field.name)!r}" for field in fields)]


def left_out() -> Iterator[tuple[str, list[Any]]]:
    """A double is left out, and the transaction goes on; without `once` it is the database's error."""
    first = list(launch_records())[1]
    again = LaunchRecord(consumer_key=first.consumer_key, nonce=first.nonce, let_in=True, door="second")
    once = Insert(LaunchRecord, once=True)
    results = [once.run(first), once.run(again), once.run(again)]
    kept = LaunchRecord.objects.filter(consumer_key=first.consumer_key, nonce=first.nonce)
    yield (
        "a double",
        [
            [[True, False, False], ["unit"], "new"],
            [results, [each.door for each in kept], "new" if again._state.adding else "saved"],
        ],
    )
    try:
        with transaction.atomic():
            Insert(LaunchRecord).run(again)
    except Exception as fault:  # which of them is what is asked
        yield "a double that is meant", ["IntegrityError", type(fault).__name__]


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
