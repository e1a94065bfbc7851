from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "slipway.sessions"
    label = "launch_sessions"  # "sessions" is Django's own
