"""django-lti as its README sets it up: models and sessions in PostgreSQL, launch data in the cache, here Redis.

`python -m bench.peers.django_lti_tool` makes the tables, a key and the LMS's registration.
"""

import os
from uuid import UUID

from bench.lms.course import CLIENT_ID, DEPLOYMENT, ISSUER, ORIGIN
from bench.peers.page import PAGE
from bench.peers.settings import configure, redis_cache

REGISTRATION = UUID("6f1d2c9e-3b7a-4a52-9d0f-b3f1c0ffee00")
configure(
    "bench.peers.django_lti_tool",
    CACHES=redis_cache(),
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "lti_tool",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "bench",
            "USER": "bench",
            "HOST": os.environ["BENCH_POSTGRESQL"],
            "CONN_MAX_AGE": 600,
        }
    },
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "lti_tool.middleware.LtiLaunchMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402
from pylti1p3.contrib.django import DjangoCacheDataStorage, DjangoOIDCLogin  # noqa: E402
from pylti1p3.exception import LtiException  # noqa: E402

application = get_wsgi_application()

from lti_tool.models import Key, LtiRegistration  # noqa: E402
from lti_tool.utils import DjangoToolConfig  # noqa: E402
from lti_tool.views import LtiLaunchBaseView  # noqa: E402


def login(request: HttpRequest) -> HttpResponse:
    """Its own login view without the page that asks first whether the browser keeps cookies: in its favour."""
    begun = DjangoOIDCLogin(request, DjangoToolConfig(REGISTRATION), launch_data_storage=DjangoCacheDataStorage())
    answer: HttpResponse = begun.redirect(request.POST["target_link_uri"])
    return answer


class LaunchView(LtiLaunchBaseView):  # type: ignore[misc]  # its package has no types
    """The page itself answers the launch."""

    def handle_resource_launch(self, request: HttpRequest, lti_launch: object) -> HttpResponse:
        """One line."""
        name = getattr(getattr(lti_launch, "user", None), "name", "")
        return HttpResponse(Template(PAGE).render(Context({"name": name})))


def launch(request: HttpRequest) -> HttpResponse:
    """Its view; what it refuses is no error of the server."""
    try:
        answer: HttpResponse = LaunchView.as_view()(request)
    except LtiException as reason:
        return HttpResponse(str(reason), status=400)
    return answer


urlpatterns = [path("login", csrf_exempt(login)), path("launch", csrf_exempt(launch))]


def set_up() -> None:
    """Tables, a key, and the registration with its deployment accepted."""
    call_command("migrate", verbosity=0)
    Key.objects.generate()
    registration = LtiRegistration.objects.create(
        name="Canvas",
        uuid=REGISTRATION,
        issuer=ISSUER,
        client_id=CLIENT_ID,
        auth_url=f"{ORIGIN}/api/lti/authorize_redirect",
        token_url=f"{ORIGIN}/login/oauth2/token",
        keyset_url=f"{os.environ['BENCH_LMS']}/jwks",
    )
    registration.deployments.create(deployment_id=DEPLOYMENT, is_active=True)


if __name__ == "__main__":
    set_up()
