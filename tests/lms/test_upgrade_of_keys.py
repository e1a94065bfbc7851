"""What upgrades make of registrations that earlier releases wrote."""

from datetime import UTC, datetime
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection

from slipway.audit.models import AuditEntry
from slipway.lms.models import Registration, Signer
from slipway.orgs.models import Organization
from tests.factories import organization
from tests.lms.registered import registered

pytestmark = [pytest.mark.http, pytest.mark.django_db]

MOODLE, OWN = "https://moodle.acme.example", "https://evil.example"


def of_before(school: Organization, client: str, platform: str = MOODLE) -> UUID:
    """A registration as the release before writes it: without a word of whose key signs."""
    made = registered(school, platform=platform, client_id=client)
    columns = [str(field.column) for field in Registration._meta.concrete_fields if field.name not in {"id", "signer"}]
    names, values = ", ".join(columns), ", ".join("%s" for _ in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM lms_registration WHERE id = %s", [as_kept(made.pk)])
        row = cursor.fetchone()
        made.delete()
        pk = uuid4()
        cursor.execute(f"INSERT INTO lms_registration (id, {names}) VALUES (%s, {values})", [as_kept(pk), *row])
    return pk


def as_kept(pk: UUID) -> str | UUID:
    return pk.hex if connection.vendor == "sqlite" else pk


def upgraded() -> None:
    import_module("slipway.lms.migrations.0011_contested_clients").sign_for_whom_was_first(apps, None)


def placed(registration: Registration, organization_id: UUID, at: str) -> None:
    details = {"units": "1", "registration": str(registration.pk)}
    entry = AuditEntry.objects.create(action="units.place", organization_id=organization_id, details=details)
    AuditEntry.objects.filter(pk=entry.pk).update(at=at)


def test_when_units_were_first_placed_is_read_from_the_audit_trail() -> None:
    made, other, known = registered(), registered(), registered()
    Registration.objects.filter(pk=known.pk).update(units_placed_at="2026-01-01T12:00Z")
    for at in ("2026-03-02T12:00Z", "2026-03-01T12:00Z", "2026-03-03T12:00Z"):
        for registration in (made, known):
            placed(registration, registration.lms.organization_id, at)
        placed(other, made.lms.organization_id, at)  # another organization's word
    import_module("slipway.lms.migrations.0013_units_placed_at").read_from_the_trail(apps, None)
    read = [Registration.objects.get(pk=each.pk).units_placed_at for each in (made, other, known)]
    assert read == [datetime(2026, 3, 1, 12, tzinfo=UTC), None, datetime(2026, 1, 1, 12, tzinfo=UTC)]


def signer(pk: UUID) -> str:
    return Registration.objects.get(pk=pk).signer


def test_a1_what_the_release_before_has_made_goes_on_as_its_lms_knows_it() -> None:
    made = of_before(organization(), "alone")
    upgraded()
    assert signer(made) == Signer.EARLIER
    assert Registration.objects.get(pk=made).signs_for is None


def test_a1_a_client_that_was_copied_before_the_upgrade_stays_with_whom_was_first() -> None:
    acme, evil = organization(), organization()
    theirs = of_before(acme, "client-1")
    copied = of_before(evil, "client-1", OWN)
    same_lms = of_before(organization(), "client-1")  # a vendor's one application, told apart by deployments
    twice = of_before(acme, "client-1", "https://new.acme.example")
    other = of_before(evil, "client-2", OWN)
    upgraded()
    kept = [signer(each) for each in (theirs, copied, same_lms, twice, other)]
    assert kept == ["earlier", "organization", "earlier", "earlier", "earlier"]
    (entry,) = AuditEntry.objects.filter(action="registration.move")
    assert (entry.organization_id, entry.target_id, entry.actor_name) == (evil.pk, str(copied), "the upgrade")
    upgraded()
    assert AuditEntry.objects.filter(action="registration.move").count() == 1


def test_a1_nor_does_one_that_called_itself_anothers_token_url() -> None:
    theirs, copied = of_before(organization(), "client-1"), of_before(organization(), "client-1")
    Registration.objects.filter(pk=copied).update(issuer=f"{MOODLE}/token")
    upgraded()
    assert [signer(theirs), signer(copied)] == ["earlier", "organization"]


def test_a1_a_vendors_one_application_goes_on_for_all_its_schools() -> None:
    hosts = ("developer.blackboard.com", "developer.anthology.com")
    schools = [of_before(organization(), "bb-app", f"https://{host}") for host in hosts]
    Registration.objects.filter(pk__in=schools).update(issuer="https://blackboard.com")
    upgraded()
    assert {signer(each) for each in schools} == {"earlier"}
