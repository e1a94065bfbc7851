"""The page of a unit's files: what it saves is what a folder would be, and nothing that was written is lost."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from slipway.audit.models import AuditEntry
from slipway.content.editing.unit_faults import FoundFaults, faults_of_unit
from slipway.content.export import class_folder
from slipway.content.folder import FolderUnit, class_files, read_class_archive
from slipway.content.imports.run import import_class
from slipway.content.models import Unit
from slipway.content.states import withdraw
from tests.class_pages.scene import PNG, Scene
from tests.class_pages.sent_files import OpenPage
from tests.content.archives import packed
from tests.content.exercises.test_unit_test_files import FILES as UNIT_TEST_FILES
from tests.content.exercises.unit_files import EXERCISE_FILES, SUITE, exercise_class

pytestmark = [pytest.mark.http, pytest.mark.django_db]

MARKED = "\ufeff# marked\r\nx = 1\r\n".encode()


@pytest.fixture
def exercise(there: Scene) -> Unit:
    """The exercise of `tests.content.exercises`, with files that an editor may spoil."""
    content = exercise_class(**{"tests/files/secret.png": PNG + b"1", "tests/marked.py": MARKED, "boxes.png": PNG})
    import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=content)
    return Unit.objects.get(classroom=there.classroom, slug="u")


def folder_of(there: Scene) -> dict[str, bytes]:
    return class_files(class_folder(there.fresh()))


def assert_read_again(there: Scene) -> None:
    """What the page saved, an export writes and an import reads, and nothing changes by it."""
    read = read_class_archive(BytesIO(packed(folder_of(there))))
    report = import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=read)
    assert report.changes == []


def test_saving_what_the_page_shows_changes_no_byte_and_leaves_no_trace(there: Scene, exercise: Unit) -> None:
    before = folder_of(there)
    page = OpenPage(there, exercise)
    entries = AuditEntry.objects.count()
    answer = page.save()
    assert answer.status_code == 302
    assert folder_of(there) == before
    assert AuditEntry.objects.count() == entries
    assert "There was nothing to save." in page.browser.get(answer["Location"]).content.decode()


def test_all_changes_are_saved_together_with_one_audit_row(there: Scene, exercise: Unit) -> None:
    page = OpenPage(there, exercise)
    page.write("reference/shapes.py", text="def area(a, b):\r\n    return b * a\r\n")
    page.write("tests/files/words.csv", text="a;b\r\n3;4\r\n")
    page.write("tests/marked.py", text="# marked\r\nx = 2\r\n")
    page.write("wrong/adds.py", name="sums.py")
    page.write("wrong/broken.py", remove="on")
    page.add("starter/", "notes/more.txt", "Ünd\r\n")
    uploads = [SimpleUploadedFile("a.bin", b"\0\1\r\n"), SimpleUploadedFile("secret.png", PNG + b"2")]
    answer = page.save(**{"upload-data": uploads})
    assert answer.status_code == 302, page.page
    files = folder_of(there)
    assert files["u/reference/shapes.py"] == b"def area(a, b):\n    return b * a\n"
    assert files["u/tests/files/words.csv"] == b"a;b\r\n3;4\r\n"  # with the ends of lines that it had
    assert files["u/tests/marked.py"] == MARKED.replace(b"1", b"2")
    assert files["u/wrong/sums.py"] == EXERCISE_FILES["wrong/adds.py"]
    assert not {"u/wrong/adds.py", "u/wrong/broken.py"} & set(files)
    assert files["u/starter/notes/more.txt"] == "Ünd\n".encode()
    assert (files["u/tests/files/a.bin"], files["u/tests/files/secret.png"]) == (b"\0\1\r\n", PNG + b"2")
    entry = AuditEntry.objects.latest("at")
    assert (entry.action, entry.details["files_written"], entry.details["files_removed"]) == ("unit.files", "7", "2")
    assert_read_again(there)


@pytest.mark.parametrize(
    ("path", "text", "line", "told"),
    [
        ("tests/tests.yaml", SUITE.replace("testcases", "testcase", 1), 4, "did you mean"),
        ("tests/tests.yaml", SUITE.replace("return: 6", "retrun: 6"), 6, "did you mean"),
        ("wrong/adds.py", "def area(a, b):\n    return 0\n", 1, "must begin with a comment"),
        ("tests/near.py", "def outside(context):\n    return True\n", None, "has no function"),
    ],
)
def test_a_fault_is_told_beside_its_line_and_nothing_is_lost(
    there: Scene, exercise: Unit, path: str, text: str, line: int | None, told: str
) -> None:
    before, page = folder_of(there), OpenPage(there, exercise)
    page.write(path, text=text)
    page.write("starter/notes.txt", text="Typed <b>too</b>.\n")
    assert page.save().status_code == 422
    assert folder_of(there) == before
    assert told in page.page
    assert page.fields[f"{page.row(path)}-text"] == text.replace("\n", "\r\n")
    assert page.fields[f"{page.row('starter/notes.txt')}-text"] == "Typed <b>too</b>.\r\n"
    if line is not None:
        assert f'data-fault="{line}"' in page.page
        assert f"{path}, line {line}" in page.page
    page.write(path, text=EXERCISE_FILES[path].decode())
    assert page.save().status_code == 302
    assert folder_of(there)["u/starter/notes.txt"] == b"Typed <b>too</b>.\n"


def test_a_file_is_downloaded_as_it_is(there: Scene, exercise: Unit) -> None:
    path = f"/units/{exercise.pk}/files"
    assert f'href="{path}?download=tests%2Fnear.py"' in there.browser().get(path).content.decode()
    answer = there.browser().get(path, {"download": "tests/near.py"})
    assert answer.content == EXERCISE_FILES["tests/near.py"]
    assert answer["Content-Disposition"] == 'attachment; filename="near.py"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert there.browser().get(path, {"download": "tests/../unit.toml"}).status_code == 404
    assert there.browser("student").get(path, {"download": "tests/near.py"}).status_code == 404


@pytest.mark.parametrize("language", ["de", "es"])
def test_faults_are_told_in_the_language_of_the_page(there: Scene, exercise: Unit, language: str) -> None:
    page = OpenPage(there, exercise)
    page.write("wrong/adds.py", text="x = 1\n")
    answer = page.browser.post(page.path, page.fields, headers={"Accept-Language": language})
    assert "must begin with a comment" not in answer.content.decode()


@pytest.mark.parametrize(
    ("folder", "name", "told"),
    [
        ("tests/", "../../x", "is no file name"),
        ("starter/", "ä.py", "has a name that an editor cannot keep"),
        ("wrong/", "deep/a.py", "is no wrong solution"),
        ("", "unit.toml", "is written on the page of the unit"),
        ("", "solution/a.py", "is no part of an exercise; did you mean reference?"),
        ("tests/", "NEAR.py", "differs only by case"),
        ("tests/", "near.py", "There is a file of this name already."),
        ("tests/", "", "Write the name of this file."),
        ("tests/", ".env", "files they leave behind"),
    ],
)
def test_a_name_that_a_folder_could_not_have_is_refused(
    there: Scene, exercise: Unit, folder: str, name: str, told: str
) -> None:
    before, page = folder_of(there), OpenPage(there, exercise)
    page.add(folder, name, "# x\n")
    assert page.save().status_code in {409, 422}
    assert told in page.page
    assert folder_of(there) == before
    assert "# x\r\n" in page.fields.values()


class TestTwoTeachers:
    """Two pages, opened at the same time."""

    def test_changes_of_different_files_are_both_kept(self, there: Scene, exercise: Unit) -> None:
        mine, theirs = OpenPage(there, exercise), OpenPage(there, exercise, "owner")
        theirs.write("starter/notes.txt", text="Theirs.\n")
        mine.write("tests/near.py", text="def within(context):\n    return False\n")
        assert (theirs.save().status_code, mine.save().status_code) == (302, 302)
        files = folder_of(there)
        assert files["u/starter/notes.txt"] == b"Theirs.\n"
        assert files["u/tests/near.py"].endswith(b"False\n")

    def test_a_change_of_the_same_file_shows_both_texts(self, there: Scene, exercise: Unit) -> None:
        mine, theirs = OpenPage(there, exercise), OpenPage(there, exercise, "owner")
        theirs.write("starter/notes.txt", text="Theirs.\n")
        mine.write("starter/notes.txt", text="Mine.\n")
        assert theirs.save().status_code == 302
        assert mine.save().status_code == 409
        assert folder_of(there)["u/starter/notes.txt"] == b"Theirs.\n"
        assert "Theirs." in mine.page
        assert mine.fields[f"{mine.row('starter/notes.txt')}-text"] == "Mine.\r\n"
        assert mine.save().status_code == 302  # whoever saves again has seen both
        assert folder_of(there)["u/starter/notes.txt"] == b"Mine.\n"

    def test_theirs_can_be_left(self, there: Scene, exercise: Unit) -> None:
        mine, theirs = OpenPage(there, exercise), OpenPage(there, exercise, "owner")
        theirs.write("starter/notes.txt", text="Theirs.\n")
        mine.write("starter/notes.txt", text="Mine.\n")
        theirs.save()
        mine.save()
        mine.write("starter/notes.txt", leave="on")
        assert mine.save().status_code == 302
        assert folder_of(there)["u/starter/notes.txt"] == b"Theirs.\n"

    def test_what_was_removed_comes_back_only_by_saving_again(self, there: Scene, exercise: Unit) -> None:
        mine, theirs = OpenPage(there, exercise), OpenPage(there, exercise, "owner")
        theirs.write("starter/notes.txt", remove="on")
        mine.write("starter/notes.txt", text="Mine.\n")
        theirs.save()
        assert mine.save().status_code == 409
        assert "u/starter/notes.txt" not in folder_of(there)
        assert mine.save().status_code == 302
        assert folder_of(there)["u/starter/notes.txt"] == b"Mine.\n"

    def test_an_upload_replaces_only_what_was_seen(self, there: Scene, exercise: Unit) -> None:
        mine, theirs = OpenPage(there, exercise), OpenPage(there, exercise, "owner")
        theirs.save(**{"upload-data": [SimpleUploadedFile("secret.png", PNG + b"theirs")]})
        assert mine.save(**{"upload-data": [SimpleUploadedFile("secret.png", PNG + b"mine")]}).status_code == 409
        assert "tests/files/secret.png was changed by somebody" in mine.page
        assert folder_of(there)["u/tests/files/secret.png"] == PNG + b"theirs"

    def test_what_is_saved_while_it_is_checked_is_seen(
        self, there: Scene, exercise: Unit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mine, theirs = OpenPage(there, exercise), OpenPage(there, exercise, "owner")
        theirs.write("starter/notes.txt", text="Theirs.\n")
        mine.write("starter/notes.txt", text="Mine.\n")
        late = [theirs]

        def checked(unit: FolderUnit) -> FoundFaults:
            if late:
                late.pop().save()
            return faults_of_unit(unit)

        monkeypatch.setattr("slipway.content.editing.save_files.faults_of_unit", checked)
        assert mine.save().status_code == 409
        assert folder_of(there)["u/starter/notes.txt"] == b"Theirs.\n"


class TestNamesAndTabs:
    """What an exercise calls its files, and what is said of the suite's tabs."""

    def test_the_program_is_renamed_with_all_that_names_it(self, there: Scene, exercise: Unit) -> None:
        page = OpenPage(there, exercise)
        for folder in ("starter", "reference"):
            page.write(f"{folder}/shapes.py", name="boxes.py")
        page.write("tests/tests.yaml", text=SUITE.replace("namespace: shapes", "namespace: boxes"), name="suite.yaml")
        page.fields |= {"names-file": "boxes.py", "names-tests": "tests/suite.yaml"}
        assert page.save().status_code == 302, page.page
        assert b'file = "boxes.py"\ntests = "tests/suite.yaml"\n' in folder_of(there)["u/unit.toml"]
        assert_read_again(there)

    def test_a_name_that_fits_nothing_is_refused(self, there: Scene, exercise: Unit) -> None:
        page = OpenPage(there, exercise)
        page.fields["names-file"] = "random.py"
        assert page.save().status_code == 422
        assert "module of Python" in page.page
        assert page.fields["names-file"] == "random.py"

    def test_a_renamed_tab_keeps_its_points(self, there: Scene, exercise: Unit) -> None:
        page = OpenPage(there, exercise)
        page.write("tests/tests.yaml", text=SUITE.replace('"Hidden"', '"Secret"'))
        answer = page.save()
        assert answer.status_code == 302, page.page
        exercise.refresh_from_db()
        assert exercise.exercise is not None
        assert [(tab.tab, tab.share) for tab in exercise.exercise.tabs] == [("Examples", 20), ("Secret", 80)]
        assert "is called “Secret” now" in page.browser.get(answer["Location"]).content.decode()
        assert_read_again(there)

    def test_a_renamed_class_of_tests_keeps_its_points(self, there: Scene) -> None:
        content = exercise_class(**UNIT_TEST_FILES)
        import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=content)
        exercise = Unit.objects.get(classroom=there.classroom, slug="u")
        page = OpenPage(there, exercise)
        tests = UNIT_TEST_FILES["tests/test_shapes.py"]
        assert tests is not None
        page.write("tests/test_shapes.py", text=tests.decode().replace("Hidden", "Secret"))
        assert page.save().status_code == 302, page.page
        exercise.refresh_from_db()
        assert exercise.exercise is not None
        assert [(tab.tab, tab.share) for tab in exercise.exercise.tabs] == [("Examples", 20), ("Secret", 80)]
        assert_read_again(there)


