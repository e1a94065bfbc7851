"""Names of LTI 1.3: its claims, messages and scopes."""

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MESSAGE_TYPE = f"{LTI}message_type"
VERSION = f"{LTI}version"
DEPLOYMENT_ID = f"{LTI}deployment_id"
TARGET_LINK_URI = f"{LTI}target_link_uri"

LTI_VERSION = "1.3.0"
RESOURCE_LINK_REQUEST = "LtiResourceLinkRequest"
DEEP_LINKING_REQUEST = "LtiDeepLinkingRequest"
DEEP_LINKING_RESPONSE = "LtiDeepLinkingResponse"
_REQUESTS = {name.lower(): name for name in (RESOURCE_LINK_REQUEST, DEEP_LINKING_REQUEST)}

DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
DEEP_LINKING_SETTINGS = f"{DEEP_LINKING}deep_linking_settings"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
# LTI 1.1's grade service in a launch of 1.3, by both names that LMSs use.
BASIC_OUTCOMES = (
    "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome",
    "https://purl.imsglobal.org/spec/lti-bos/claim/basicoutcomesservice",
)

LINE_ITEM_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
LINE_ITEM_READ_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly"
RESULT_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
ROSTER_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
SCOPES = (LINE_ITEM_SCOPE, LINE_ITEM_READ_SCOPE, RESULT_SCOPE, SCORE_SCOPE, ROSTER_SCOPE)
"""Grades (AGS) and roster (NRPS)."""
NOTICES = f"{LTI}platformnotificationservice"
NOTICE_SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
"""Notices of an LMS, such as of a copied course (platform notification service)."""


def message_type_in(text: str) -> str:
    """The message type that `text` names in whatever case; '' for one that is not taken here."""
    return _REQUESTS.get(text.lower(), "")
