"""Names of claims, messages and scopes of LTI 1.3, typed from the specification (not taken from Slipway)."""

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"

LAUNCH = "LtiResourceLinkRequest"
SELECTION = "LtiDeepLinkingRequest"
ANSWER = "LtiDeepLinkingResponse"
VERSION = "1.3.0"

COURSE_OFFERING = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"

_GRADES = "https://purl.imsglobal.org/spec/lti-ags/scope/"
SCOPES = (
    f"{_GRADES}lineitem",
    f"{_GRADES}lineitem.readonly",
    f"{_GRADES}result.readonly",
    f"{_GRADES}score",
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
)

# Canvas's platform notification service.
NOTICES = f"{LTI}platformnotificationservice"
NOTICE_SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"


def is_of_grades(scope: str) -> bool:
    """Whether a scope is one of the grade service's."""
    return scope.startswith(_GRADES)


def is_of_roster(scope: str) -> bool:
    """Whether a scope is the roster's."""
    return "/lti-nrps/" in scope