def test_a_class_that_is_full_is_told_and_nothing_is_lost(
    there: Scene, exercise: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slipway.content.folder.limits.MAX_PROGRAMS_TOGETHER", 200)
    page = OpenPage(there, exercise)
    page.add("tests/", "more.py", "# " + "x" * 300 + "\n")
    assert page.save().status_code == 422
    assert "the programs of the class&#x27;s exercises would be longer" in page.page
    assert any("xxx" in str(value) for value in page.fields.values())


def test_what_no_text_can_hold_is_told(there: Scene, exercise: Unit) -> None:
    page = OpenPage(there, exercise)
    page.write("starter/notes.txt", text="a\0b")
    assert page.save().status_code == 422
    assert "Null characters are not allowed" in page.page


def test_a_reading_has_files_too(there: Scene) -> None:
    page = OpenPage(there, there.unit())
    page.add("", "data/words.txt", "a\n")
    assert page.save().status_code == 302
    assert "names-file" not in page.fields
    assert [row.path for row in there.unit().files.all()] == ["data/words.txt"]


def test_a_withdrawn_unit_can_be_written(there: Scene, exercise: Unit) -> None:
    withdraw(actor=there.people["teacher"], row=exercise)
    page = OpenPage(there, exercise)
    assert "This unit was withdrawn" in page.page
    page.write("starter/notes.txt", text="Later.\n")
    assert page.save().status_code == 302


@pytest.mark.parametrize("sent", [{}, {"files": "x"}, {"files": "999999"}, {"files": "3", "file-0-folder": "../"}])
def test_a_form_that_no_page_sends_changes_nothing(there: Scene, exercise: Unit, sent: dict[str, str]) -> None:
    before = folder_of(there)
    answer = there.browser().post(f"/units/{exercise.pk}/files", sent)
    assert answer.status_code in {302, 422}
    assert folder_of(there) == before


class TestNewExercise:
    """An exercise from scratch."""

    def test_it_begins_as_a_small_one_that_works(self, there: Scene) -> None:
        answer = there.post("/modules/{module}/exercises/new", {"title": "Rectangles"})
        made = Unit.objects.get(classroom=there.classroom, slug="rectangles")
        assert answer["Location"] == f"/units/{made.pk}/files"
        assert (made.kind, made.published, made.module) == ("exercise", False, there.module())
        assert OpenPage(there, made).save().status_code == 302
        assert_read_again(there)

    @pytest.mark.parametrize("title", ["", "x" * 201])
    def test_it_has_a_title(self, there: Scene, title: str) -> None:
        assert there.post("/modules/{module}/exercises/new", {"title": title}).status_code == 422
