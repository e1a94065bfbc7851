"""Undoing a linking by either side (docs/architecture.md, rule 3): what came goes back, what was done since stays."""

import pytest
from django.core import mail
from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.classes.enrol import end_enrolment, set_role
from slipway.classes.models import Enrolment, LaunchSession
from slipway.classes.roles import ClassRole
from slipway.orgs.models import User
from slipway.people.linking import NotLinkableError, link_identity
from slipway.people.models import Linking, LmsIdentity
from slipway.people.unlinking import NotLinkedError, Side, unlink_identity
from slipway.sessions.visitor import visitor_of_token
from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import complete, start
from tests import factories
from tests.orgs.browsers import browser_of, signed_in_long_ago, signed_in_now
from tests.people.test_enter import code_for, code_of

pytestmark = [pytest.mark.http, pytest.mark.django_db(transaction=True)]

STUDENT, TEACHER, OBSERVER = ClassRole.STUDENT, ClassRole.TEACHER, ClassRole.OBSERVER
Values = tuple[str, bool, bool]  # role, active, by hand


@pytest.fixture
def account() -> User:
    return factories.account("tess@acme.example", name="Tess Teacher")


@pytest.fixture
def made() -> factories.ClassWithUnits:
    return factories.classroom_with_units()


@pytest.fixture
def person(made: factories.ClassWithUnits) -> LmsIdentity:
    return factories.identity(factories.lms(made.classroom.organization), user=User.objects.create_user(), name="Tess")


def undo(person: LmsIdentity, account: User) -> None:
    unlink_identity(identity=person, account=account, side=Side.ACCOUNT)
    person.refresh_from_db()


def place(user: User) -> Values | None:
    row = Enrolment.objects.filter(user=user).first()
    return (row.role, row.active, row.by_hand) if row else None


def test_the_identity_goes_back_to_whom_its_launches_had_made(account: User, person: LmsIdentity) -> None:
    before = person.user
    link_identity(actor=account, identity=person)
    undo(person, account)
    assert (person.user, person.unlinked_user) == (before, None)
    linking = Linking.objects.get(identity=person)
    assert linking.undone_at is not None
    link_identity(actor=account, identity=person)  # and may be linked again
    assert Linking.objects.filter(identity=person, undone_at=None).count() == 1
    assert [mailed.to for mailed in mail.outbox] == [["tess@acme.example"]] * 3
    assert "unlinked" in mail.outbox[1].subject
    entry = AuditEntry.objects.get(action="identity.unlink")
    assert (entry.actor, entry.details["side"]) == (account, "account")


def test_an_identity_that_became_the_account_leaves_it_with_nothing(account: User, person: LmsIdentity) -> None:
    """Set up sign-in: the launched person is the account, and keeps the work."""
    LmsIdentity.objects.filter(pk=person.pk).update(user=account)
    undo(person, account)
    assert person.user != account
    assert (person.user.email, person.user.has_usable_password()) == (None, False)


def test_only_ones_own_link_is_undone(account: User, person: LmsIdentity) -> None:
    for who in (account, person.user):
        with pytest.raises(NotLinkedError):
            undo(person, who)
    link_identity(actor=account, identity=person)
    with pytest.raises(NotLinkedError):
        undo(person, factories.account())
    undo(person, account)
    with pytest.raises(NotLinkedError):
        undo(person, account)


def test_work_that_moved_goes_back_and_work_begun_since_stays(
    account: User, person: LmsIdentity, made: factories.ClassWithUnits
) -> None:
    launched = person.user
    start(user=launched, unit=made.unit("u1"))
    theirs = complete(user=launched, unit=made.unit("u2"))
    mine = start(user=account, unit=made.unit("u2"))
    link_identity(actor=account, identity=person)
    complete(user=account, unit=made.unit("u1"))
    start(user=account, unit=made.unit("u3"))
    undo(person, account)
    back = {row.unit.slug: row for row in Workspace.objects.filter(user=launched).select_related("unit")}
    kept = {row.unit.slug: row for row in Workspace.objects.filter(user=account).select_related("unit")}
    assert (set(back), set(kept)) == ({"u1", "u2"}, {"u2", "u3"})
    assert back["u1"].completed_at is not None  # as it is by now
    assert (back["u2"].started_at, back["u2"].completed_at) == (theirs.started_at, theirs.completed_at)
    assert (kept["u2"].started_at, kept["u2"].completed_at) == (mine.started_at, None)


def test_what_the_account_has_done_since_in_common_work_is_its_own(
    account: User, person: LmsIdentity, made: factories.ClassWithUnits
) -> None:
    start(user=person.user, unit=made.unit("u1"))
    start(user=account, unit=made.unit("u1"))
    link_identity(actor=account, identity=person)
    complete(user=account, unit=made.unit("u1"))
    undo(person, account)
    assert Workspace.objects.get(user=account).completed_at is not None
    assert Workspace.objects.get(user=person.user).completed_at is None


