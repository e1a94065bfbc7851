"""A program: eight submissions of one student are graded at the same moment, on the database of the environment.

Prints `<how many the grade counts> <the best score> <errors>`, then what a teacher finds of the class in each order and
with each filter.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import django

THREADS = 8


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "slipway.site.settings"
    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415  # only after django.setup()

    from slipway.gradebook.counting import count_again  # noqa: PLC0415
    from slipway.gradebook.models import Grade  # noqa: PLC0415
    from slipway.submissions.models import Submission  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415
    from tests.gradebook.handed_in import handed_in  # noqa: PLC0415
    from tests.submissions.exercise import exercise_unit  # noqa: PLC0415

    student, unit = factories.account(name="Sam"), exercise_unit()
    factories.enrol(student, unit.classroom)
    rows = [handed_in(unit, student) for _ in range(THREADS)]
    connection.close()
    together = Barrier(THREADS)

    def graded(place: int) -> str:
        together.wait()
        try:
            with transaction.atomic():
                score = f"0.{place + 1}"
                Submission.objects.filter(pk=rows[place].pk).update(state="graded", score=score, kept_score=score)
                count_again(rows[place])
        except Exception as error:  # counted
            return repr(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(THREADS) as pool:
        errors = [error for error in pool.map(graded, range(THREADS)) if error]
    grade = Grade.objects.get()
    print(grade.graded, grade.score, errors, found(unit))


def found(unit: Any) -> str:
    """How many students each order and each filter finds."""
    from django.utils import timezone  # noqa: PLC0415  # only after django.setup()

    from slipway.progress_pages.chosen import Chosen, Only, Sort  # noqa: PLC0415
    from slipway.progress_pages.progress_facts import facts_of  # noqa: PLC0415

    now, units = timezone.now(), [unit]
    asked = [Chosen(sort=sort, only=only) for sort in Sort for only in (None, *Only)]
    rows = [list(each.students(unit.classroom, units, now)) for each in asked]
    facts_of([each.user_id for each in rows[0]], units)
    return "".join(str(len(each)) for each in rows)


if __name__ == "__main__":
    main()
