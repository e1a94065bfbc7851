"""While somebody sends an archive that is as much work as is let in, everybody else comes in as ever."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from tests.canvas import person
from tests.content.archives import packed
from tests.launches.owner import owner_of
from tests.launches.school import School
from tests.way_in import is_let_in

pytestmark = pytest.mark.http

UNITS = 60


def large_archive() -> bytes:
    """A class of sixty guides that keep the parser busy, with files."""
    names = [f"unit-{number}" for number in range(UNITS)]
    listed = ", ".join(f'"{name}"' for name in names)
    files = {"class.toml": f'title = "Large"\n[[module]]\nslug = "a"\ntitle = "A"\nunits = [{listed}]\n'.encode()}
    for name in names:
        files[f"{name}/unit.toml"] = b'title = "Unit"\n'
        files[f"{name}/guide.md"] = "\n\n".join(["*a_b `c` [d](https://e.example/) " * 20] * 10).encode()
        files[f"{name}/notes.txt"] = name.encode() * 5_000
    return packed(files)


def test_a2_launches_beside_a_large_import_are_let_in(acme: School) -> None:
    music = acme.classes["music"]["id"]
    with owner_of(acme) as owner, ThreadPoolExecutor(1) as pool:

        def bring() -> list[int]:
            token = {"csrfmiddlewaretoken": owner.browser.cookies["slipway_csrf"]}
            file = {"archive": ("large.zip", large_archive(), "application/zip")}
            sent = owner.browser.post(f"/classes/{music}/admin/upload", data=token, files=file)
            return [sent.status_code, owner.post(sent.headers["Location"]).status_code]

        importing, answers = pool.submit(bring), []
        for number in count():
            if importing.done():
                break
            answers.append(is_let_in(acme.canvas.launch(acme.loops, person(f"beside-{number}"), course=7)))
        assert importing.result() == [302, 302]
    assert len(answers) >= 3  # it took long enough to be beside it
    assert all(answers)
    (shown,) = [entry for entry in acme.server.show()["organizations"] if entry["slug"] == acme.slug]
    (large,) = [entry for entry in shown["classes"] if entry["id"] == music]
    assert sum(len(module["units"]) for module in large["modules"]) >= UNITS