@pytest.mark.parametrize(
    ("launched", "mine", "account_after"),
    [
        # (role, active, by hand) of the launched person's place and of the account's (None: it has none); then after
        ((STUDENT, True, False), None, None),
        ((TEACHER, True, False), (STUDENT, True, False), (STUDENT, True, False)),
        ((STUDENT, True, False), (TEACHER, True, True), (TEACHER, True, True)),
        ((STUDENT, True, True), (OBSERVER, False, False), (OBSERVER, False, False)),
        ((STUDENT, False, False), (STUDENT, True, False), (STUDENT, True, False)),
    ],
)
def test_two_places_are_two_again(
    account: User,
    person: LmsIdentity,
    made: factories.ClassWithUnits,
    launched: Values,
    mine: Values | None,
    account_after: Values | None,
) -> None:
    for user, values in ((person.user, launched), (account, mine)):
        if values:
            role, active, by_hand = values
            row = factories.enrol(user, made.classroom, role, lms_=person.lms if user != account else None)
            Enrolment.objects.filter(pk=row.pk).update(active=active, by_hand=by_hand)
    link_identity(actor=account, identity=person)
    undo(person, account)
    assert place(person.user) == launched
    assert place(account) == account_after
    assert Enrolment.objects.get(user=person.user).lms == person.lms


def test_an_access_that_was_ended_meanwhile_stays_ended_for_both(
    account: User, person: LmsIdentity, made: factories.ClassWithUnits
) -> None:
    teacher = factories.account()
    for user in (person.user, account):
        factories.enrol(user, made.classroom)
    other = factories.classroom_with_units(made.classroom.organization).classroom
    factories.enrol(person.user, other)
    link_identity(actor=account, identity=person)
    for enrolment in Enrolment.objects.filter(user=account):
        end_enrolment(actor=teacher, enrolment=enrolment)
    undo(person, account)
    assert set(Enrolment.objects.values_list("active", flat=True)) == {False}
    assert Enrolment.objects.filter(user=person.user).count() == 2


def test_what_a_teacher_made_of_the_account_does_not_go_to_the_lms(
    account: User, person: LmsIdentity, made: factories.ClassWithUnits
) -> None:
    factories.enrol(person.user, made.classroom)
    link_identity(actor=account, identity=person)
    set_role(actor=factories.account(), enrolment=Enrolment.objects.get(user=account), role=TEACHER)
    undo(person, account)
    assert place(account) == (TEACHER, True, True)
    assert place(person.user) == (STUDENT, True, False)


def test_open_launches_of_the_identity_end(account: User, person: LmsIdentity, made: factories.ClassWithUnits) -> None:
    token, session = factories.launch_session(made.classroom, person=person)
    link_identity(actor=account, identity=person)
    assert visitor_of_token(token, session.launch_id)
    undo(person, account)
    assert visitor_of_token(token, session.launch_id) is None
    assert LaunchSession.objects.get(pk=session.pk).ended_at is not None


def test_from_the_accounts_page(account: User, person: LmsIdentity) -> None:
    link_identity(actor=account, identity=person)
    browser = signed_in_now(account)
    page = browser.get("/my-lms-accounts").content.decode()
    path = f"/my-lms-accounts/{person.pk}/unlink"
    assert path in page
    assert "Unlink Tess at Canvas?" in browser.get(path).content.decode()
    person.refresh_from_db()
    assert person.user == account  # a GET unlinks nothing
    after = browser.post(path, follow=True).content.decode()
    assert "No LMS account is linked" in after
    assert browser.post(path).status_code == 404


def test_the_account_needs_a_recent_sign_in(account: User, person: LmsIdentity) -> None:
    link_identity(actor=account, identity=person)
    path = f"/my-lms-accounts/{person.pk}/unlink"
    assert signed_in_long_ago(account).post(path).headers["Location"].startswith("/accounts/reauthenticate/")
    assert signed_in_long_ago(factories.account()).post(path).status_code == 404
    person.refresh_from_db()
    assert person.user == account


def test_from_the_lmss_side_by_whoever_a_launch_let_in(
    account: User, person: LmsIdentity, made: factories.ClassWithUnits
) -> None:
    token, session = factories.launch_session(made.classroom, person=person)
    link_identity(actor=account, identity=person)
    tab = Client()
    tab.post("/enter", {"code": code_for("dashboard", token, session.launch_id)})
    assert 'href="/unlink"' in tab.get("/").content.decode()
    page = tab.get("/unlink").content.decode()
    assert "Tess Teacher" in page
    assert "tess@acme.example" not in page  # the LMS's side has not proved that it may know
    assert tab.post("/unlink", {"identity": account.pk}).status_code == 403  # not what the page has shown
    assert tab.post("/unlink", {"identity": person.pk}).status_code == 200
    person.refresh_from_db()
    assert person.user != account
    assert tab.get("/unlink").status_code == 404
    assert 'href="/unlink"' not in tab.get("/").content.decode()
    assert AuditEntry.objects.get(action="identity.unlink").details["side"] == "lms"


def test_without_a_visit_there_is_nothing_to_unlink(account: User) -> None:
    assert Client().get("/unlink").headers["x-refusal-code"] == "sign-in-code"
    assert browser_of(account).post("/unlink").headers["Location"] == "/my-lms-accounts"


def test_set_up_sign_in_leads_to_linking_for_those_who_have_an_account(account: User, person: LmsIdentity) -> None:
    tab = Client()
    tab.post("/enter", {"code": code_of(person, "sign-in")})
    assert 'href="/link"' in tab.get("/set-up-sign-in").content.decode()
    tab.post("/accounts/login/", {"login": account.email, "password": factories.PASSWORD})
    assert "Tess Teacher" in tab.get("/link").content.decode()
    tab.post("/link", {"identity": person.pk})
    with pytest.raises(NotLinkableError):
        link_identity(actor=factories.account(), identity=person)
