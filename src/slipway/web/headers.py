"""What browsers may do with our pages: content, framing, openers, referrers (docs/architecture.md, rule 13)."""

from collections.abc import Sequence
from typing import Literal

from django.http import HttpRequest, HttpResponseBase

from slipway.web.middleware import Middleware
from slipway.web.origin import absolute

Ancestors = Sequence[str] | Literal["*"]
FormAction = Literal["self", "any"]

# The one page that pages of ours may hold in a frame: programs run there, without an origin (`workspaces.runner_page`).
RUNNER_PATH = "/runner/"

_CSP = "Content-Security-Policy"
_COOP = "Cross-Origin-Opener-Policy"


def content_security_policy(*, ancestors: Ancestors, form_action: FormAction = "self") -> str:
    """The policy of a page that the origins in `ancestors` may frame: `"*"` is everybody, an empty list nobody.

    No inline script and no inline style, ever. Browsers apply `form-action` to the redirects that answer a form
    too, and an LMS redirects where it likes: `"any"` leaves the directive out. A frame may show the runner and nothing
    else: whatever happens in it, it can go nowhere.
    """
    allowed = "*" if ancestors == "*" else " ".join(ancestors) or "'none'"
    directives = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        f"frame-src {absolute(RUNNER_PATH)}",
        *(["form-action 'self'"] if form_action == "self" else []),
        "base-uri 'none'",
        f"frame-ancestors {allowed}",
    ]
    return "; ".join(directives)


def frame_policy(response: HttpResponseBase, *, ancestors: Ancestors, form_action: FormAction = "self") -> None:
    """Let `response` be shown in a frame of these origins. For shells, refusals and other pages under an LMS.

    Not cached, and without Cross-Origin-Opener-Policy: LMSs open us in windows that talk with their opener. The
    referrer is our origin only, never our path: a form to the LMS then carries a true `Origin`, where browsers send
    `null` under `no-referrer`.
    """
    response[_CSP] = content_security_policy(ancestors=ancestors, form_action=form_action)
    response[_COOP] = "unsafe-none"
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store"
    response.xframe_options_exempt = True  # type: ignore[attr-defined]  # read by Django's XFrameOptionsMiddleware


def runner_policy(response: HttpResponseBase, *, script: str) -> None:
    """Let `response`, the runner's page, run its `script` (a path) and a Python, and ask nobody for anything.

    It has no origin, even when somebody opens it by itself: no cookie, no storage, no page of ours is within its reach.
    Anybody may frame it, for an LMS frames the page that does; it holds nothing of anybody's. Workers that it makes of
    blobs have the same policy.
    """
    response[_CSP] = "; ".join(
        (
            "sandbox allow-scripts",
            "default-src 'none'",
            f"script-src {absolute(script)} blob: 'wasm-unsafe-eval'",
            "worker-src blob:",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors *",
        )
    )
    response["Referrer-Policy"] = "no-referrer"
    response["X-DNS-Prefetch-Control"] = "off"
    response.xframe_options_exempt = True  # type: ignore[attr-defined]


def allow_opener(response: HttpResponseBase) -> None:
    """Let the page that opened this one keep its handle: a launched page opens `/enter`, an LMS opens launches."""
    response[_COOP] = "unsafe-none"


class SecurityHeaders(Middleware):
    """Every response leaves with these headers; one that has a policy of its own keeps it."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header(_CSP):
            response[_CSP] = content_security_policy(ancestors=[])
            response["X-Frame-Options"] = "DENY"
        response.setdefault("Cache-Control", "no-store")  # what does not say that it is public is somebody's own
        response.setdefault(_COOP, "same-origin")
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Permissions-Policy", "clipboard-write=(self), camera=(), geolocation=(), microphone=()")
        return response
