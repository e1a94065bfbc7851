"""What a verified launch says, in one form for LTI 1.1 and 1.3.

What the LMS left out, sent empty, or sent as an unexpanded `$Variable` is None (or missing from `custom`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from slipway.lti.roles import Roles

LTI_LINK = "application/vnd.ims.lti.v1.ltilink"
_TAKES_LTI_LINKS = frozenset({LTI_LINK, "ltiresourcelink", "application/*", "*/*", "lti_launch_url", "basic_lti"})


class LtiVersion(StrEnum):
    V1P1 = "1.1"
    V1P3 = "1.3"


class MessageKind(StrEnum):
    RESOURCE_LINK = "resource-link"  # a click on a placed link, or on the course's navigation
    CONTENT_SELECTION = "content-selection"  # the teacher wants to pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The person as the LMS names them. `user_id` is None on anonymous launches; nothing else is proven."""

    user_id: str | None
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    picture: str | None = None
    sourcedid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course at the LMS (LTI: context)."""

    id: str
    title: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLink:
    """The LMS's id of one placed link. Canvas gives the course's id for navigation and for links in rich text."""

    id: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """The LMS. `family` is that of a kind (`slipway.lms_kinds`), or '' when nothing tells it; `issuer` is LTI 1.3's."""

    family: str = ""
    issuer: str | None = None
    guid: str | None = None
    name: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """How the LMS shows the page. `return_url` is a sound http(s) URL; sizes are pixels."""

    return_url: str | None = None
    locale: str | None = None
    target: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionRequest:
    """What the LMS takes from a picker. `return_url` is a sound http(s) URL.

    `answer` is how the choice goes back: as content items, as Canvas took one link before there were any, or as LTI
    1.3's deep linking response.
    """

    return_url: str
    data: str | None = None  # goes back as it came: the text of LTI 1.1; in LTI 1.3 JSON text, for it may have any type
    media_types: tuple[str, ...] = ()  # in LTI 1.3 its `accept_types`
    targets: tuple[str, ...] = ()  # in lower case
    multiple: bool = False
    unsigned: bool = False
    auto_create: bool = False
    accept_lineitem: bool | None = None  # None: the LMS does not say
    placement: str = ""  # Canvas's name of the place that asks
    answer: Literal["content-item", "legacy", "deep-linking"] = "content-item"

    @property
    def takes_lti_links(self) -> bool:
        """Whether a unit may be picked at all. An LMS that names no types opened a picker for links."""
        return not self.media_types or any(each.lower() in _TAKES_LTI_LINKS for each in self.media_types)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where an LTI 1.1 grade goes. Canvas sends the service to teachers too, the sourcedid only to learners."""

    service_url: str
    sourcedid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyIds:
    """What person and link were called in LTI 1.1, as a launch of 1.3 says (`lti1p1`, `lti11_legacy_user_id`).

    Not proven, unless `v1p3.migration` shows that the LMS holds the secret of `consumer_key`.
    """

    user_id: str | None = None
    context_id: str | None = None
    resource_link_id: str | None = None
    consumer_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Addresses of LTI 1.3's services, each a sound http(s) URL: line items (AGS), names and roles (NRPS)."""

    line_item: str | None = None  # the launched link's own
    line_items: str | None = None
    scopes: tuple[str, ...] = ()  # of AGS, as this launch grants them
    memberships: str | None = None
    membership_versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchMessage:
    """One launch. `selection` is there exactly for MessageKind.CONTENT_SELECTION; `custom` is without `custom_`."""

    version: LtiVersion
    kind: MessageKind
    person: Person
    roles: Roles
    course: Course | None
    resource_link: ResourceLink | None
    platform: Platform
    presentation: Presentation
    selection: SelectionRequest | None
    outcome: Outcome | None
    custom: Mapping[str, str]
    is_test_student: bool
    # LTI 1.3 only
    deployment_id: str | None = None
    target_link_uri: str | None = None  # as it was sent
    legacy: LegacyIds | None = None
    services: Services | None = None
