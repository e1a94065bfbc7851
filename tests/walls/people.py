"""Those who walk along the walls, and what they send."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from slipway.content.folder import class_archive
from slipway.content.models import Module, Unit
from slipway.people.models import LmsIdentity
from slipway.people.visits import VISIT_SESSION_KEY
from tests.content.folders import PLAIN
from tests.lms.registered import endpoints
from tests.picker.scene import CANVAS
from tests.walls.world import School, World

PASSWORD = "another long password"


def browsers(there: World, *, checks_csrf: bool = False) -> dict[str, Client]:
    """A browser for each column of the tables of Slipway's own door."""
    launch = there.acme.visiting()  # the visitor teaches the class
    signed_in = {**there.acme.people, "stranger": there.rival.people["owner"]}
    found = {name: Client(enforce_csrf_checks=checks_csrf) for name in (*signed_in, "visit", "nobody")}
    for name, user in signed_in.items():
        found[name].force_login(user)
    _visit(found["visit"], there.acme.visitor, launch.launch_id)
    return found


def form(of: School, route: str) -> dict[str, object]:
    """A form that `route` takes from those who may, and that changes something."""
    forms = _of_work() | _of_people(of) | _of_classes(of) | _of_organizations() | _of_lmss(of)
    return forms.get(route, {})


Forms = dict[str, dict[str, object]]  # by the name of the route


def _of_people(of: School) -> Forms:
    return {
        "class-people": {"email": of.people["owner"].email, "role": "teacher"},
        "enrolment-role": {"role": "observer"},
        "my-language": {"language": "de"},
        "set-password": {"name": "Vera", "password": PASSWORD, "again": PASSWORD},
        "account_reset_password": {"email": of.people["student"].email},
    }


def _of_classes(of: School) -> Forms:
    return {
        "choose": {"unit": of.made.unit("u1").pk},
        "unit-extensions": {"student": of.people["student"].pk, "until_at": "2027-01-01T10:00"},
        "class-new": {"title": "Another class"},
        "class-details": {"title": "Renamed"},
        "module-new": {"title": "Another module"},
        "module-edit": {"title": "Renamed"},
        "unit-new": {"title": "Another unit", "points": "10"},
        "unit-preview": {"guide": "# Loops"},
        "unit-new-preview": {"guide": "# Loops"},
        "unit-edit": {"title": "Renamed", "points": "10"},
        "exercise-new": {"title": "Another exercise"},
        "unit-files": {"files": "1", "file-0-folder": "", "file-0-name": "words.txt", "file-0-text": "some words"},
        "unit-move": {"module": of.made.unit("u3").module_id},
        "class-order": {"order": backwards(of)},
        "class-upload": {"archive": Archive()},
        "class-upload-new": {"archive": Archive()},
        "link-edit": {"unit": of.made.unit("u2").pk},
        "picker": {"cancel": "1"},
    }


def _of_work() -> Forms:
    forms: Forms = {
        "override": {"points": "1", "reason": "Handed in on paper"},
        "comment": {"path": "shapes.py", "line": "1", "text": "Look again"},
        "comment-edit": {"text": "Look again"},
    }
    return {f"{door}:{name}": sent for door in ("own", "launched") for name, sent in forms.items()}


def _of_organizations() -> Forms:
    return {
        "organization-new": {"name": "Another organization"},
        "organization-settings": {"name": "Renamed"},
        "organization-people": {"email": "invited@acme.example", "role": "owner"},
        "member-role": {"role": "owner"},
    }


def _of_lmss(of: School) -> Forms:
    return {
        "lms-new": {"name": "Moodle", "family": "moodle", "way": "1.3"},
        "lms-kind": {"family": "moodle"},
        "registration-link": {"address": "https://lms.example.edu"},
        "registration-new": {**endpoints().values(), "deployment_id": "1"},
        "registration-edit": {**endpoints().values(), "name": "Renamed"},
        "registration-settle": {"take": "1"},
        "deployment-decide": {"deployment_id": "1:a-deployment", "accept": "1"},
        "lms-rename": {"name": "Renamed"},
        "origin-new": {"origin": "https://moodle.example.edu"},
        "origin-remove": {"origin": CANVAS},
        "lms-remove": {"name": of.lms.name},
        "key-new": {"name": "Another key"},
        "key-rename": {"name": "Renamed"},
        "secret-reset": {"grace": "0"},
    }


class Archive:
    """A class folder as a file of a form: each request reads it anew."""

    name = "class.zip"
    content_type = "application/zip"

    def read(self) -> bytes:
        return class_archive(PLAIN, name="python")


def backwards(of: School) -> str:
    """The order of the school's class, the last one first."""
    modules = Module.objects.filter(classroom=of.made.classroom).order_by("-position")
    rows = [[module.pk, *_last_first(module)] for module in modules]
    return "\n".join(" ".join(map(str, row)) for row in rows)


def _last_first(module: Module) -> QuerySet[Unit, UUID]:
    return module.units.order_by("-position", "-title").values_list("pk", flat=True)


def _visit(browser: Client, identity: LmsIdentity, launch_id: object) -> None:
    session, until = browser.session, (timezone.now() + timedelta(hours=1)).isoformat()
    session[VISIT_SESSION_KEY] = {"identity": str(identity.pk), "launch": str(launch_id), "until": until}
    session.save()
