"""What a verified LTI 1.1 form says (LTI 1.1 §3; ContentItem 1.0 §3). An LMS may leave out almost any parameter."""

from types import MappingProxyType

from slipway.lms_kinds.registry import kind_by_code
from slipway.lti.message import (
    Course,
    LaunchMessage,
    LtiVersion,
    MessageKind,
    Outcome,
    Person,
    Platform,
    Presentation,
    ResourceLink,
    SelectionRequest,
)
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import needed_url
from slipway.lti.roles import CourseRole, read_roles
from slipway.lti.v1p1.form import SignedForm
from slipway.words import text

_KINDS = {  # in lower case: names are compared without
    "basic-lti-launch-request": MessageKind.RESOURCE_LINK,
    "contentitemselectionrequest": MessageKind.CONTENT_SELECTION,
}


def read_launch_form(form: SignedForm) -> LaunchMessage:
    """Read a form whose signature is good.

    Raises Refused: MALFORMED (type, version or resource link missing, or words of the LMS in the URL's query),
    UNSUPPORTED_MESSAGE, RETURN_URL. A bad `launch_presentation_return_url` is only left out: no launch needs it.
    """
    if misplaced := form.words_in_the_query():
        names = ", ".join(name[:80] for name in misplaced[:5])
        raise Refused(Refusal.MALFORMED, text("The launch URL says what only the LMS may say: %(names)s.", names=names))
    kind, person, platform = _kind(form), _person(form), _platform(form)
    # `ext_roles` is left alone: an observer may be named there as a learner without credit.
    roles = read_roles([form.value("roles") or ""])
    test_student = kind_by_code(platform.family).test_student
    student_view = bool(test_student) and person.name == test_student and CourseRole.LEARNER in roles.course
    return LaunchMessage(
        version=LtiVersion.V1P1,
        kind=kind,
        person=person,
        roles=roles,
        course=_course(form),
        resource_link=_resource_link(form, kind),
        platform=platform,
        presentation=_presentation(form),
        selection=_selection(form) if kind is MessageKind.CONTENT_SELECTION else None,
        outcome=_outcome(form),
        custom=MappingProxyType(_custom(form)),
        is_test_student=roles.test_user or student_view,
    )


def _kind(form: SignedForm) -> MessageKind:
    name, version = form.text("lti_message_type"), form.text("lti_version")
    if not name or not version:
        raise Refused(Refusal.MALFORMED, "lti_message_type or lti_version is missing.")
    if version.lower() != "lti-1p0":  # the same for LTI 1.0, 1.1 and 1.2
        raise Refused(Refusal.UNSUPPORTED_MESSAGE, "lti_version is not LTI-1p0.")
    if (kind := _KINDS.get(name.lower())) is None:
        raise Refused(Refusal.UNSUPPORTED_MESSAGE, "This lti_message_type is unknown here.")
    return kind


def _person(form: SignedForm) -> Person:
    given, family = form.name("lis_person_name_given"), form.name("lis_person_name_family")
    return Person(
        user_id=form.text("user_id"),
        name=form.name("lis_person_name_full") or " ".join(filter(None, (given, family))) or None,
        given_name=given,
        family_name=family,
        email=form.text("lis_person_contact_email_primary"),
        picture=form.url("user_image"),
        sourcedid=form.text("lis_person_sourcedid"),
    )


def _course(form: SignedForm) -> Course | None:
    if not (context_id := form.text("context_id")):
        return None
    return Course(id=context_id, title=form.name("context_title"), label=form.name("context_label"))


def _resource_link(form: SignedForm, kind: MessageKind) -> ResourceLink | None:
    if link_id := form.text("resource_link_id"):
        return ResourceLink(id=link_id, title=form.name("resource_link_title"))
    if kind is MessageKind.RESOURCE_LINK:
        raise Refused(Refusal.MALFORMED, "resource_link_id is missing.")
    return None


def _platform(form: SignedForm) -> Platform:
    return Platform(
        family=form.family,
        guid=form.text("tool_consumer_instance_guid"),
        name=form.name("tool_consumer_instance_name"),
        version=form.text("tool_consumer_info_version"),
    )


def _presentation(form: SignedForm) -> Presentation:
    return Presentation(
        return_url=form.url("launch_presentation_return_url"),
        locale=form.text("launch_presentation_locale"),
        target=form.text("launch_presentation_document_target"),
        width=form.pixels("launch_presentation_width"),
        height=form.pixels("launch_presentation_height"),
    )


def _selection(form: SignedForm) -> SelectionRequest:
    return SelectionRequest(
        return_url=needed_url(form.value("content_item_return_url"), "content_item_return_url"),
        data=form.value("data"),
        media_types=_list(form, "accept_media_types"),
        targets=tuple(each.lower() for each in _list(form, "accept_presentation_document_targets")),
        multiple=form.flag("accept_multiple") or False,
        unsigned=form.flag("accept_unsigned") or False,
        auto_create=form.flag("auto_create") or False,
    )


def _list(form: SignedForm, name: str) -> tuple[str, ...]:
    return tuple(part for each in (form.text(name) or "").split(",") if (part := each.strip()))


def _outcome(form: SignedForm) -> Outcome | None:
    service_url = form.url("lis_outcome_service_url")
    return Outcome(service_url=service_url, sourcedid=form.text("lis_result_sourcedid")) if service_url else None


def _custom(form: SignedForm) -> dict[str, str]:
    names = (name for name in form.values if name.startswith("custom_"))
    return {name.removeprefix("custom_"): value for name in names if (value := form.text(name))}
