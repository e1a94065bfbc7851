"""Every address of Slipway."""

from django.urls import URLPattern, URLResolver, include, path

from slipway.progress_pages.urls import file_pages, progress_pages
from slipway.sessions.doors import launched, signed_in
from slipway.workspaces.urls import organization_pages, pages, runner_pages

urlpatterns: list[URLPattern | URLResolver] = [
    # One page, two doors: by the bearer of a launch, and by Slipway's own session. The first is asked for most.
    path("l/<uuid:launch_id>/", include(([*pages(launched), *progress_pages(launched)], "door"), namespace="launched")),
    path("", include("slipway.launches.urls")),
    path("accounts/", include("slipway.orgs.account.urls")),  # before allauth's own, at some of the same addresses
    path("accounts/", include("allauth.account.urls")),
    path("accounts/two-step/", include("allauth.mfa.urls")),
    path("", include("slipway.picker.urls")),
    path("", include("slipway.people.urls")),
    path("", include("slipway.class_pages.urls")),
    path("", include("slipway.regrade_pages.urls")),
    path("", include("slipway.orgs.urls")),
    path("", include(organization_pages)),
    path("", include(runner_pages)),
    path("", include(file_pages)),
    path("", include("slipway.owner_pages.urls")),
    path("", include("slipway.receipts.urls")),
    path("", include(([*pages(signed_in), *progress_pages(signed_in)], "door"), namespace="own")),
]

handler404 = "slipway.web.failures.not_found"
