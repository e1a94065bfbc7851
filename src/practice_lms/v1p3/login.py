"""The login initiation: what the browser takes to the tool (1EdTech security framework §5.1.1.1)."""

from urllib.parse import parse_qsl, urlsplit, urlunsplit

from practice_lms.dialects.dialect import Click
from practice_lms.faults import faults
from practice_lms.links import Link
from practice_lms.models import App
from practice_lms.v1p1.signing import SignedForm
from practice_lms.v1p3.hints import keep_launch, keep_selection
from practice_lms.v1p3.platform import Platform
from practice_lms.v1p3.platforms import platform_of_app
from practice_lms.v1p3.records import Hint


def launch_login(click: Click, link: Link) -> SignedForm:
    """The form of a launch's login."""
    return _form(click, keep_launch(click, link), link.url)


def selection_login(click: Click, placement: str, url: str) -> SignedForm:
    """The form of a selection's login."""
    return _form(click, keep_selection(click, placement, url), url)


def storage_of(platform: Platform) -> str:
    """The frame that keeps values for tools; '' for an LMS without. The faults switch it on and off."""
    if faults().storage == "off":
        return ""
    return platform.storage or ("_parent" if faults().storage == "on" else "")


def _form(click: Click, hint: Hint, target: str) -> SignedForm:
    platform, app = platform_of_app(click.app), click.app
    assert app.registration is not None
    fields = {
        "iss": platform.issuer(),
        "target_link_uri": target,
        "login_hint": platform.login_hint(click),
        "lti_message_hint": hint.text,
        "client_id": app.registration.client_id,
        **platform.login_extra(app.deployment_id),
    }
    if storage_of(platform):
        fields["lti_storage_target"] = storage_of(platform)
    return _addressed(app, platform.login_method, fields)


def _addressed(app: App, method: str, fields: dict[str, str]) -> SignedForm:
    """A form that is sent by GET drops the query of its address: it goes along as fields."""
    assert app.registration is not None
    address = urlsplit(app.registration.login_url)
    if method == "post":
        return SignedForm(app.registration.login_url, fields)
    own = dict(parse_qsl(address.query, keep_blank_values=True))
    return SignedForm(urlunsplit(address._replace(query="", fragment="")), own | fields, method)
