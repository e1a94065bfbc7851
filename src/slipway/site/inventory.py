"""What there is: organizations, keys, classes and units with their addresses, as `slipway show` prints it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from slipway.content.models import Classroom, Module, Unit
from slipway.lms.models import ConsumerKey, Registration
from slipway.orgs.models import Organization
from slipway.owner_pages.published.tool import canvas_json_url, key_set_url
from slipway.web.origin import absolute

LOGIN = "/lti/1p3/login"
DescribeKey = Callable[[ConsumerKey], dict[str, Any]]


def inventory(describe_key: DescribeKey) -> dict[str, Any]:
    """Everything, ready for JSON. `describe_key` is `key_without_secret` or `key_with_secret`."""
    organizations = Organization.objects.order_by("slug")
    return {
        "public_url": settings.PUBLIC_URL,
        "shared_application": {**_doors(), "jwks_url": key_set_url(None)},
        "organizations": [_organization(organization, describe_key) for organization in organizations],
    }


def key_without_secret(key: ConsumerKey) -> dict[str, Any]:
    """A key as anybody may read it who administers this machine."""
    return {
        "name": key.lms.name,
        "consumer_key": key.key,
        "launch_url": absolute("/lti"),
        "config_url": absolute("/lti/config.xml"),
        "disabled": key.disabled_at is not None,
    }


def key_with_secret(key: ConsumerKey) -> dict[str, Any]:
    """A key with the secret that signs its launches."""
    return {**key_without_secret(key), "shared_secret": key.secret}


def _organization(organization: Organization, describe_key: DescribeKey) -> dict[str, Any]:
    keys = ConsumerKey.objects.filter(lms__organization=organization).select_related("lms")
    return {
        "slug": organization.slug,
        "name": organization.name,
        "lti_1p1": [describe_key(key) for key in keys],
        "lti_1p3": _lti_1p3(organization),
        "classes": [_classroom(classroom) for classroom in _classes_of(organization)],
    }


def _lti_1p3(organization: Organization) -> dict[str, Any]:
    registrations = Registration.objects.filter(lms__organization=organization).select_related("lms")
    return {
        **_doors(),
        "jwks_url": key_set_url(organization.pk),
        "canvas_json_url": canvas_json_url(organization.pk),
        "registrations": [
            {
                "name": registration.lms.name,
                "issuer": registration.issuer,
                "client_id": registration.client_id,
                "login_url": absolute(f"{LOGIN}/{registration.pk}"),
                "jwks_url": key_set_url(registration.signs_for),
                "signed_by": registration.signer,
            }
            for registration in registrations
        ],
    }


def _doors() -> dict[str, str]:
    return {"login_url": absolute(LOGIN), "launch_url": absolute("/lti/1p3/launch")}


def _classes_of(organization: Organization) -> QuerySet[Classroom]:
    units = Prefetch("units", queryset=Unit.objects.filter(withdrawn_at=None))
    modules = Prefetch("modules", queryset=Module.objects.shown().prefetch_related(units))
    return organization.classrooms.order_by("slug").prefetch_related(modules)


def _classroom(classroom: Classroom) -> dict[str, Any]:
    return {
        "slug": classroom.slug,
        "title": classroom.title,
        "id": str(classroom.pk),
        "lti_enabled": classroom.lti_enabled,
        "lms_url": classroom.lms_url,
        "modules": [
            {"slug": module.slug, "title": module.title, "units": [_unit(unit) for unit in module.units.all()]}
            for module in classroom.modules.all()
        ],
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "slug": unit.slug,
        "title": unit.title,
        "id": str(unit.pk),
        "published": unit.published,
        "launch_url": absolute(f"/lti/units/{unit.pk}"),
    }
