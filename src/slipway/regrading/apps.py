from django.apps import AppConfig


class RegradingConfig(AppConfig):
    name = "slipway.regrading"
    label = "regrading"

    def ready(self) -> None:
        from slipway.jobs.kinds import register_job_kind  # noqa: PLC0415  # models are there only now
        from slipway.regrading.rehearsal import REGRADE  # noqa: PLC0415

        register_job_kind(REGRADE)
