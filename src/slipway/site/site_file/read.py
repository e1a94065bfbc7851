"""Reading a site file: TOML in, frozen values out. Pure: the caller reads the files that it names."""

import tomllib
from collections.abc import Callable

from slipway.lms.models import DeploymentPolicy
from slipway.lms.registrations.endpoints import RegistrationFields
from slipway.site.site_file.table import SiteTable, site_table
from slipway.site.site_file.values import (
    SiteClass,
    SiteFileRefusedError,
    SiteKey,
    SiteOrganization,
    SitePerson,
    SiteRegistration,
)

ReadFile = Callable[[str], str]


def read_site_file(text: str, *, read_file: ReadFile) -> tuple[SiteOrganization, ...]:
    """What the site file `text` asks for. `read_file` gives the text of a file that it names, or raises OSError.

    Raises SiteFileRefusedError with everything that is wrong.
    """
    try:
        top = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SiteFileRefusedError([f"not valid TOML: {fault}"]) from fault
    faults: list[str] = []
    table = site_table(top, faults)
    organizations = tuple(_organization(entry, read_file) for entry in table.tables("organization"))
    table.refuse_unknown_keys()
    keys = [key.consumer_key for organization in organizations for key in organization.keys]
    table.refuse_twice("slug", (organization.slug for organization in organizations), "organization")
    table.refuse_twice("consumer_key", keys, "organization", "lti_1p1")
    if faults:
        raise SiteFileRefusedError(faults)
    return organizations


def _organization(table: SiteTable, read_file: ReadFile) -> SiteOrganization:
    organization = SiteOrganization(
        path=table.path,
        slug=table.slug(),
        name=table.required_name(),
        owners=tuple(_person(entry, read_file) for entry in table.tables("owners")),
        teachers=tuple(_person(entry, read_file) for entry in table.tables("teachers")),
        keys=tuple(_key(entry, read_file) for entry in table.tables("lti_1p1")),
        registrations=tuple(_registration(entry) for entry in table.tables("lti_1p3")),
        classes=tuple(_class(entry) for entry in table.tables("class")),
    )
    people = (person.email for person in (*organization.owners, *organization.teachers))
    table.refuse_twice("email", people, "owners and teachers")
    clients = (" ".join((it.name, it.endpoints.issuer, it.endpoints.client_id)) for it in organization.registrations)
    table.refuse_twice("name, issuer and client_id", clients, "lti_1p3")
    table.refuse_twice("slug", (entry.slug for entry in organization.classes), "class")
    table.refuse_unknown_keys()
    return organization


def _person(table: SiteTable, read_file: ReadFile) -> SitePerson:
    person = SitePerson(email=table.email(), name=table.name() or "", password=table.secret("password", read_file))
    table.refuse_unknown_keys()
    return person


def _key(table: SiteTable, read_file: ReadFile) -> SiteKey:
    secret = table.secret("shared_secret", read_file)
    if not table.has("shared_secret") and not table.has("shared_secret_file"):
        table.refuse("is missing", "shared_secret")
    key = SiteKey(
        name=table.required_name(),
        consumer_key=table.required("consumer_key"),
        shared_secret=secret or "",
        disabled=table.flag("disabled"),
    )
    table.refuse_unknown_keys()
    return key


def _registration(table: SiteTable) -> SiteRegistration:
    shared = table.flag("shared_application")
    usual = DeploymentPolicy.LISTED if shared else DeploymentPolicy.FIRST
    registration = SiteRegistration(
        path=table.path,
        name=table.required_name(),
        endpoints=RegistrationFields(
            issuer=table.required("issuer"),
            client_id=table.required("client_id"),
            auth_url=table.required("auth_url"),
            token_url=table.required("token_url"),
            jwks_url=table.required("jwks_url"),
            token_audience=table.text("token_audience") or "",
            deployment_policy=table.text("deployment_policy") or usual,
        ),
        deployments=tuple(table.texts("deployments")),
        shared_application=shared,
    )
    policies = DeploymentPolicy.values
    if registration.endpoints.deployment_policy not in policies:
        table.refuse(f"must be one of {', '.join(policies)}", "deployment_policy")
    elif shared and registration.endpoints.deployment_policy != DeploymentPolicy.LISTED:
        table.refuse("must be listed: deployments alone tell its schools apart", "deployment_policy")
    if not all(0 < len(name) <= 255 for name in registration.deployments):
        table.refuse("must be texts of 1 to 255 characters", "deployments")
    table.refuse_unknown_keys()
    return registration


def _class(table: SiteTable) -> SiteClass:
    entry = SiteClass(
        path=table.path,
        slug=table.slug(),
        folder=table.text("folder"),
        title=table.name("title"),
        lti_enabled=table.flag("lti_enabled"),
        lms_url=table.text("lms_url"),
        teachers=tuple(email.lower() for email in table.texts("teachers")),
    )
    if not entry.folder and not entry.title:
        table.refuse("is missing (a class without a folder needs a title)", "folder")
    table.refuse_unknown_keys()
    return entry
