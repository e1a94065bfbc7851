"""The registry of kinds of units: what a kind says is asked for wherever it matters."""

from io import BytesIO
from pathlib import Path

import pytest

import slipway.workspaces
from slipway.class_pages.unit_kinds import UNIT_FORMS
from slipway.content.folder import FolderRefused, read_class_archive
from slipway.content.kinds import UNIT_KINDS
from slipway.content.models import Unit
from slipway.sessions.unit_files import image_url_for
from slipway.sessions.visitor import Visitor
from tests.class_pages.scene import Scene, file_in, scene
from tests.content.archives import packed
from tests.content.kind_of_tests import QUIZ, with_quizzes

ONE_OF = 'kind must be one of "reading", "exercise"'
PAGES = Path(slipway.workspaces.__file__).parent / "templates/workspaces/kinds"


def test_every_kind_has_a_page_and_a_form() -> None:
    assert {page.stem for page in PAGES.glob("*.html")} == set(UNIT_KINDS) == set(UNIT_FORMS)
    assert all(kind.code == code and len(code) <= 16 for code, kind in UNIT_KINDS.items())


def faults(settings: str, **more: bytes) -> list[str]:
    files = {"class.toml": b'title = "C"\n[[module]]\nslug = "m"\ntitle = "M"\nunits = ["u"]\n'}
    files |= {"u/unit.toml": f'title = "U"\n{settings}'.encode(), "u/guide.md": b"", **more}
    try:
        read_class_archive(BytesIO(packed(files)))
    except FolderRefused as refused:
        return [str(fault) for fault in refused.faults]
    return []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('kind = "reading"\n', []),
        ('kind = "readin"\n', [f"u/unit.toml:2: {ONE_OF}; did you mean 'reading'?"]),
        ('points = 1\nkind = "zebra"\n', [f"u/unit.toml:3: {ONE_OF}"]),
        ("kind = 5\n", [f"u/unit.toml:2: {ONE_OF}"]),
        ('knd = "reading"\n', ["u/unit.toml:2: unknown key 'knd'; did you mean 'kind'?"]),
    ],
)
def test_a_kind_is_one_that_is_known(settings: str, told: list[str]) -> None:
    assert faults(settings) == told


def test_a_kind_looks_at_the_files_of_its_units(monkeypatch: pytest.MonkeyPatch) -> None:
    with_quizzes(monkeypatch)
    empty = {"u/answers.txt": b" "}
    assert faults('kind = "quiz"\n', **empty) == ["u/answers.txt:1: has no answers"]
    assert faults('kind = "quiz"\n', **{"u/answers.txt": b"1"}) == []
    assert faults("", **empty) == []  # a reading may have such a file


@pytest.mark.http
@pytest.mark.django_db
class TestRows:
    @pytest.fixture
    def there(self, monkeypatch: pytest.MonkeyPatch) -> Scene:
        with_quizzes(monkeypatch)
        return scene(lti_enabled=False)

    def test_what_a_kind_hides_has_no_address(self, there: Scene) -> None:
        file_in(there.unit(), "answers/right.png")
        student = there.people["student"]
        visitor = Visitor(user=student, name="Sam")
        shown = image_url_for(visitor, there.unit())("answers/right.png")
        assert shown
        Unit.objects.update(kind=QUIZ.code)
        assert image_url_for(visitor, there.unit())("answers/right.png") is None
        assert there.browser("student").get(shown).status_code == 404  # an address from before is no way in either

    def test_a_teacher_who_writes_a_unit_leaves_its_kind(self, there: Scene) -> None:
        Unit.objects.update(kind=QUIZ.code)
        unit = there.unit()
        form = {"title": "Mine", "points": "1", "guide": "Mine"}
        assert there.post("/units/{unit}/edit", form).status_code == 302
        unit.refresh_from_db()
        assert (unit.title, unit.kind) == ("Mine", QUIZ.code)

    def test_only_what_students_mark_is_completed_by_marking(self, there: Scene) -> None:
        browser = there.browser("student")
        Unit.objects.filter(slug="u2").update(kind=QUIZ.code)
        assert browser.post(f"/units/{there.unit('u2').pk}/complete").status_code == 404
        assert browser.post(f"/units/{there.unit('u1').pk}/complete").status_code == 303
