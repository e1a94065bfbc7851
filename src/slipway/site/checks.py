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
def check_exposure(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of settings and files that let others in: for trying things out, or left so by mistake."""
    found: list[CheckMessage] = []
    if settings.ALLOW_PRIVATE_LMS:  # what an LMS says could reach an intranet
        text = (
            "SLIPWAY_ALLOW_PRIVATE_LMS is set: Slipway may call LMS addresses on private networks and on this machine."
        )
        found.append(Warning(text, hint="Unset it, unless your LMS is on such a network.", id="slipway.W001"))
    if settings.SIGNUP_OPEN:
        found.append(Warning("SLIPWAY_SIGNUP_OPEN is set: anybody may make an account.", id="slipway.W002"))
    if open_files := open_to_others(settings.DATA_FOLDER, settings.DATABASE_FILE):
        text = f"Other users of this machine may read or write {', '.join(map(str, open_files))}."
        hint = "`chmod go=` takes it from them; a web server that serves the static files itself needs a copy of them."
        found.append(Warning(text, hint=hint, id="slipway.W003"))
    return found


@register()
def check_reach(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Say whom Slipway cannot reach, or who cannot reach it, with the configuration as it is."""
    found: list[CheckMessage] = []
    if public_address().host in LOOPBACK:
        text = f"SLIPWAY_PUBLIC_URL is {settings.PUBLIC_URL}: only browsers and LMSs on this machine reach that."
        found.append(Info(text, hint="Set it to the https:// address of this Slipway.", id="slipway.I001"))
    if not settings.HAS_MAIL:
        text = "SLIPWAY_EMAIL_URL is not set: no mail is sent, and no page promises any."
        hint = "`slipway reset-link EMAIL` prints the link that a mail would bring."
        found.append(Info(text, hint=hint, id="slipway.I002"))
    return found
