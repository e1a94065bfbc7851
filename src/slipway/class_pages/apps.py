from django.apps import AppConfig


class ClassPagesConfig(AppConfig):
    name = "slipway.class_pages"
    label = "class_pages"
