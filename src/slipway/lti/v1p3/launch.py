"""What a verified id_token says (LTI 1.3 core §5; deep linking 2.0 §4.4). An LMS may leave out most claims."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from slipway.lms_kinds.registry import KINDS, family_told, kind_by_claims, kind_by_course_key, kind_by_issuer
from slipway.lti.claims import Claims
from slipway.lti.message import (
    Course,
    LaunchMessage,
    LegacyIds,
    LtiVersion,
    MessageKind,
    Outcome,
    Person,
    Platform,
    Presentation,
    ResourceLink,
    SelectionRequest,
    Services,
)
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import needed_url
from slipway.lti.roles import Roles, read_roles, with_institution_roles
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.needed import missing_claim, told_id, told_names, told_object, told_text
from slipway.words import text

_MAX_PLACEMENT = 100  # the longest that is known is half as long
_MAX_ID = 255  # ASCII characters (LTI 1.3 core §3.1.3)


def read_claims(claims: Mapping[str, object]) -> LaunchMessage:
    """Read claims that `verify_id_token` gave.

    Raises Refused: MALFORMED (deployment id, roles, target link, resource link or deep linking settings missing, or of
    the wrong type, as may be person and course), UNSUPPORTED_MESSAGE, RETURN_URL. Any other wrong value is only left
    out: no launch needs it.
    """
    token = Claims(claims)
    kind, settings = _kind(token)
    selection = _selection(token, settings) if settings else None
    platform, roles = _platform(token, selection), _roles(token)
    return LaunchMessage(
        version=LtiVersion.V1P3,
        kind=kind,
        person=_person(token),
        roles=roles,
        course=_course(token),
        resource_link=_resource_link(token, kind),
        platform=platform,
        presentation=_presentation(token),
        selection=selection,
        outcome=_outcome(token),
        custom=MappingProxyType(token.within(f"{names.LTI}custom").members()),
        is_test_student=roles.test_user,
        deployment_id=_deployment(token),
        target_link_uri=_target(token, kind),
        legacy=_legacy(token),
        services=_services(token),
    )


def _kind(token: Claims) -> tuple[MessageKind, Claims | None]:
    """What kind of message it is, and the settings of a request for a selection."""
    message_type = names.message_type_in(told_text(token, names.MESSAGE_TYPE) or "")
    if message_type == names.RESOURCE_LINK_REQUEST:
        return MessageKind.RESOURCE_LINK, None
    if message_type != names.DEEP_LINKING_REQUEST:
        raise Refused(Refusal.UNSUPPORTED_MESSAGE, "This message type is unknown here.")
    if (settings := told_object(token, names.DEEP_LINKING_SETTINGS)) is None:
        raise missing_claim("deep_linking_settings")
    return MessageKind.CONTENT_SELECTION, settings


def _deployment(token: Claims) -> str:
    if not (deployment := told_id(token, names.DEPLOYMENT_ID)):
        raise missing_claim("deployment_id")
    if len(deployment) > _MAX_ID:
        raise Refused(Refusal.MALFORMED, text("deployment_id is longer than %(most)d characters.", most=_MAX_ID))
    return deployment


def _roles(token: Claims) -> Roles:
    # An empty list is a person without roles (LTI 1.3 core §5.3.7); no list at all is no launch.
    if (texts := told_names(token, f"{names.LTI}roles")) is None:
        raise missing_claim("roles")
    return with_institution_roles(read_roles(texts), _institution_roles(token))


def _institution_roles(token: Claims) -> Mapping[str, str]:
    """Which roles of the institution are meant of the course, of an LMS that is known by the form of its course keys.

    Stricter than `family_told`, for it gives rights: an LMS that names any product is not meant, nor one whose issuer
    or claims are another's. It is the LMS itself that signs all this, and could as well name a role of the course.
    """
    kind = kind_by_course_key(token.within(f"{names.LTI}context").text("id") or "")
    if kind is None or _product(token) or kind_by_issuer(token.text("iss") or ""):
        return {}
    return kind.institution_roles


def _target(token: Claims, kind: MessageKind) -> str | None:
    if kind is MessageKind.CONTENT_SELECTION:  # it leads to the picker, whatever it names
        return token.text(names.TARGET_LINK_URI)
    if (target := told_text(token, names.TARGET_LINK_URI)) is None:
        raise missing_claim("target_link_uri")
    return target


def _person(token: Claims) -> Person:
    given, family = token.name("given_name"), token.name("family_name")
    return Person(
        user_id=told_id(token, "sub"),
        name=token.name("name") or " ".join(filter(None, (given, family))) or None,
        given_name=given,
        family_name=family,
        email=token.text("email"),
        picture=token.url("picture"),
        sourcedid=token.within(f"{names.LTI}lis").id("person_sourcedid"),
    )


def _course(token: Claims) -> Course | None:
    context = told_object(token, f"{names.LTI}context")
    if context is None or not (context_id := told_id(context, "id")):
        return None
    return Course(id=context_id, title=context.name("title"), label=context.name("label"))


def _resource_link(token: Claims, kind: MessageKind) -> ResourceLink | None:
    name = f"{names.LTI}resource_link"
    if kind is MessageKind.CONTENT_SELECTION:  # some name the block that asks; no picker needs it
        link_id = token.within(name).id("id")
        return ResourceLink(id=link_id, title=token.within(name).name("title")) if link_id else None
    link = told_object(token, name)
    if link is None or not (link_id := told_id(link, "id")):
        raise missing_claim("resource_link" if link is None else "resource_link.id")
    return ResourceLink(id=link_id, title=link.name("title"))


def _platform(token: Claims, selection: SelectionRequest | None) -> Platform:
    platform, issuer = token.within(f"{names.LTI}tool_platform"), token.text("iss")
    by_issuer = kind_by_issuer(issuer or "")
    return Platform(
        family=family_told(
            product=_product(token),
            context_id=token.within(f"{names.LTI}context").text("id"),
            guid=platform.id("guid"),
            return_url=selection.return_url if selection else _presentation(token).return_url,
        )
        or (by_issuer.family if by_issuer else ""),
        issuer=issuer,
        guid=platform.id("guid"),
        name=platform.name("name"),
        version=platform.text("version"),
    )


def _product(token: Claims) -> str | None:
    """The product that the LMS names, by either name of the claim's member, or else by claims of its own."""
    platform, kind = token.within(f"{names.LTI}tool_platform"), kind_by_claims(token.values)
    named = platform.text("product_family_code") or platform.text("family_code")
    return named or (kind.family if kind else None)


