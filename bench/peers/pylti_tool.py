"""pylti1p3 in Django: launch data and platform keys cached in Redis, as its README has it for production."""

import os

from bench.lms.course import CLIENT_ID, DEPLOYMENT, ISSUER, ORIGIN
from bench.peers.page import PAGE
from bench.peers.settings import configure, redis_cache

configure(
    __name__,
    CACHES=redis_cache(),
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
)

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.urls import path  # noqa: E402
from pylti1p3.contrib.django import DjangoCacheDataStorage, DjangoMessageLaunch, DjangoOIDCLogin  # noqa: E402
from pylti1p3.exception import LtiException, OIDCException  # noqa: E402
from pylti1p3.tool_config import ToolConfDict  # noqa: E402

KEYS_LAST = 7200  # seconds
TOOL = ToolConfDict(
    {
        ISSUER: [
            {
                "default": True,
                "client_id": CLIENT_ID,
                "auth_login_url": f"{ORIGIN}/api/lti/authorize_redirect",
                "auth_token_url": f"{ORIGIN}/login/oauth2/token",
                "key_set_url": f"{os.environ['BENCH_LMS']}/jwks",
                "key_set": None,
                "deployment_ids": [DEPLOYMENT],
            }
        ]
    }
)
STORAGE = DjangoCacheDataStorage()
TEMPLATE: list[Template] = []


def login(request: HttpRequest) -> HttpResponse:
    """Without the page that asks first whether the browser keeps cookies: in its favour."""
    try:
        begun = DjangoOIDCLogin(request, TOOL, launch_data_storage=STORAGE)
        answer: HttpResponse = begun.redirect(request.POST["target_link_uri"])
    except OIDCException as reason:
        return HttpResponse(str(reason), status=400)
    return answer


def launch(request: HttpRequest) -> HttpResponse:
    """The page itself answers the launch."""
    try:
        message = DjangoMessageLaunch(request, TOOL, launch_data_storage=STORAGE)
        message.set_public_key_caching(STORAGE, cache_lifetime=KEYS_LAST)
        claims = message.get_launch_data()
    except LtiException as reason:
        return HttpResponse(str(reason), status=400)
    TEMPLATE[:] = TEMPLATE or [Template(PAGE)]
    return HttpResponse(TEMPLATE[0].render(Context({"name": claims.get("name")})))


urlpatterns = [path("login", login), path("launch", launch)]
application = get_wsgi_application()
