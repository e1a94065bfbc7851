"""Dynamic registration (LTI dynamic registration 1.0): what the LMS says of itself, and what a tool asks of it."""

import json
import secrets
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db import transaction
from django.utils import timezone

from practice_lms.configuration import configuration
from practice_lms.forms.tool_form import PRIVACY
from practice_lms.installing.canvas_xml import PRIVACY_LEVELS, Options, ToolConfiguration
from practice_lms.models import App, Course
from practice_lms.v1p3 import names
from practice_lms.v1p3.hints import HINT_LIFE
from practice_lms.v1p3.platform import Platform
from practice_lms.v1p3.platforms import PLATFORMS
from practice_lms.v1p3.records import Registration, RegistrationLink
from practice_lms.v1p3.registrations import ToolRegistration, deploy, register

LINK_LIFE = 12 * HINT_LIFE
CANVAS = "https://canvas.instructure.com/lti"
NEEDED_OF_A_TOOL = ("initiate_login_uri", "client_name", "jwks_uri")
OTHER_PLACE = "domain_targetlinkuri_mismatch"  # Moodle's
STANDARD_PLACEMENTS = {"ContentArea": "link_selection", "RichTextEditor": "editor_button"}


class RefusedError(ValueError):
    """The tool is not registered. `status` is HTTP's, `error` the code; the text says why."""

    def __init__(self, status: int, error: str, why: str) -> None:
        super().__init__(why)
        self.status, self.error = status, error


def begin(dialect: str, course: Course | None, url: str) -> RegistrationLink:
    """A registration that begins: a single-use token for the tool at `url`."""
    return RegistrationLink.objects.create(token=secrets.token_urlsafe(32), dialect=dialect, course=course, url=url)


def opened(link: RegistrationLink) -> str:
    """The tool's address with the two parameters that begin its registration."""
    address = urlsplit(link.url)
    own = parse_qsl(address.query, keep_blank_values=True)
    asked = {
        "openid_configuration": configuration().url + PLATFORMS[link.dialect].configuration,
        "registration_token": link.token,
    }
    return urlunsplit(address._replace(query=urlencode([*own, *asked.items()]), fragment=""))


def open_link(dialect: str, token: str) -> RegistrationLink:
    """The begun registration of a token that still counts. Raises RefusedError."""
    link = RegistrationLink.objects.filter(dialect=dialect, token=token).first() if token else None
    if link is None:
        raise RefusedError(401, "invalid_token", "The registration token is missing or unknown.")
    if link.used_at is not None:
        raise RefusedError(401, "token_already_used", "The registration token was used already.")
    if link.made_at < timezone.now() - LINK_LIFE:
        raise RefusedError(401, "token_expired", "The registration token is too old.")
    return link


def openid_configuration(dialect: str) -> dict[str, Any]:
    """What the LMS says of itself, in Moodle's order (as captured)."""
    platform, site = PLATFORMS[dialect], configuration().url
    nobody = Registration(pk=0, dialect=dialect)
    return {
        "issuer": platform.issuer(),
        "token_endpoint": site + platform.token(nobody),
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "jwks_uri": site + platform.keys(nobody),
        "authorization_endpoint": site + platform.auth,
        "registration_endpoint": site + platform.registration,
        **_authorization_server(platform),
        "scopes_supported": ["openid", *platform.scopes],
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email"],
        names.PLATFORM_CONFIGURATION: _platform(platform),
    }


def _authorization_server(platform: Platform) -> dict[str, str]:
    """The `aud` that the token URL wants; but Canvas names its bare host, and takes its token URL only."""
    told = configuration().domain if platform.name == "canvas" else platform.audience
    return {"authorization_server": told} if told else {}


def _platform(platform: Platform) -> dict[str, Any]:
    own = {f"{CANVAS}/account_name": "Practice LMS", f"{CANVAS}/account_lti_guid": "practice:canvas-lms"}
    placements = [*platform.selections] if platform.name == "canvas" else _standard(platform)
    navigation = {"placements": ["course_navigation"]} if platform.name == "canvas" else {}
    return {
        "product_family_code": platform.family,
        "version": "cloud" if platform.name == "canvas" else "practice",
        "messages_supported": [
            {"type": names.LAUNCH, **navigation},
            {"type": names.SELECTION, "placements": placements},
        ],
        "variables": [
            *("Context.id", "Context.title", "Context.label", "Context.id.history", "ResourceLink.id"),
            *("ResourceLink.title", "User.id", "Person.name.full", "Person.name.given", "Person.name.family"),
            "Person.email.primary",
        ],
        **(own if platform.name == "canvas" else {}),
    }


def _standard(platform: Platform) -> list[str]:
    return [name for name, placement in STANDARD_PLACEMENTS.items() if placement in platform.selections]


