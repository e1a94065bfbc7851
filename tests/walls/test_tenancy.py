"""Tenancy in the query: what reads or changes rows of organizations says in that very expression whose they are.

`test_walk` asks every address as everybody. Jobs, deliveries and an API have no address, so here each query of the
sources is read. One of its conditions has to name an owner: an organization or a row that belongs to one, or the person
whose own row it is; or the key of a row that the caller holds; or a secret, by its hash. A bare id names nobody: who
has only that calls a fetcher that asks for a right. Accounts, stored files and counts belong to no organization.
"""

import pytest
from django.apps import apps

from tests.walls.queries import SOURCES, queries_in, tenants_models

LOGIN = "finds by whom a login or launch claims to come, before anything of it is believed"
LAUNCHED = "the launch names a unit by its id; what is decided next holds it against the launch's organization"
RIGHT = "the visitor's role in the class is asked for where it is used"
SEALED = "the id stands in our own seal or session, which only who had the right was given"
HELD = "the ids were read from rows that the caller holds, of one class or LMS"
WROTE = "what the person wrote themselves, wherever"
SWEPT = "what is over is removed for everybody, and nothing of it is shown"
JOB = "what a job names, which its own room has asked for"
OPERATOR = "the operator's own command or start, for the whole installation"

GUEST = SOURCES / "sandbox" / "guest"  # runs in the sandbox, where there is no Django and no database
# Functions, and statements that are compiled once (file.name), that may ask otherwise, and why.
UNSCOPED = {
    "access.class_or_404": RIGHT,
    "access.may_found": "whether anybody at all owns an organization",
    "class_uploads.store_upload": SWEPT,
    "codes.issue_code": SWEPT,
    "deed_words._things": "scoped by the organization or class in the address, by the name that the model has for it",
    "demo.handle": OPERATOR,
    "deployments._with_status": LOGIN,
    "doors._LAUNCH": "the page around a launch is the same for everybody but for who may frame it",
    "entry._UNIT": RIGHT,
    "extent.keeping_room": HELD,
    "find._joined": LOGIN,
    "find.registration_by_login_url": LOGIN,
    "founding.free_organization_slug": "slugs are unique in the installation",
    "grading.grade": JOB,
    "grant._class_now": HELD,
    "inventory._classes_of": "fetched in advance for classes of one organization",
    "inventory.inventory": OPERATOR,
    "last_seen.newest_claims": "joined to credentials that the caller holds, by the column that it names",
    "locked.locked_in_order": HELD,
    "lms._write": "inserts one row that was just made",
    "managed.managed_classes": "says which classes a person manages; each condition is about that person",
    "merge._tell": HELD,
    "merge.give_back_grades": WROTE,
    "merge.move_grades": WROTE,
    "older.lay_out_old_guides": OPERATOR,
    "own_views.my_sign_ins": "what a person did with their own account",
    "people._known": "both halves of the union name the LMS",
    "readiness._newest_secrets_are_readable": OPERATOR,
    "life.invitation_by_id": SEALED,
    "fetch.forget_unused_key_sets": "key sets are shared: whether any registration still uses one",
    "published.receipt_keys": "public keys are everybody's",
    "receipt_views.my_receipts": RIGHT,
    "receipt_views.receipt": RIGHT,
    "receipt_views.receipts_of": RIGHT,
    "rotate_keys._owners": OPERATOR,
    "rotate_tool_keys.owners_of_keys": OPERATOR,
    "recounting._recount": JOB,
    "rehearsal._students_wait": "whether anybody waits for a grade: the worker is one for all",
    "rehearsal.regrade": JOB,
    "rows.save_all": "writes rows that the caller holds, of modules or units",
    "tallies.forget_old_tallies": SWEPT,
    "tidy._all": SWEPT,
    "tidy._unused_files": "joined to stored files: whether any unit still has one",
    "told.counting": "every caller limits it to an enrolment",
    "told.keep_told": HELD,
    "told.settle": HELD,
    "told.watch_use": "only inside a query of one LMS, for people whom another names too",
    "tool_keys._first_keys": "whether an organization is there that is to have a key",
    "unit_files.unit_file": SEALED,
    "units._UNIT": LAUNCHED,
    "merge._move_trials": "by ids of a person's own, read just before",
    "trial_data._submissions_that_wait": "how many students wait before a trial, whoever's they are",
    "trying._grade_trial": JOB,
    "work_data._told": "how many wait before a submission that the caller holds, whoever's they are",
    "visitor.standing_sessions": "every caller limits it to a token or launch",
    "visits.living_launch": SEALED,
    "visits.visit_of": SEALED,
}


