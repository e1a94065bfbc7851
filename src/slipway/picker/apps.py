from django.apps import AppConfig


class PickerConfig(AppConfig):
    name = "slipway.picker"
    label = "picker"
