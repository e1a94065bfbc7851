"""LTI 1.3 claims from the LTI 1.1 fields of the same click: ids, titles and addresses are the same in both.

Moodle makes its claims this way in real life; what others have of their own is in their tables.
"""

from practice_lms.dialects.dialect import Fields
from practice_lms.v1p3.names import LTI
from practice_lms.v1p3.platform import Claims

PERSON = {
    "user_id": "sub",
    "lis_person_name_given": "given_name",
    "lis_person_name_family": "family_name",
    "lis_person_name_full": "name",
    "lis_person_contact_email_primary": "email",
    "user_image": "picture",
}
GROUPS = {
    "context": {"id": "context_id", "label": "context_label", "title": "context_title"},
    "resource_link": {
        "id": "resource_link_id",
        "title": "resource_link_title",
        "description": "resource_link_description",
    },
    "launch_presentation": {
        "locale": "launch_presentation_locale",
        "document_target": "launch_presentation_document_target",
        "return_url": "launch_presentation_return_url",
    },
    "tool_platform": {
        "product_family_code": "tool_consumer_info_product_family_code",
        "version": "tool_consumer_info_version",
        "guid": "tool_consumer_instance_guid",
        "name": "tool_consumer_instance_name",
        "description": "tool_consumer_instance_description",
    },
    "lis": {
        "person_sourcedid": "lis_person_sourcedid",
        "course_section_sourcedid": "lis_course_section_sourcedid",
        "course_offering_sourcedid": "lis_course_offering_sourcedid",
    },
}


def translated(fields: Fields) -> Claims:
    """The claims that LTI 1.1 fields become; roles, custom and ext fields are each LMS's own business."""
    claims: Claims = {claim: fields[name] for name, claim in PERSON.items() if name in fields}
    for group, members in GROUPS.items():
        told = {member: fields[name] for member, name in members.items() if name in fields}
        if told:
            claims[f"{LTI}{group}"] = told
    return claims