def test_every_query_says_whose_rows_it_meets() -> None:
    sources = [path for path in SOURCES.rglob("*.py") if GUEST not in path.parents]
    files = [path for path in sources if "migrations" not in path.parts]
    found = [query for path in files for query in queries_in(path.read_text(), path.stem)]
    unscoped = {query.place for query in found if not query.is_scoped()}
    assert unscoped - UNSCOPED.keys() == set(), "queries that name no owner: start at the owner, or call a fetcher"
    assert UNSCOPED.keys() - unscoped == set(), "exceptions that nothing needs any more"
    assert len(found) > 300, "the sources are no longer read"


@pytest.mark.parametrize(
    ("query", "is_scoped"),
    [
        ("Unit.objects.all()", False),
        ("Unit.objects.get(pk=unit_id)", False),
        ("Unit.objects.filter(pk__in=unit_ids)", False),
        ("get_object_or_404(Unit, pk=unit_id)", False),
        ("get_object_or_404(Unit.objects.select_related('module'), pk=unit_id)", False),
        ("Unit.objects.filter(published=True).exclude(classroom=classroom)", False),
        ("Unit.objects.filter(Q(classroom=classroom) | Q(published=True))", False),
        ("Unit.objects.filter(module__withdrawn_at=None)", False),
        ("Organization.objects.filter(slug__startswith=stem)", False),
        ("LaunchRecord.objects.filter(lms=None)", False),
        ("LaunchRecord.objects.filter(lms__isnull=True)", False),
        ("CourseConnection.objects.filter(connected_by=user)", False),
        ("models.Unit._default_manager.first()", False),
        ("type(row).objects.filter(classroom=classroom)", False),
        ("Unit.objects.of(classroom).shown().get(pk=unit_id)", True),
        ("Unit.objects.select_related('module').filter(classroom__organization=organization)", True),
        ("Unit.objects.filter(Q(classroom=classroom) & Q(published=True))", True),
        ("Unit.objects.filter(Q(classroom=one) | Q(classroom=other))", True),
        ("get_object_or_404(Unit, classroom__in=managed_classes(user), pk=unit_id)", True),
        ("Workspace.objects.filter(user=user)", True),
        ("Registration.objects.filter(**{column: None})", False),
        ("Registration.objects.filter(**{'pk': registration.pk, column: None})", True),
        ("Workspace.objects.filter(pk=workspace.pk).update(completed_at=now)", True),
        ("Enrolment.objects.filter(pk__in=[row.pk for row in rows])", True),
        ("Exists(ToldRole.objects.filter(enrolment=OuterRef('pk')))", True),
        ("LaunchSession.objects.filter(token_hash=hashed(token))", True),
        ("ResourceLink.objects.filter(unit_id=unit.pk)", True),
        ("AuditEntry.objects.filter(organization_id=organization.pk)", True),
        ("User.objects.get(pk=user_id)", True),
    ],
)
def test_what_names_an_owner(query: str, is_scoped: bool) -> None:
    assert [found.is_scoped() for found in queries_in(query, "")] == [is_scoped]


def test_a_model_without_a_way_to_an_organization_is_so_on_purpose() -> None:
    slipways = {model.__name__ for model in apps.get_models() if model.__module__.startswith("slipway.")}
    assert slipways - tenants_models().keys() == {"Job", "PlatformKeySet", "StoredFile", "Tally", "ToolKey", "User"}
