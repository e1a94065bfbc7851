"""The role strings that Canvas sends (LTI 1.1): `roles` for the course, `ext_roles` for everything, sorted."""

from collections.abc import Iterable

CONTEXT_ROLES = {
    "teacher": "Instructor",
    "ta": "urn:lti:role:ims/lis/TeachingAssistant",
    "designer": "ContentDeveloper",
    "student": "Learner",
    "observer": "urn:lti:instrole:ims/lis/Observer,urn:lti:role:ims/lis/Mentor",
}
EXT_CONTEXT_ROLES = {
    "teacher": ["urn:lti:role:ims/lis/Instructor"],
    "ta": ["urn:lti:role:ims/lis/TeachingAssistant"],
    "designer": ["urn:lti:role:ims/lis/ContentDeveloper"],
    "student": ["urn:lti:role:ims/lis/Learner"],
    "observer": ["urn:lti:role:ims/lis/Learner/NonCreditLearner", "urn:lti:role:ims/lis/Mentor"],
}
INSTITUTION_ROLES = {
    "teacher": "urn:lti:instrole:ims/lis/Instructor",
    "student": "urn:lti:instrole:ims/lis/Student",
    "observer": "urn:lti:instrole:ims/lis/Observer",
}
ADMINISTRATOR = "urn:lti:instrole:ims/lis/Administrator"
NOBODY = "urn:lti:sysrole:ims/lis/None"
USER = "urn:lti:sysrole:ims/lis/User"


def roles(course_roles: Iterable[str], *, administrator: bool) -> str:
    """The `roles` parameter: short names and URNs mixed, comma between."""
    sent = [CONTEXT_ROLES[role] for role in CONTEXT_ROLES if role in set(course_roles)]
    if administrator:
        sent.append(ADMINISTRATOR)
    return ",".join(sent) or NOBODY


def ext_roles(course_roles: Iterable[str], anywhere: Iterable[str], *, administrator: bool) -> str:
    """The `ext_roles` parameter: roles in this course, in the institution (from courses `anywhere`), in the system."""
    sent = {urn for role in course_roles for urn in EXT_CONTEXT_ROLES[role]}
    sent |= {INSTITUTION_ROLES[role] for role in anywhere if role in INSTITUTION_ROLES}
    if administrator:
        sent.add(ADMINISTRATOR)
    return ",".join(sorted(sent | {USER}))
