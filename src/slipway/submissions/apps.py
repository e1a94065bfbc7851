from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "slipway.submissions"
    label = "submissions"

    def ready(self) -> None:
        from slipway.content.dates_changed import after_dates_change  # noqa: PLC0415  # models are there only now
        from slipway.jobs.kinds import register_job_kind  # noqa: PLC0415
        from slipway.people.linking import Mover, movers  # noqa: PLC0415
        from slipway.submissions.grading import GRADE  # noqa: PLC0415
        from slipway.submissions.merge import give_back_submissions, move_submissions  # noqa: PLC0415
        from slipway.submissions.recounting import RECOUNT, ask_for_recount  # noqa: PLC0415
        from slipway.submissions.trying import TRY_EXERCISE  # noqa: PLC0415

        register_job_kind(GRADE)
        register_job_kind(RECOUNT)
        register_job_kind(TRY_EXERCISE)
        after_dates_change.append(ask_for_recount)
        movers.append(Mover(name="submissions", move=move_submissions, give_back=give_back_submissions))
