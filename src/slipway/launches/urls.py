"""The addresses that launches come to, and the pages that only a launch reaches."""

from django.urls import path

from slipway.launches import dry_run, launched_pages, views
from slipway.launches.routes import ROUTES
from slipway.sessions.doors import launched

urlpatterns = [
    *(path(route.path, views.launch, {"route": name}, name=route.url_name) for name, route in ROUTES.items()),
    path("lti/1p3/login", views.login, name="oidc-login"),
    path("lti/1p3/login/<uuid:registration_id>", views.login, name="oidc-login-of"),
    path("lti/1p3/launch", views.redirect_uri, name="oidc-launch"),
    path("l/<uuid:launch_id>/choose", launched(launched_pages.choose), name="choose"),
    path("l/<uuid:launch_id>/works", launched(launched_pages.works), name="works"),
    path("l/<uuid:launch_id>/codes/<slug:purpose>", launched(launched_pages.issue), name="issue-code"),
    path(
        "organizations/<uuid:organization_id>/settings/launches/<uuid:launch_id>/dry-run",
        dry_run.dry_run,
        name="launch-dry-run",
    ),
]