def register_tool(dialect: str, token: str, body: bytes) -> dict[str, Any]:
    """Register the tool that posts `body`. Returns the LMS's answer; the token is used up. Raises RefusedError."""
    link, asked = open_link(dialect, token), _document(body)
    told = registration_in(dialect, asked)
    with transaction.atomic():
        if not RegistrationLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
            raise RefusedError(401, "token_already_used", "The registration token was used already.")
        registration = register(dialect, told, how="dynamic", is_on=False)
        link.app = app = deploy(registration, link.course)
        link.save(update_fields=["app"])
    return _answer(PLATFORMS[dialect], asked, registration, app)


def _answer(platform: Platform, asked: dict[str, Any], registration: Registration, app: App) -> dict[str, Any]:
    about = {"version": names.VERSION, **asked[names.TOOL_CONFIGURATION]}
    if platform.tells_deployment:
        about["deployment_id"] = app.deployment_id
    granted = {"client_id": registration.client_id, "scope": " ".join(registration.scopes)}
    return {**asked, **granted, names.TOOL_CONFIGURATION: about}


def _document(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except ValueError as error:
        raise RefusedError(400, "invalid_client_metadata", "The registration is no JSON.") from error
    if not isinstance(asked, dict) or not isinstance(asked.get(names.TOOL_CONFIGURATION), dict):
        raise RefusedError(400, "invalid_client_metadata", "The registration has no lti-tool-configuration.")
    return asked


def registration_in(dialect: str, asked: dict[str, Any]) -> ToolRegistration:
    """What a tool says of itself. Raises RefusedError: what Moodle demands is demanded."""
    about = asked[names.TOOL_CONFIGURATION]
    lacking = [name for name in NEEDED_OF_A_TOOL if not isinstance(asked.get(name), str) or not asked[name]]
    lacking += [name for name in ("domain", "target_link_uri") if not about.get(name)]
    if not isinstance(asked.get("redirect_uris"), list) or not asked["redirect_uris"]:
        lacking.append("redirect_uris")
    if "id_token" not in (asked.get("response_types") or []):
        lacking.append("response_types with id_token")
    if lacking:
        raise RefusedError(400, "invalid_client_metadata", f"The registration lacks {', '.join(lacking)}.")
    if dialect == "moodle" and _place(about["domain"]) != _place(about["target_link_uri"]):
        raise RefusedError(400, OTHER_PLACE, "Domain and target_link_uri are of two places.")
    scopes = str(asked.get("scope") or "").split()
    return ToolRegistration(
        name=asked["client_name"],
        login_url=asked["initiate_login_uri"],
        redirect_uris=[str(uri) for uri in asked["redirect_uris"]],
        keys_url=asked["jwks_uri"],
        scopes=[scope for scope in PLATFORMS[dialect].scopes if scope in scopes],
        configuration=_configuration(PLATFORMS[dialect], asked, about),
    )


def _place(address: str) -> str:
    """Host and port as Moodle compares them: in small letters, without `www.`."""
    host = address if "://" not in address else urlsplit(address).netloc
    return host.lower().removeprefix("www.")


def _configuration(platform: Platform, asked: dict[str, Any], about: dict[str, Any]) -> ToolConfiguration:
    custom = about.get("custom_parameters") or {}
    return ToolConfiguration(
        title=asked["client_name"],
        description=str(about.get("description") or ""),
        launch_url=about["target_link_uri"],
        domain=about["domain"],
        privacy_level=_privacy(platform, about),
        icon_url=str(asked.get("logo_uri") or ""),
        custom={str(name): str(value) for name, value in custom.items()},
        placements=_placements(platform, about),
    )


def _privacy(platform: Platform, about: dict[str, Any]) -> str:
    """Canvas's privacy level is told; other LMSs go by the claims that the tool asks for."""
    if platform.name == "canvas":
        level = about.get(f"{CANVAS}/privacy_level")
        return level if level in PRIVACY_LEVELS else "anonymous"
    claims = about.get("claims") or []
    return PRIVACY.get(("name" in claims, "email" in claims), "anonymous")


def _placements(platform: Platform, about: dict[str, Any]) -> dict[str, Options]:
    found: dict[str, Options] = {}
    for message in about.get("messages") or []:
        if not isinstance(message, dict):
            continue
        options: Options = {
            "message_type": str(message.get("type") or ""),
            "url": str(message.get("target_link_uri") or about["target_link_uri"]),
            "icon_url": str(message.get("icon_uri") or ""),
            **({"text": str(message["label"])} if message.get("label") else {}),
        }
        found |= dict.fromkeys(_places(platform, message), options)
    return found


def _places(platform: Platform, message: dict[str, Any]) -> list[str]:
    """Where a message is offered: Canvas goes by its own names; elsewhere content selection is everywhere it can be."""
    named = [str(name).removeprefix(f"{CANVAS}/") for name in message.get("placements") or []]
    if message.get("type") != names.SELECTION:
        return [name for name in named if name == "course_navigation"] if platform.name == "canvas" else []
    return (
        [name for name in named if name in platform.selections] if platform.name == "canvas" else [*platform.selections]
    )
