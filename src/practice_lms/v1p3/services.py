"""The claims that name the services of grades and roster: where a tool's scopes allow it, as each LMS addresses them.

There is nothing behind the addresses yet, and they say so (`views/services.py`).
"""

from practice_lms.dialects.dialect import Click
from practice_lms.links import Link
from practice_lms.v1p3 import names
from practice_lms.v1p3.platform import Claims, Platform


def service_claims(platform: Platform, click: Click, link: Link | None) -> Claims:
    """Grades and roster, as far as the registration's scopes go; in a selection (no link) what the LMS names there."""
    assert click.app.registration is not None
    scopes = list(click.app.registration.scopes)
    told = platform.named_in_selection if link is None else {"grades", "roster"}
    grades = [scope for scope in scopes if names.is_of_grades(scope)]
    found = platform.services(click, link)
    claims: Claims = {}
    if grades and "grades" in told:
        items = {"scope": grades, "lineitems": found.line_items}
        claims[names.GRADES] = items | ({"lineitem": found.line_item} if found.line_item else {})
    if "roster" in told and any(names.is_of_roster(scope) for scope in scopes):
        claims[names.ROSTER] = {
            "context_memberships_url": found.memberships,
            "service_versions": list(found.roster_versions),
        }
    if found.notices and names.NOTICE_SCOPE in scopes:
        claims[names.NOTICES] = {
            "service_versions": ["1.0"],
            "platform_notification_service_url": found.notices,
            "scope": [names.NOTICE_SCOPE],
            "notice_types_supported": ["LtiHelloWorldNotice", "LtiContextCopyNotice"],
        }
    return claims
