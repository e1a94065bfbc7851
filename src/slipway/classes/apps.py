from django.apps import AppConfig


class ClassesConfig(AppConfig):
    name = "slipway.classes"
    label = "classes"

    def ready(self) -> None:
        from slipway.classes.merge import give_back_enrolments, move_enrolments  # noqa: PLC0415  # models are there only now
        from slipway.classes.told import watch_use  # noqa: PLC0415
        from slipway.lms.in_use import watchers  # noqa: PLC0415
        from slipway.people.linking import Mover, movers  # noqa: PLC0415

        watchers.append(watch_use)
        movers.append(Mover(name="enrolments", move=move_enrolments, give_back=give_back_enrolments))
