"""The claims of the id_tokens: launches and deep linking requests, in the LMS's way, as wrongly as the faults say."""

import time
from uuid import uuid4

from practice_lms.configuration import configuration
from practice_lms.dialects import dialect_of
from practice_lms.dialects.dialect import Click, Fields
from practice_lms.faults import faults
from practice_lms.links import Link
from practice_lms.v1p3 import keys, names
from practice_lms.v1p3.custom import custom_claim
from practice_lms.v1p3.migration import migration_claim
from practice_lms.v1p3.names import LTI
from practice_lms.v1p3.odd_writing import oddly_written
from practice_lms.v1p3.platform import Claims, Platform
from practice_lms.v1p3.platforms import platform_of_app
from practice_lms.v1p3.services import service_claims
from practice_lms.v1p3.translation import translated


def launch_token(click: Click, link: Link, nonce: str) -> str:
    """The id_token of a launch of `link`."""
    platform = platform_of_app(click.app)
    old = dialect_of(click.course).shared(click) | dialect_of(click.course).launch(click, link)
    if faults().return_url:
        old["launch_presentation_return_url"] = faults().return_url
    claims = _message(platform, click, link, old)
    claims[f"{LTI}message_type"] = names.LAUNCH
    claims[f"{LTI}target_link_uri"] = link.url
    claims |= service_claims(platform, click, link)
    return _signed(platform, click, old, _custom(click, link.placement, link, claims), nonce)


def selection_token(click: Click, placement: str, url: str, nonce: str) -> str:
    """The id_token of a deep linking request for one of the LMS's placements."""
    platform = platform_of_app(click.app)
    old = dialect_of(click.course).shared(click)
    claims = _message(platform, click, None, old)
    claims[f"{LTI}message_type"] = names.SELECTION
    claims[f"{LTI}target_link_uri"] = url
    settings = platform.selections[placement] | platform.settings(click)
    settings["deep_link_return_url"] = faults().return_url or configuration().url + platform.answer_path(click)
    if platform.data:
        settings["data"] = platform.data(click)
    claims[f"{names.DEEP_LINKING}deep_linking_settings"] = settings
    if platform.name == "canvas":
        claims["https://www.instructure.com/placement"] = placement
    claims |= service_claims(platform, click, None)
    return _signed(platform, click, old, _custom(click, placement, None, claims), nonce)


def _message(platform: Platform, click: Click, link: Link | None, old: Fields) -> Claims:
    claims = platform.adjust(click, link, translated(old))
    claims[f"{LTI}version"] = names.VERSION
    claims[f"{LTI}deployment_id"] = click.app.deployment_id
    return claims


def _custom(click: Click, placement: str, link: Link | None, claims: Claims) -> Claims:
    custom = custom_claim(click, placement, link, claims)
    return claims | ({f"{LTI}custom": custom} if custom else {})


def _signed(platform: Platform, click: Click, old: Fields, claims: Claims, nonce: str) -> str:
    now, registration = faults(), click.app.registration
    assert registration is not None
    issued = int(time.time()) + 60 * now.clock_minutes
    claims |= {
        "iss": platform.issuer(),
        "aud": "somebody-else" if now.wrong_audience else registration.client_id,
        "iat": issued,
        "exp": issued + (now.token_seconds or platform.life),
        "nonce": uuid4().hex if now.wrong_nonce else nonce,
    }
    if platform.name in {"canvas", "openedx"}:
        claims["azp"] = registration.client_id
    if platform.name == "brightspace":
        claims["nbf"] = issued
    if platform.name == "schoology":
        claims["aud"] = [claims["aud"]]
    if now.odd_writing:
        claims = oddly_written(claims)
    claims |= migration_claim(click, old, claims)
    return keys.sign(claims, keys.unpublished() if now.unpublished_key else keys.signing_key())
