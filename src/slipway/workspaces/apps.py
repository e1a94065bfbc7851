from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "slipway.workspaces"
    label = "workspaces"

    def ready(self) -> None:
        from slipway.people.linking import Mover, movers  # noqa: PLC0415  # models are there only now
        from slipway.workspaces.merge import give_back_workspaces, move_workspaces  # noqa: PLC0415

        movers.append(Mover(name="workspaces", move=move_workspaces, give_back=give_back_workspaces))
