from django.apps import AppConfig


class OwnerPagesConfig(AppConfig):
    name = "slipway.owner_pages"
    label = "owner_pages"
