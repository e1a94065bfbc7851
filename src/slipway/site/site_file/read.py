"""Reading a site file: TOML in, frozen values out. Pure: the caller reads the files that it names."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable

from slipway.lms.endpoints import Endpoints
from slipway.lms.models import DeploymentPolicy
from slipway.site.site_file.table import TomlTable
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
    table = TomlTable(top, path="", faults=faults)
    organizations = tuple(_organization(entry, read_file) for entry in table.tables("organization"))
    table.refuse_unknown_keys()
    keys = [key.consumer_key for organization in organizations for key in organization.keys]
    faults += _twice("organization", "slug", (organization.slug for organization in organizations))
    faults += _twice("organization.lti_1p1", "consumer_key", keys)
    if faults:
        raise SiteFileRefusedError(faults)
    return organizations


def _organization(table: TomlTable, read_file: ReadFile) -> SiteOrganization:
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
    table.faults += _twice(table.path_of("owners and teachers"), "email", people)
    clients = (" ".join((it.name, it.endpoints.issuer, it.endpoints.client_id)) for it in organization.registrations)
    table.faults += _twice(table.path_of("lti_1p3"), "name, issuer and client_id", clients)
    table.faults += _twice(table.path_of("class"), "slug", (entry.slug for entry in organization.classes))
    table.refuse_unknown_keys()
    return organization


def _person(table: TomlTable, read_file: ReadFile) -> SitePerson:
    person = SitePerson(email=table.email(), name=table.name() or "", password=table.secret("password", read_file))
    table.refuse_unknown_keys()
    return person


def _key(table: TomlTable, read_file: ReadFile) -> SiteKey:
    secret = table.secret("shared_secret", read_file)
    if not table.has("shared_secret") and not table.has("shared_secret_file"):
        table.refuse("shared_secret", "is missing")
    key = SiteKey(
        name=table.required_name(),
        consumer_key=table.required("consumer_key"),
        shared_secret=secret or "",
        disabled=table.flag("disabled"),
    )
    table.refuse_unknown_keys()
    return key


def _registration(table: TomlTable) -> SiteRegistration:
    shared = table.flag("shared_application")
    usual = DeploymentPolicy.LISTED if shared else DeploymentPolicy.FIRST
    registration = SiteRegistration(
        path=table.path,
        name=table.required_name(),
        endpoints=Endpoints(
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
        table.refuse("deployment_policy", f"must be one of {', '.join(policies)}")
    elif shared and registration.endpoints.deployment_policy != DeploymentPolicy.LISTED:
        table.refuse("deployment_policy", "must be listed: deployments alone tell its schools apart")
    if not all(0 < len(name) <= 255 for name in registration.deployments):
        table.refuse("deployments", "must be texts of 1 to 255 characters")
    table.refuse_unknown_keys()
    return registration


def _class(table: TomlTable) -> SiteClass:
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
        table.refuse("folder", "is missing (a class without a folder needs a title)")
    table.refuse_unknown_keys()
    return entry


def _twice(where: str, key: str, values: Iterable[str]) -> list[str]:
    counted = Counter(value for value in values if value)
    return [f"{where}: {key} {value!r} is here twice" for value, count in counted.items() if count > 1]
