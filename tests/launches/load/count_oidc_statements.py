"""Counts the SQL statements of LTI 1.3 logins and launches, in one process on a server's own database.

Run as a program by test_statements.py; prints {"login": n, "new": n, …} as JSON. The platform's keys are in memory
after the first launch, as in a server that has run for a minute.
"""

import json
import sys
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.launches.load.measured import Costs  # which sets Django up

from django.conf import settings  # isort: skip
from django.test import Client  # isort: skip

from slipway.lms.models import ConsumerKey, Lms
from slipway.lms.registrations.change import register
from tests.launches.oidc import OidcLms, person, selection_claims, service_claims
from tests.launches.oidc_platform import Platform, running_platform
from tests.lms.registered import endpoints
from tests.lti.v1p3.platform import LTI, legacy_signature, token
from tests.way_in import WayIn, way_in

Saying = Callable[[dict[str, Any]], dict[str, Any]]
FORM = "application/x-www-form-urlencoded"


class Counter:
    """An LMS's browser, whose statements are counted."""

    def __init__(self, platform: Platform, slug: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        server: Any = SimpleNamespace(url=settings.PUBLIC_URL)
        self.client_id = f"counted-{slug}"  # the server may have counted for another school before
        told = endpoints(platform.url, client_id=self.client_id, jwks_url=f"{platform.url}/jwks/first")
        register(actor=None, lms=Lms.objects.get(organization__slug=slug, name="Canvas"), endpoints=told)
        self.lms = OidcLms(server, platform, self.client_id, platform.url)
        self.costs = Costs()
        self.let_in = WayIn("", "")

    def launch(self, name: str, target: str, who: Mapping[str, Any], *, saying: Saying = dict) -> None:
        """Count a login, and under `name` the launch that it begins, with what `saying` makes of its claims."""
        begun = self._count("login", "/lti/1p3/login", self.lms.login_values(target))
        self.client.cookies.load(begun["Set-Cookie"].partition(";")[0])
        asked = dict(parse_qsl(urlsplit(begun["Location"]).query))
        claims = self.lms.claims(target, asked["nonce"], who)
        fields = {"state": asked["state"], "id_token": token(saying(claims))}
        answer = self._count(name, "/lti/1p3/launch", fields)
        self.let_in = way_in(answer)

    def bind(self, unit: str) -> None:
        """Choose the unit of the link that was launched last; not counted."""
        answer = self.client.post(self.let_in.path, {"unit": unit}, headers=self.let_in.bearer)
        assert answer.status_code == 302, answer.status_code

    def with_old_course(self, claims: dict[str, Any]) -> dict[str, Any]:
        """The claims of a course that has another id now, with a proven word of what LTI 1.1 called it."""
        key, context = ConsumerKey.objects.get(lms__registrations__client_id=self.client_id), claims[f"{LTI}context"]
        proof = {
            "oauth_consumer_key": key.key,
            "oauth_consumer_key_sign": legacy_signature(claims, key.key, key.secret),
        }
        old = {f"{LTI}lti1p1": {"context_id": context["id"], **proof}}
        return claims | old | {f"{LTI}context": context | {"id": "called otherwise"}}

    def _count(self, name: str, path: str, fields: Mapping[str, str]) -> Any:
        return self.costs.of(name, lambda: self.client.post(path, urlencode(fields), content_type=FORM))


def main(path: str, slug: str) -> dict[str, Any]:
    """The counts for one person who is new, comes back, looks at the course; a teacher who binds a link and picks."""
    with running_platform() as platform:
        return counts(Counter(platform, slug), path, "counted by 1.3")


def counts(counter: Counter, path: str, who: str) -> dict[str, Any]:
    """What each launch took."""
    learner, teaching = person(who), person(f"{who} teacher", role="Instructor")
    teacher = teaching | selection_claims()
    counter.launch("warm", path, person(f"{who} warm"))
    counter.launch("new", path, learner)
    counter.launch("second", path, learner)
    counter.launch("returning", path, learner)
    counter.launch("graded new", path, learner | service_claims())
    counter.launch("graded second", path, learner | service_claims())
    counter.launch("graded", path, learner | service_claims())
    counter.launch("course", "/lti/course", learner)
    counter.launch("moved", path, learner, saying=counter.with_old_course)
    counter.launch("moved course", "/lti/course", learner, saying=counter.with_old_course)
    counter.launch("link new", "/lti", teaching)
    counter.launch("link", "/lti", teaching)
    counter.bind(path.rpartition("/")[2])
    counter.launch("bound link", "/lti", learner)
    counter.launch("moved link", "/lti", learner, saying=counter.with_old_course)
    counter.launch("select new", "/lti/select", teacher)
    counter.launch("select", "/lti/select", teacher)
    counter.costs.read_plans()
    return counter.costs.figures


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
