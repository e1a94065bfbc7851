"""Of several organizations that have registered one client id at different LMSs, one goes on with the installation's key.

That key opened the services of every LMS that knew it, by a client id alone. So whoever copied a neighbour's client id
must not take it along: it goes on for the registration that was there first, and for those of the same issuer whose
assertions go to the same host, or to the same vendor's. The others sign with their organization's own key from now on; their pages show its address.
"""

from collections import defaultdict
from urllib.parse import urlsplit

from django.db import migrations

_VENDORS_PORTAL = {"developer.blackboard.com", "developer.anthology.com"}


def _host(url):
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return url
    return "the portal" if host in _VENDORS_PORTAL else host


def _is_same(one, other):
    return one.issuer == other.issuer and _host(one.token_url) == _host(other.token_url)


def sign_for_whom_was_first(apps, schema_editor):
    del schema_editor
    Registration = apps.get_model("lms", "Registration")
    AuditEntry = apps.get_model("audit", "AuditEntry")
    by_client = defaultdict(list)
    for row in Registration.objects.filter(signer="earlier").select_related("lms").order_by("created_at"):
        by_client[row.client_id].append(row)
    for first, *later in by_client.values():
        for row in later:
            if _is_same(row, first) or row.lms.organization_id == first.lms.organization_id:
                continue
            Registration.objects.filter(pk=row.pk).update(signer="organization")
            AuditEntry.objects.create(
                actor_name="the upgrade",
                action="registration.move",
                organization_id=row.lms.organization_id,
                target="lms.Registration",
                target_id=str(row.pk),
                details={"lms": row.lms.name, "client_id": row.client_id, "why": "another organization was first"},
            )


class Migration(migrations.Migration):
    dependencies = [
        ("lms", "0010_keys_of_organizations"),
        ("audit", "0001_initial"),
    ]
    operations = [migrations.RunPython(sign_for_whom_was_first, migrations.RunPython.noop)]
