from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "slipway.submissions"
    label = "submissions"

    def ready(self) -> None:
        from slipway.jobs.kinds import register_job_kind  # noqa: PLC0415  # models are there only now
        from slipway.people.linking import Mover, movers  # noqa: PLC0415
        from slipway.submissions.grading import GRADE  # noqa: PLC0415
        from slipway.submissions.merge import give_back_submissions, move_submissions  # noqa: PLC0415

        register_job_kind(GRADE)
        movers.append(Mover(name="submissions", move=move_submissions, give_back=give_back_submissions))
