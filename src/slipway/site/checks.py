"""What `slipway check` says of the configuration, besides what Django and allauth say."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, Warning, register  # noqa: A004  # Django's own name

from slipway.site.private_files import open_to_others
from slipway.web.origin import public_address
from slipway.web_address import LOOPBACK


@register(Tags.security)
def private_lms(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Addresses on private networks are for trying things out: an LMS's word must not reach an intranet."""
    if not settings.ALLOW_PRIVATE_LMS:
        return []
    said = "SLIPWAY_ALLOW_PRIVATE_LMS is set: Slipway may call LMS addresses on private networks and on this machine."
    return [Warning(said, hint="Unset it, unless your LMS is on such a network.", id="slipway.W001")]


@register(Tags.security)
def open_sign_up(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Open sign-up lets anybody make an organization."""
    if not settings.SIGNUP_OPEN:
        return []
    return [Warning("SLIPWAY_SIGNUP_OPEN is set: anybody may make an account.", id="slipway.W002")]


@register()
def public_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A loopback address is reached from this machine alone."""
    if public_address().host not in LOOPBACK:
        return []
    said = f"SLIPWAY_PUBLIC_URL is {settings.PUBLIC_URL}: only browsers and LMSs on this machine reach that."
    return [Info(said, hint="Set it to the https:// address of this Slipway.", id="slipway.I001")]


@register(Tags.security)
def private_files(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """People's data and keys are nobody else's on this machine."""
    found = open_to_others(settings.DATA_FOLDER, settings.DATABASE_FILE)
    if not found:
        return []
    said = f"Other users of this machine may read or write {', '.join(map(str, found))}."
    hint = "`chmod go=` takes it from them; a web server that serves the static files itself needs a copy of them."
    return [Warning(said, hint=hint, id="slipway.W003")]


@register()
def mail(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without mail, links are handed over by the operator."""
    if settings.HAS_MAIL:
        return []
    said = "SLIPWAY_EMAIL_URL is not set: no mail is sent, and no page promises any."
    return [Info(said, hint="`slipway reset-link EMAIL` prints the link that a mail would bring.", id="slipway.I002")]
