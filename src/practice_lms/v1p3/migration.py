"""What a launch says of the LTI 1.1 tool that the LTI 1.3 tool takes the place of (LTI 1.3 migration §3)."""

from practice_lms.dialects.dialect import Click, Fields
from practice_lms.installing.installed import apps_of
from practice_lms.installing.matching import app_for
from practice_lms.v1p3.names import LTI
from practice_lms.v1p3.platform import Claims
from practice_lms.v1p3.proof import proof


def migration_claim(click: Click, old: Fields, claims: Claims) -> Claims:
    """Canvas's `lti1p1`, where the course also has an LTI 1.1 app for the same address; nothing otherwise.

    `claims` are finished but for this one: the proof is made of them.
    """
    if click.course.dialect != "canvas":
        return {}
    older = [app for app in apps_of(click.course) if app.registration is None]
    app = app_for(claims[f"{LTI}target_link_uri"], older)
    if app is None:
        return {}
    old_app = {"user_id": old["user_id"], "oauth_consumer_key": app.consumer_key}
    if "resource_link_id" in old:
        old_app["resource_link_id"] = old["resource_link_id"]
    old_app["oauth_consumer_key_sign"] = proof(app.consumer_key, app.shared_secret, claims)
    return {f"{LTI}lti1p1": old_app}
