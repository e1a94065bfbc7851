"""Launches by LTI 1.1 with Django in this process, from courses of a Canvas or a Moodle."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from slipway.launches.decision import Grant
from slipway.launches.dry_run import recorded_launch
from slipway.launches.pipeline import decide_launch
from slipway.launches.store.grant import store_grant
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms
from tests import factories
from tests.canvas import FORM, launch_fields, selection_fields, signed
from tests.way_in import way_in

MOODLE_ADMINISTRATOR = "urn:lti:sysrole:ims/lis/Administrator,urn:lti:instrole:ims/lis/Administrator"
MOODLE = "https://moodle.example.edu"


def moodle_fields(course: int) -> dict[str, str]:
    """What turns a Canvas's message into one of Moodle's."""
    return {
        "context_id": str(course),
        "tool_consumer_info_product_family_code": "moodle",
        "tool_consumer_instance_guid": "moodle.example.edu",
        "ext_lms": "moodle-2",
        "launch_presentation_return_url": f"{MOODLE}/mod/lti/return.php?course={course}",
    }


def launch(lms: Lms, path: str, who: dict[str, str], *, course: int = 7, moodle: bool = False) -> HttpResponse:
    """A launch of a module item."""
    fields = launch_fields(course=course) | (moodle_fields(course) if moodle else {})
    return post(lms.consumer_keys.get(), path, fields | who)


def select(lms: Lms, who: dict[str, str], *, course: int = 7, moodle: bool = False) -> HttpResponse:
    """A picker is opened."""
    home = {"content_item_return_url": f"{MOODLE}/mod/lti/contentitem_return.php?course={course}"}
    fields = selection_fields(course=course) | (moodle_fields(course) | home if moodle else {})
    return post(lms.consumer_keys.get(), "/lti/select", fields | who)


def page(let_in: HttpResponse) -> HttpResponse:
    """The page that a launch which was let in leads to, as its shell fetches it."""
    to = way_in(let_in)
    return Client().get(to.path, headers=factories.bearer(to.token))  # type: ignore[return-value]


def save(let_in: HttpResponse, *units: Any) -> HttpResponse:
    """The picker's form, with those units ticked."""
    to, chosen = way_in(let_in), {"unit": [str(unit.pk) for unit in units]}
    return Client().post(to.path, chosen, headers=factories.bearer(to.token))  # type: ignore[return-value]


def post(key: ConsumerKey, path: str, fields: dict[str, str], *, secret: str = "", origin: str = "") -> HttpResponse:
    """A form that is signed with the key's own secret or with another, as a page of `origin` posts it."""
    sent = {"Origin": origin} if origin else {}
    body = urlencode(signed(f"http://localhost:8000{path}", fields, key=key.key, secret=secret or key.secret))
    return Client().post(path, data=body, content_type=FORM, headers=sent)  # type: ignore[return-value]


def under_way(record: LaunchRecord) -> tuple[VerifiedLaunch, Callable[[], str]]:
    """A recorded launch once more, verified and decided now; and what stores it and returns its token."""
    recorded = recorded_launch(record)
    assert recorded is not None
    launch = replace(recorded, nonce="under way")
    facts, grant = decide_launch(launch)
    assert facts is not None
    assert isinstance(grant, Grant)
    return launch, lambda: store_grant(launch, facts, grant)
