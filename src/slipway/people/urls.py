"""Addresses that single-use codes and mailed links lead to."""

from django.urls import path

from slipway.people import unlink_views, views

urlpatterns = [
    path("enter", views.enter, name="enter"),
    path("leave", views.leave, name="leave"),
    path("set-up-sign-in", views.set_up, name="set-up-sign-in"),
    path("set-up-sign-in/<str:token>", views.set_password, name="set-password"),
    path("link", views.link, name="link"),
    path("unlink", unlink_views.unlink_here, name="unlink"),
    path("my-lms-accounts", unlink_views.my_lms_accounts, name="lms-accounts"),
    path("my-lms-accounts/<uuid:identity_id>/unlink", unlink_views.unlink_mine, name="lms-account-unlink"),
]
