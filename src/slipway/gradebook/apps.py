from django.apps import AppConfig


class GradebookConfig(AppConfig):
    name = "slipway.gradebook"
    label = "gradebook"

    def ready(self) -> None:
        from slipway.gradebook.counting import count_again  # noqa: PLC0415  # models are there only now
        from slipway.gradebook.merge import give_back_grades, move_grades, recount_changed  # noqa: PLC0415
        from slipway.people.linking import Mover, movers  # noqa: PLC0415
        from slipway.submissions.grading import after_grading  # noqa: PLC0415
        from slipway.submissions.merge import after_moving  # noqa: PLC0415
        from slipway.submissions.recounting import after_recounting  # noqa: PLC0415

        after_grading.append(count_again)
        after_moving.append(recount_changed)
        after_recounting.append(recount_changed)
        movers.append(Mover(name="gradebook", move=move_grades, give_back=give_back_grades))
