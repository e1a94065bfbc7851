from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "slipway.workspaces"
    label = "workspaces"

    def ready(self) -> None:
        from slipway.people.linking import Mover, movers  # noqa: PLC0415  # models are there only now
        from slipway.submissions.grading import after_grading  # noqa: PLC0415
        from slipway.workspaces.merge import give_back_workspaces, move_workspaces  # noqa: PLC0415
        from slipway.workspaces.progress import complete_when_full  # noqa: PLC0415

        after_grading.append(complete_when_full)
        movers.append(Mover(name="workspaces", move=move_workspaces, give_back=give_back_workspaces))