def _presentation(token: Claims) -> Presentation:
    presentation = token.within(f"{names.LTI}launch_presentation")
    return Presentation(
        return_url=presentation.url("return_url"),
        locale=presentation.text("locale") or token.text("locale"),
        target=presentation.text("document_target"),
        width=presentation.pixels("width"),
        height=presentation.pixels("height"),
    )


def _selection(token: Claims, settings: Claims) -> SelectionRequest:
    data = settings.values.get("data")
    return SelectionRequest(
        return_url=needed_url(settings.values.get("deep_link_return_url"), "deep_link_return_url"),
        data=None if data is None else json.dumps(data),  # lti1p3platform sends an object, the specification a text
        media_types=settings.texts("accept_types"),
        targets=tuple(each.lower() for each in settings.texts("accept_presentation_document_targets")),
        multiple=settings.flag("accept_multiple") or False,
        auto_create=settings.flag("auto_create") or False,
        accept_lineitem=settings.flag("accept_lineitem"),
        placement=_placement(token)[:_MAX_PLACEMENT],
        answer="deep-linking",
    )


def _placement(token: Claims) -> str:
    named = (token.text(kind.placement_claim) for kind in KINDS if kind.placement_claim)
    return next(filter(None, named), "")


def _outcome(token: Claims) -> Outcome | None:
    for name in names.BASIC_OUTCOMES:
        outcome = token.within(name)
        if service_url := outcome.url("lis_outcome_service_url"):
            return Outcome(service_url=service_url, sourcedid=outcome.text("lis_result_sourcedid"))
    return None


def _legacy(token: Claims) -> LegacyIds | None:
    old, plain = token.within(f"{names.LTI}lti1p1"), token.id(f"{names.LTI}lti11_legacy_user_id")
    if not old.values and not plain:
        return None
    return LegacyIds(
        # Left out when it is the same as `sub` (LTI 1.3 migration §3.2).
        user_id=old.id("user_id") or plain or token.id("sub"),
        context_id=old.id("context_id"),
        resource_link_id=old.id("resource_link_id"),
        consumer_key=old.id("oauth_consumer_key"),
    )


def _services(token: Claims) -> Services | None:
    grades, roster = token.within(names.GRADES), token.within(names.ROSTER)
    found = Services(
        line_item=grades.url("lineitem"),
        line_items=grades.url("lineitems"),
        scopes=grades.texts("scope"),
        memberships=roster.url("context_memberships_url"),
        membership_versions=roster.texts("service_versions"),
    )
    return found if found.line_item or found.line_items or found.memberships else None
