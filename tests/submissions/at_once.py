"""A program: eight threads hand in at the same moment where three attempts are allowed, on the database that the
environment names.

Prints `<taken> <refused> <numbers> <errors>`.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

THREADS = 8


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "slipway.site.settings"
    django.setup()
    from django.db import connection  # noqa: PLC0415  # only after django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from slipway.submissions.handing_in import Handed, NotTakenError, submit  # noqa: PLC0415
    from slipway.submissions.models import Submission  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    person, unit = factories.account(), factories.classroom_with_units().unit("u1")
    connection.close()
    together = Barrier(THREADS)

    def at_once(_: int) -> str:
        together.wait()
        handed = Handed(files={"a.py": ""}, at=timezone.now())
        try:
            submit(unit=unit, user=person, handed=handed, allowed=3, then=lambda _made: None)
        except NotTakenError:
            return "refused"
        except Exception as error:  # counted
            return repr(error)
        else:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(at_once, range(THREADS)))
    numbers = sorted(Submission.objects.values_list("number", flat=True))
    errors = {answer for answer in answers if answer not in {"taken", "refused"}}
    print(answers.count("taken"), answers.count("refused"), numbers, *errors)


if __name__ == "__main__":
    main()
