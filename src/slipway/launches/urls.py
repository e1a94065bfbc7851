"""The door's addresses, and the pages that only a launch reaches."""

from django.urls import path

from slipway.launches import choose, codes, dry_run_views, views
from slipway.sessions.doors import launched

urlpatterns = [
    path(
        "organizations/<uuid:organization_id>/settings/launches/<uuid:launch_id>/dry-run",
        dry_run_views.dry_run,
        name="launch-dry-run",
    ),
    path("lti", views.any_link, name="lti"),
    path("lti/units/<uuid:unit_id>", views.unit, name="lti-unit"),
    path("lti/course", views.course, name="lti-course"),
    path("lti/select", views.select, name="lti-select"),
    path("lti/1p3/login", views.login, name="oidc-login"),
    path("lti/1p3/login/<uuid:registration_id>", views.login, name="oidc-login-of"),
    path("lti/1p3/launch", views.launch, name="oidc-launch"),
    path("l/<uuid:launch_id>/choose", launched(choose.choose), name="choose"),
    path("l/<uuid:launch_id>/works", launched(choose.works), name="works"),
    path("l/<uuid:launch_id>/codes/<slug:purpose>", launched(codes.issue), name="issue-code"),
]
