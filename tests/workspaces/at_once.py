"""A program: eight threads complete one unit at the same moment, on the migrated database that the environment names.

Prints `<workspaces> <different answers> <errors>`.
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

    from slipway.workspaces.models import Workspace  # noqa: PLC0415
    from slipway.workspaces.progress import complete  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    person, unit = factories.account(), factories.classroom_with_units().unit("u1")
    connection.close()
    together = Barrier(THREADS)

    def at_once(_: int) -> object:
        together.wait()
        try:
            done = complete(user=person, unit=unit)
        except Exception as error:  # counted
            return repr(error)
        else:
            return (done.pk, done.completed_at)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(at_once, range(THREADS)))
    errors = {answer for answer in answers if isinstance(answer, str)}
    print(Workspace.objects.count(), len(set(answers)), *errors)


if __name__ == "__main__":
    main()
