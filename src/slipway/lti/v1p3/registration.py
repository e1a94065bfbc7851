"""Asking an LMS to register us, and its answer (LTI dynamic registration 1.0 §3.6, §3.7)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from slipway.lms_kinds.kind import Registering
from slipway.lms_kinds.registry import kind_by_code
from slipway.lti.claims import Claims
from slipway.lti.config.asked import custom_parameters, scopes
from slipway.lti.config.described_tool import AdvantageTool
from slipway.lti.v1p3.configuration import Configuration
from slipway.lti.v1p3.lms_words import answer_in, told_in
from slipway.lti.v1p3.names import DEEP_LINKING_REQUEST, RESOURCE_LINK_REQUEST, SCOPES
from slipway.words import Text, text

_MAX_BYTES = 256 * 1024
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
_MAX_ID = 255
_LARGEST = 2**63  # of a number that is an id
_PERSON_CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "email", "picture")
_REFUSING = {"error", "errors", "error_description", "message", "detail"}
_MAY_BE_LISTED = text("It may list Slipway all the same: remove that there before you try again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What the LMS registered. Some name no deployment. `scopes` are granted: all, where the LMS names none."""

    client_id: str
    deployment_id: str | None
    scopes: frozenset[str]


def registration_request(tool: AdvantageTool, configuration: Configuration) -> dict[str, object]:
    """The document that is POSTed as JSON to the registration endpoint; of scopes and placements what the LMS knows."""
    return {
        "application_type": "web",
        "grant_types": ["client_credentials", "implicit"],
        "response_types": ["id_token"],
        "initiate_login_uri": tool.login_url,
        "redirect_uris": [tool.launch_url],
        "client_name": tool.title,
        "jwks_uri": tool.jwks_url,
        "logo_uri": tool.icon_url,
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(scopes(configuration.family, offered=frozenset(configuration.scopes))),
        TOOL: _tool(tool, configuration),
    }


def _tool(tool: AdvantageTool, configuration: Configuration) -> dict[str, object]:
    supported, way = set(configuration.claims), kind_by_code(configuration.family).registering
    about: dict[str, object] = {
        "domain": urlsplit(tool.target_url).netloc if way.domain_has_port else tool.domain,
        "target_link_uri": tool.target_url,
        "description": tool.description,
        "custom_parameters": dict(custom_parameters(configuration.family)),
        "claims": [name for name in _PERSON_CLAIMS if not supported or name in supported],
        "messages": _messages(tool, configuration, way),
    }
    if way.extension:
        about |= {f"{way.extension}/privacy_level": "public", f"{way.extension}/tool_id": tool.tool_id}
    return about


def _messages(tool: AdvantageTool, configuration: Configuration, way: Registering) -> list[dict[str, object]]:
    common = {"label": tool.title, "icon_uri": tool.icon_url}
    selection: dict[str, object] = {"type": DEEP_LINKING_REQUEST, "target_link_uri": tool.select_url, **common}
    if placements := _placements(configuration, way):
        selection["placements"] = placements
    if not (placement := way.course_placement):
        return [selection]
    shown = {"placements": [placement], f"{way.extension}/{placement}/default_enabled": True}
    return [selection, {"type": RESOURCE_LINK_REQUEST, "target_link_uri": tool.course_url, **common, **shown}]


def _placements(configuration: Configuration, way: Registering) -> list[str]:
    told = [each.placements for each in configuration.messages if each.type == DEEP_LINKING_REQUEST]
    known = {placement for placements in told for placement in placements}
    return [each for each in way.placements if each in known] if known else list(way.placements_untold)


def read_registration_answer(status: int, body: bytes) -> Registered | Text:
    """What the registration endpoint answered: a registration, or for owners why there is none."""
    is_taken = 200 <= status < 300
    answer = answer_in(body, most=_MAX_BYTES)
    if not isinstance(answer, Claims):
        return _unread(status, answer, is_taken=is_taken)
    if not is_taken:
        return _declined(status, told_in(body))
    client_id = _id(answer, "client_id")
    if client_id is None:
        return _without_client(told_in(body) if not answer.values or _REFUSING & answer.values.keys() else "")
    return Registered(
        client_id=client_id,
        deployment_id=_id(answer.within(TOOL), "deployment_id"),
        scopes=_granted(answer.values.get("scope")),
    )


def _granted(scope: object) -> frozenset[str]:
    if isinstance(scope, list):
        return frozenset(each for each in scope if isinstance(each, str))
    return frozenset(scope.split() if isinstance(scope, str) else SCOPES)


def _id(answer: Claims, name: str) -> str | None:
    """An id that a registration can keep. Some LMSs count, and write the number as JSON's."""
    value = answer.values.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST:
        return str(value)
    text = answer.text(name) or ""
    return text if text.isprintable() and text == text.strip() and 0 < len(text) <= _MAX_ID else None


def _declined(status: int, told: str) -> Text:
    if told:
        return text("The LMS answered %(status)d: %(told)s.", status=status, told=told)
    return text("The LMS answered %(status)d, and says no more.", status=status)


def _without_client(told: str) -> Text:
    if told:
        return text("The LMS answered without a usable client id: %(told)s. %(then)s", told=told, then=_MAY_BE_LISTED)
    return text("The LMS answered without a usable client id. %(then)s", then=_MAY_BE_LISTED)


def _unread(status: int, told: str | Text, *, is_taken: bool) -> Text:
    if is_taken:
        return text("The LMS answered %(status)d with no JSON: %(problem)s. %(then)s",
                    status=status, problem=told, then=_MAY_BE_LISTED)  # fmt: skip
    return text("The LMS answered %(status)d with no JSON: %(problem)s.", status=status, problem=told)
