"""Addresses of LTI 1.3, each LMS's own: what `v1p3.platforms` names in messages is served here."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from practice_lms.v1p3.platforms import PLATFORMS
from practice_lms.v1p3.records import Registration
from practice_lms.views import launches, oidc, registering, selection

View = Callable[..., HttpResponse]
NUMBERED = Registration(pk=0, client_id="client")  # stands for any: its numbers become parts of the pattern


def _at(address: str, view: View, **options: Any) -> list[URLPattern]:
    return [path(_pattern(address), view, options)] if address else []


def _pattern(address: str) -> str:
    """A path of a platform as a pattern: where its registration stands, there may be anything."""
    head, _slash, tail = address.removeprefix("/").rpartition("/")
    if tail == "0":
        return f"{head}/<str:registration>"
    return address.removeprefix("/").replace("/client/", "/<str:registration>/")


def _oidc() -> list[URLPattern]:
    found: list[URLPattern] = []
    for name, platform in PLATFORMS.items():
        found += _at(platform.auth, oidc.authorize, dialect=name)
        found += _at(platform.keys(NUMBERED), oidc.key_set)
        found += _at(platform.token(NUMBERED), oidc.token, dialect=name)
        found += _at(platform.configuration, registering.openid_configuration, dialect=name)
        found += _at(platform.registration, registering.register, dialect=name)
    return found


SERVICES = (
    "api/lti/courses/<path:rest>",
    "mod/lti/services.php/<path:rest>",
    "api/lti_consumer/v1/lti/<int:app_id>/lti-ags",
    "api/lti_consumer/v1/lti/<int:app_id>/lti-ags/<path:rest>",
    "api/lti_consumer/v1/lti/<int:app_id>/memberships",
    "learn/api/v1/lti/courses/<path:rest>",
    "d2l/api/lti/ags/2.0/<path:rest>",
    "d2l/api/lti/nrps/2.0/<path:rest>",
    "imsblis/lti13/lineitems/<path:rest>",
    "imsblis/lti13/namesandroles/<path:rest>",
    "lti-service/tool/<path:rest>",
)

v1p3_patterns: list[URLPattern] = [
    *_oidc(),
    path("api/lti/post_message_forwarding", launches.storage_frame),
    path("courses/<int:course_id>/deep_linking_response", selection.answer),
    path(
        "api/lti_consumer/v1/lti/<int:app_id>/<int:course_id>/lti-dl/response", selection.answer, {"dialect": "openedx"}
    ),
    path("webapps/blackboard/controller/lti13/deeplinking", selection.answer, {"dialect": "blackboard"}),
    path("d2l/le/lti/<int:course_id>/deeplinking", selection.answer, {"dialect": "brightspace"}),
    path("lti-service/deep-linking/<int:course_id>", selection.answer, {"dialect": "schoology"}),
    *(path(address, oidc.service) for address in SERVICES),
]
