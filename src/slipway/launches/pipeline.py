"""A verified launch, step by step, whichever version of LTI it came by: facts → decide → store → respond."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from slipway.launches.decision import Denial, Grant
from slipway.launches.facts.launch_facts import LaunchFacts
from slipway.launches.respond import respond_to_denial, respond_to_grant
from slipway.launches.routes import ROUTES
from slipway.launches.store.denial import store_denial, store_replay
from slipway.launches.store.grant import store_grant
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lti.refusal import Refusal
from slipway.web.address import client_address
from slipway.web.languages import speak
from slipway.words import text


def answer_launch(request: HttpRequest, launch: VerifiedLaunch) -> HttpResponseBase:
    """Let a verified launch in or turn it away. Either way its nonce is used up."""
    speak(launch.language)
    facts, decision = decide_launch(launch)
    if isinstance(decision, Grant):
        assert facts is not None
        if token := store_grant(launch, facts, decision):
            return respond_to_grant(request, launch, decision, token)
    elif store_denial(launch, facts, decision):
        return respond_to_denial(request, launch, decision, launch.launch_id)
    replay = Denial(Refusal.REPLAYED, text("The nonce of this launch was used before."))
    return respond_to_denial(request, launch, replay, store_replay(launch, replay, client_address(request)))


def decide_launch(launch: VerifiedLaunch) -> tuple[LaunchFacts | None, Grant | Denial]:
    """Facts and decision; no facts where what the launch says, or where it leads, is denied by itself. Writes nothing,
    so that a dry run is the same.
    """
    message, target = launch.message, launch.target
    if isinstance(message, Denial):
        return None, message
    if isinstance(target, Denial):
        return None, target
    if target.route == "select" and message.selection is None:
        cause = text("A launch of a link came to the picker's address.")
        return None, Denial(Refusal.UNSUPPORTED_MESSAGE, cause)
    route = ROUTES[target.route]
    facts = route.load_facts(launch, message, target)
    return facts, route.decide(facts)
