"""The addresses of organizations and invitations."""

from django.urls import path

from slipway.orgs import people_views, views
from slipway.orgs.account import own_views
from slipway.orgs.invitations import views as invitation_views

SETTINGS_PATH = "organizations/<uuid:organization_id>/settings"

urlpatterns = [
    path("organizations/", views.organizations, name="organizations"),
    path(SETTINGS_PATH, views.settings, name="organization-settings"),
    path(f"{SETTINGS_PATH}/people", people_views.people, name="organization-people"),
    path(f"{SETTINGS_PATH}/people/<uuid:membership_id>/role", people_views.set_role, name="member-role"),
    path(f"{SETTINGS_PATH}/people/<uuid:membership_id>/remove", people_views.remove, name="member-remove"),
    path(
        f"{SETTINGS_PATH}/invitations/<uuid:invitation_id>/revoke",
        people_views.revoke_invitation,
        name="invitation-revoke",
    ),
    path("my-sign-ins", own_views.my_sign_ins, name="my-sign-ins"),
    path("my-language", own_views.my_language, name="my-language"),
    path("invitations", invitation_views.invitation, name="invitation"),
    path("invitations/join", invitation_views.join, name="invitation-join"),
    path("invitations/<str:token>", invitation_views.open_invitation, name="invitation-open"),
]
