"""What a site file asks for, as frozen values, and what it says when it can't be had."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from slipway.lms.registrations.endpoints import RegistrationFields


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePerson:
    """An owner or teacher of an organization. `password` is for a new account; without it they set one by a link."""

    email: str
    name: str
    password: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteKey:
    """An LMS with its LTI 1.1 credentials. `disabled` None leaves a key as it is."""

    name: str
    consumer_key: str
    shared_secret: str = field(repr=False)
    disabled: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRegistration:
    """An LMS, by name, with its LTI 1.3 registration and the deployments that are accepted from the start."""

    path: str  # where the file says it, for messages
    name: str
    endpoints: RegistrationFields
    deployments: tuple[str, ...]
    shared_application: bool | None = None  # None leaves whose key signs as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteClass:
    """A class. `folder` is relative to the site file; None leaves what is there as it is."""

    path: str  # where the file says it, for messages
    slug: str
    folder: str | None
    title: str | None
    lti_enabled: bool | None
    lms_url: str | None
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOrganization:
    """An organization with its people, keys, registrations and classes."""

    path: str
    slug: str
    name: str
    owners: tuple[SitePerson, ...]
    teachers: tuple[SitePerson, ...]
    keys: tuple[SiteKey, ...]
    registrations: tuple[SiteRegistration, ...]
    classes: tuple[SiteClass, ...]


class SiteFileRefusedError(Exception):
    """The file can't be applied; `faults` has a line for each thing that is wrong, with the key's path."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)
