"""What the upgrade makes of sentences that the release before kept as English, and their parts beside it."""

import json
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from slipway.lms.models import LaunchRecord, RegistrationLink
from slipway.words import Text, text
from tests.factories import account, lms, organization

pytestmark = [pytest.mark.http, pytest.mark.django_db]

MOST = text("The form is larger than %(most)d KiB.", most=64)
WHERE = text("The LMS says that it is %(told)s, not %(family)s.", told="sakai", family="moodle")


def of_before(cause: str, parts: object) -> LaunchRecord:
    """A refused launch as the release before writes it."""
    made = LaunchRecord.objects.create(door="unit", let_in=False)
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, "lms_launchrecord")]
        if "cause_words" not in columns:  # a migration since has written the table anew
            kind = connection.data_types["JSONField"]
            cursor.execute(f"ALTER TABLE lms_launchrecord ADD COLUMN cause_words {kind} DEFAULT '{{}}'")
    LaunchRecord.objects.filter(pk=made.pk).update(cause=cause)
    with connection.cursor() as cursor:
        pk = made.pk.hex if connection.vendor == "sqlite" else made.pk
        cursor.execute("UPDATE lms_launchrecord SET cause_words = %s WHERE id = %s", [json.dumps(parts), pk])
    return made


def upgraded() -> None:
    module = import_module("slipway.lms.migrations.0014_sentences_with_parts")
    state = MigrationLoader(connection).project_state(("lms", "0013_units_placed_at"))
    for operation in module.Migration.operations[:2]:
        operation.state_forwards("lms", state)
    module.keep_parts(state.apps, None)


def test_a_cause_keeps_its_parts_and_a_plain_one_its_words() -> None:
    with_parts, plain = of_before(MOST.english, MOST.to_json()), of_before("The signature is another one, 100 %.", {})
    none = of_before("", {})
    upgraded()
    for made, cause in ((with_parts, MOST), (plain, Text("The signature is another one, 100 %.")), (none, Text(""))):
        made.refresh_from_db()
        assert made.cause == cause


def test_what_an_owner_is_to_look_at_keeps_its_parts() -> None:
    moodle = lms(organization())
    before = [{"text": WHERE.english, "words": WHERE.to_json()}, {"text": "Old.", "words": {}}]
    made = RegistrationLink.objects.create(
        organization=moodle.organization, lms=moodle, made_by=account(), problems=before, expires_at=moodle.created_at
    )
    upgraded()
    made.refresh_from_db()
    assert [Text.from_json(each) for each in made.problems] == [WHERE, Text("Old.")]
