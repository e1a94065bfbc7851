"""`python -m bench.rows.content UNITS STUDENTS`: a class with so many units, twenty in a module, and so many students.

They came by a launch and have begun every unit. Made from a class of a few units and one student's launch.
"""

import sys
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from bench.rows.copies import Copies, loading, model, one  # noqa: E402

IN_A_MODULE = 20


def main() -> None:
    """Make them."""
    units, students = map(int, sys.argv[1:])
    classroom: Any = one("Classroom", slug="python")
    there = model("Unit")._default_manager.filter(classroom_id=classroom.pk)  # noqa: SLF001  # Django's documented way
    before = list(there.values_list("pk", flat=True))
    with loading():
        made = make_units(there.first(), units - len(before))
        make_students([*before, *made], students)


def make_units(seed: Any, number: int) -> list[Any]:
    """More units like one, in modules like its own."""
    modules, units = Copies(one("Module", pk=seed.module_id)), Copies(seed)
    homes = [modules.new_key() for _ in range(-(-number // IN_A_MODULE))]
    modules.write(
        modules.row(key, slug=f"module-{place}", title=f"Module {place}", position=1000 + place)
        for place, key in enumerate(homes)
    )
    keys = [units.new_key() for _ in range(number)]
    units.write(
        units.row(
            key,
            slug=f"unit-{place}",
            title=f"Unit {place}",
            module_id=homes[place // IN_A_MODULE],
            position=place % IN_A_MODULE,
        )
        for place, key in enumerate(keys)
    )
    return keys


def make_students(units: list[Any], number: int) -> None:
    """More students like the one who is there; a third of what they have begun is completed."""
    if not number:
        return
    enrolment = one("Enrolment", role="student")
    identity = one("LmsIdentity", user_id=enrolment.user_id)
    users, enrolments = Copies(one("User", pk=enrolment.user_id)), Copies(enrolment)
    identities = Copies(identity)
    workspaces = Copies(model("Workspace")(unit_id=units[0], user_id=enrolment.user_id, started_at=datetime.now(UTC)))
    made = [users.new_key() for _ in range(number)]
    users.write(users.row(key) for key in made)
    identities.write(
        identities.row(identities.new_key(), user_id=key, name=f"Sam {place}") for place, key in enumerate(made)
    )
    enrolments.write(enrolments.row(enrolments.new_key(), user_id=key) for key in made)
    workspaces.write(
        workspaces.row(
            workspaces.new_key(), unit_id=unit, user_id=key, completed_at=None if place % 3 else datetime.now(UTC)
        )
        for key in made
        for place, unit in enumerate(units)
    )


if __name__ == "__main__":
    main()
