from django.apps import AppConfig


class ExerciseChecksConfig(AppConfig):
    name = "slipway.exercise_checks"
    label = "exercise_checks"

    def ready(self) -> None:
        from slipway.exercise_checks.unit_check_job import CHECK_EXERCISE  # noqa: PLC0415  # models are there only now
        from slipway.jobs.kinds import register_job_kind  # noqa: PLC0415

        register_job_kind(CHECK_EXERCISE)
