"""Role URIs of LIS v2 (LTI 1.3 core, appendix A)."""

from practice_lms.identity import Seat

LIS = "http://purl.imsglobal.org/vocab/lis/v2/"
MEMBERSHIP, INSTITUTION, SYSTEM = f"{LIS}membership#", f"{LIS}institution/person#", f"{LIS}system/person#"
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
CONTEXT = {
    "teacher": (f"{MEMBERSHIP}Instructor",),
    "ta": (f"{LIS}membership/Instructor#TeachingAssistant", f"{MEMBERSHIP}Instructor"),
    "designer": (f"{MEMBERSHIP}ContentDeveloper",),
    "student": (f"{MEMBERSHIP}Learner",),
    "observer": (f"{MEMBERSHIP}Mentor",),
}
ADMINISTRATOR = (f"{SYSTEM}Administrator", f"{INSTITUTION}Administrator")


def context_roles(seat: Seat) -> list[str]:
    """The roles that somebody has in the course, each once."""
    sent = [uri for role, uris in CONTEXT.items() if role in seat.roles for uri in uris]
    return list(dict.fromkeys(sent))
