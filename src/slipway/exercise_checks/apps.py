from django.apps import AppConfig


class ExerciseChecksConfig(AppConfig):
    name = "slipway.exercise_checks"
    label = "exercise_checks"
