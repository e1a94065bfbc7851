"""An LMS opens a registration link: we ask it for its configuration, and register (docs/lms-behaviour.md §5.7).

Only the host is trusted, because the owner has named it. A configuration with addresses elsewhere waits for the owner.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from slipway.lms.http.client import HttpAnswer, get, post
from slipway.lms.http.network import UnreachableError
from slipway.lms.models import Registration, RegistrationLink
from slipway.lms.registrations.change import AlreadyRegisteredError
from slipway.lms.registrations.endpoints import RegistrationFields, may_be_told, validate_fields
from slipway.lms.registrations.links import LinkHeldError, RegistrationLinkOverError, held_link, use_link
from slipway.lms.registrations.proposals import propose
from slipway.lms_kinds.registry import kind_by_issuer
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.configuration import (
    Configuration,
    Problem,
    endpoints_fit,
    read_configuration,
    token_audience,
)
from slipway.lti.v1p3.lms_words import told_in
from slipway.lti.v1p3.registration import Registered, read_registration_answer, registration_request
from slipway.owner_pages.published.tool import LOGIN_PATH, advantage_tool
from slipway.web.origin import absolute
from slipway.words import Text, text

LONGEST_TOKEN = 8 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLink:
    """What an LMS adds to the link when it opens it. The token is optional (dynamic registration 1.0 §3.3)."""

    openid_configuration: str
    registration_token: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The token; Canvas wants it for its configuration too."""
        return {"Authorization": f"Bearer {self.registration_token}"} if self.registration_token else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationResult:
    """The registration as it stands now. `is_known`: the LMS had it already, and nothing was changed.

    `problems` are what an owner has to look at first.
    """

    registration: Registration
    is_known: bool = False
    problems: Sequence[Text] = ()


def read_invitation(values: dict[str, str]) -> OpenedLink | None:
    """What the LMS added; None when it is not an LMS that opened the link, or it added nonsense."""
    url, token = values.get("openid_configuration", ""), values.get("registration_token", "")
    if not url or len(token) > LONGEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        return None
    return OpenedLink(openid_configuration=url, registration_token=token)


def register_by(link: RegistrationLink, invitation: OpenedLink) -> RegistrationResult:
    """Ask the LMS, register with it, and keep the registration: three steps, the last one a transaction.

    Raises Refused(REGISTRATION) with a cause for the administrator. The link stays good until a registration is kept.
    """
    configuration = _configuration(invitation)
    problems = endpoints_fit(
        link.address, configuration, family=link.family, configuration_url=invitation.openid_configuration
    )
    if fatal := next((problem for problem in problems if problem.is_fatal), None):
        raise _refused(fatal.text)
    try:
        # Before the LMS is asked: it would keep a registration that we could not.
        validate_fields(_endpoints(link, configuration, client_id="to come"))
        with held_link(link):
            registered = _ask(link, configuration, invitation)
            return _keep(link, configuration, registered, problems)
    except LinkHeldError as held:
        busy = text("This link is being used at this moment, or was a moment ago. Wait a minute before you try again.")
        raise _refused(busy) from held
    except RegistrationLinkOverError as over:
        raise _refused(text("Somebody else has used this link a moment ago.")) from over
    except ValidationError as fault:
        name, (why, *_) = next(iter(fault.message_dict.items()))
        unusable = text("What the LMS says cannot be used: %(name)s. %(why)s", name=name, why=why)
        raise _refused(unusable) from fault


def _configuration(invitation: OpenedLink) -> Configuration:
    try:
        answer = get(invitation.openid_configuration, headers=invitation.headers)
    except UnreachableError as fault:
        raise _refused(
            text("Slipway cannot read the configuration of the LMS. %(problem)s", problem=fault.problem)
        ) from fault
    if answer.status != 200:
        raise _refused(_unconfigured(answer))
    return read_configuration(answer.body)


def _unconfigured(answer: HttpAnswer) -> Text:
    if explanation := told_in(answer.body):
        return text("Asked for its configuration, the LMS answered %(status)d instead of 200: %(told)s.",
                    status=answer.status, told=explanation)  # fmt: skip
    return text("Asked for its configuration, the LMS answered %(status)d instead of 200.", status=answer.status)


def _ask(link: RegistrationLink, configuration: Configuration, invitation: OpenedLink) -> Registered:
    """Register with the LMS, by a login URL of this registration alone: others may have told the shared one."""
    tool = replace(advantage_tool(link.organization_id), login_url=absolute(f"{LOGIN_PATH}/{link.pk}"))
    body = json.dumps(registration_request(tool, configuration)).encode()
    try:
        answer: HttpAnswer = post(
            configuration.registration_endpoint,
            body=body,
            content_type="application/json",
            headers=invitation.headers,
        )
    except UnreachableError as fault:
        why = text(
            "Slipway cannot register with the LMS. %(problem)s If it lists Slipway all the same, remove that there "
            "before you try again.",
            problem=fault.problem,
        )
        raise _refused(why) from fault
    read = read_registration_answer(answer.status, answer.body)
    if isinstance(read, Text):
        raise _refused(text("The LMS did not register Slipway. %(why)s", why=read))
    return read


def _keep(
    link: RegistrationLink, configuration: Configuration, registered: Registered, problems: list[Problem]
) -> RegistrationResult:
    endpoints = _endpoints(link, configuration, client_id=registered.client_id)
    found = [*(problem.text for problem in problems), *_used_elsewhere(link, endpoints)]
    try:
        made = use_link(
            link, endpoints=endpoints, accepted=not found, deployment_id=registered.deployment_id, problems=found
        )
    except AlreadyRegisteredError:
        known = propose(link, endpoints=endpoints, problems=found)
        return RegistrationResult(registration=known, is_known=True)
    return RegistrationResult(registration=made, problems=found)


def _used_elsewhere(link: RegistrationLink, endpoints: RegistrationFields) -> list[Text]:
    """Two LMSs of one owner with the same issuer are mostly one LMS that was connected twice.

    Where all schools of a vendor have one issuer, the client id must be the same too.
    """
    same = Registration.objects.filter(lms__organization=link.organization_id, issuer=endpoints.issuer)
    if kind_by_issuer(endpoints.issuer):
        same = same.filter(client_id=endpoints.client_id)
    other = same.exclude(lms=link.lms_id).select_related("lms").first()
    if other is None:
        return []
    name = other.lms.name
    if other.client_id == endpoints.client_id:
        return [text("Your LMS %(name)s has a registration of this issuer and client ID already.", name=name)]
    return [text("You have this LMS already: %(name)s has a registration of this issuer.", name=name)]


def _endpoints(link: RegistrationLink, configuration: Configuration, *, client_id: str) -> RegistrationFields:
    audience = token_audience(configuration, family=link.family)
    return RegistrationFields(
        issuer=configuration.issuer,
        client_id=client_id,
        auth_url=configuration.authorization_endpoint,
        token_url=configuration.token_endpoint,
        jwks_url=configuration.jwks_uri,
        token_audience=audience if may_be_told(configuration.token_endpoint, audience) else "",
    )


def _refused(words: Text) -> Refused:
    return Refused(Refusal.REGISTRATION, words)
