"""A class grows no larger in the browser than its folder may be: what is exported can always be uploaded again."""

from io import BytesIO
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from slipway.content.export import class_folder
from slipway.content.extent import Extent, extent, outgrown
from slipway.content.folder import class_archive, class_files, read_class_archive, read_class_folder
from slipway.content.folder.write import write_class_folder
from slipway.content.guides.layout import lay_out
from slipway.content.guides.work import MOST_TOGETHER, Budget
from slipway.content.imports.run import import_class
from slipway.content.models import Classroom, StoredFile, Unit, UnitFile
from slipway.content.states import restore, withdraw
from tests import factories
from tests.class_pages.scene import Scene, file_in, image, scene
from tests.content.test_round_trip import FOLDERS
from tests.e2e.connecting import posted, signed_in
from tests.launches.school import school
from tests.servers import Slipway

pytestmark = [pytest.mark.http, pytest.mark.django_db]

MB = 1_000_000
FULL = Extent(entries=2_000, together=50 * MB, settings=200_000)
TOO_LARGE = "the class would hold more than 50 MB together"
TOO_MANY = "the class would hold more than 2000 files and folders"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (Extent(), FULL, ""),
        (Extent(), Extent(together=50 * MB + 1), TOO_LARGE),
        (Extent(), Extent(entries=2_001), TOO_MANY),
        (Extent(), Extent(modules=501), "A class has at most 500 modules."),
        (Extent(), Extent(settings=200_001), "title, description and modules would be longer than 200 KB"),
        (Extent(), Extent(toml=500_001), "settings of the class's units would be longer than 500 KB"),
        (Extent(), Extent(suites=3 * MB + 1), "test suites would be longer than 3 MB together"),
        (Extent(), Extent(programs=2 * MB + 1), "the programs of the class's exercises would be longer than 2 MB"),
        (Extent(), Extent(work=MOST_TOGETHER + 1), "guides would be too much work to lay out together"),
        (Extent(work=MOST_TOGETHER + 9), Extent(work=MOST_TOGETHER + 9), ""),
        (Extent(together=60 * MB), Extent(together=60 * MB), ""),  # from before there were bounds: it may be mended
        (Extent(together=60 * MB), Extent(together=55 * MB), ""),
        (Extent(together=60 * MB), Extent(together=60 * MB + 1), TOO_LARGE),
        (Extent(together=60 * MB), Extent(together=59 * MB, entries=2_001), TOO_MANY),
    ],
)
def test_what_may_grow_into_what(before: Extent, after: Extent, why: str) -> None:
    problem = outgrown(before, after)
    assert (problem is not None) == bool(why)
    assert why in (problem or "")


def measured(classroom: Classroom, root: Path) -> Extent:
    """The folder of the class as it lies on a disk."""
    write_class_folder(class_folder(classroom), root)
    found = list(root.rglob("*"))
    together = sum(path.stat().st_size for path in found if path.is_file())
    modules = read_class_folder(root).modules
    units = [unit for module in modules for unit in module.units]
    return Extent(
        entries=len(found),
        modules=len(modules),
        together=together,
        settings=(root / "class.toml").stat().st_size,
        toml=sum(path.stat().st_size for path in found if path.suffix == ".toml"),
        suites=sum(path.stat().st_size for path in found if path.suffix == ".yaml"),
        programs=sum(path.stat().st_size for path in found if path.suffix == ".py"),
        work=sum(unit.guide_work or 0 for unit in units),
    )


@pytest.mark.parametrize("name", FOLDERS)
def test_it_is_reckoned_as_it_lies_on_a_disk(name: str, tmp_path: Path) -> None:
    organization = factories.organization()
    classroom = import_class(actor=None, organization=organization, slug="python", folder=FOLDERS[name]).classroom
    unit = Unit.objects.filter(classroom=classroom, withdrawn_at=None).first()
    assert unit
    guide = "Größe und ☃ und 𝛑"
    Unit.objects.filter(pk=unit.pk).update(guide=guide, guide_work=lay_out(guide, Budget()).work, title="Ünit")
    for path in ("a/b/c.png", "a/d.png", "e/b/f.png"):
        file_in(unit, path)
    assert extent(classroom) == measured(classroom, tmp_path / "class")


def test_what_is_withdrawn_does_not_count_until_it_is_restored() -> None:
    there = scene()
    whole, unit = extent(there.made.classroom), there.made.unit("u1")
    withdraw(actor=there.people["owner"], row=unit)
    assert extent(there.made.classroom).entries == whole.entries - 3
    restore(actor=there.people["owner"], row=Unit.objects.get(pk=unit.pk))
    assert extent(there.made.classroom) == whole


def test_a_class_without_modules_is_no_folder_yet() -> None:
    made = factories.classroom_with_units(modules=0)
    assert extent(made.classroom) == Extent()


def save(client: Client, unit: Unit, **more: object) -> HttpResponse:
    sent = {"title": unit.title, "points": "10", "guide": "What I typed", **more}
    answer: HttpResponse = client.post(f"/units/{unit.pk}/edit", sent)  # type: ignore[assignment]
    return answer


def hold(unit: Unit, *, files: int, each: int) -> None:
    """Give the unit that many files of that size, without their contents."""
    stored = StoredFile.objects.create(sha256=f"{each:064d}", size=each, content_type="text/plain", content=b"")
    UnitFile.objects.bulk_create(UnitFile(unit=unit, path=f"file-{n}.txt", file=stored) for n in range(files))


@pytest.fixture
def there() -> Scene:
    return scene()


def test_one_image_too_much_is_refused_and_what_was_typed_stays(there: Scene) -> None:
    unit, teacher = there.made.unit("u1"), there.browser()
    hold(unit, files=10, each=5 * MB - 500)
    answer = save(teacher, unit, images=image("one.png"), title="x" * 200, guide="What I typed" * 600)
    assert answer.status_code == 422
    assert TOO_LARGE in answer.content.decode()
    assert "What I typed" in answer.content.decode()
    assert not UnitFile.objects.filter(path="one.png").exists()
    unit.refresh_from_db()
    assert unit.guide == ""
    UnitFile.objects.filter(path="file-0.txt").delete()
    assert save(teacher, unit, images=image("one.png")).status_code == 302


def test_a_copy_and_a_restored_unit_count_too(there: Scene) -> None:
    teacher, unit, other = there.browser(), there.made.unit("u1"), there.made.unit("u2")
    hold(unit, files=1_100, each=10)
    withdraw(actor=there.people["owner"], row=other)
    page = teacher.post(f"/units/{unit.pk}/duplicate", follow=True).content.decode()
    assert TOO_MANY in page
    assert Unit.objects.filter(classroom=there.made.classroom).count() == len(there.made.units)
    UnitFile.objects.bulk_create(
        UnitFile(unit=other, path=f"more-{n}.txt", file=StoredFile.objects.get()) for n in range(1_100)
    )
    assert TOO_MANY in teacher.post(f"/units/{other.pk}/restore", follow=True).content.decode()
    other.refresh_from_db()
    assert other.withdrawn_at


@pytest.mark.long
def test_a_class_that_is_full_comes_back_from_its_archive_and_folder(there: Scene, tmp_path: Path) -> None:
    classroom, unit = there.made.classroom, there.made.unit("u1")
    room = 2_000 - extent(classroom).entries
    stored = file_in(unit, "zero.png").file
    UnitFile.objects.bulk_create(UnitFile(unit=unit, path=f"{n}.png", file=stored) for n in range(room - 2))
    teacher = there.browser()
    assert save(teacher, unit, images=image("last.png")).status_code == 302
    assert TOO_MANY in save(teacher, unit, images=image("beyond.png")).content.decode()
    full = class_folder(classroom)
    assert class_files(read_class_archive(BytesIO(class_archive(full, name="python")))) == class_files(full)
    write_class_folder(full, tmp_path / "python")
    assert class_files(read_class_folder(tmp_path / "python")) == class_files(full)


def test_it_is_reckoned_on_both_databases(anywhere_at_length: Slipway, tmp_path: Path) -> None:
    acme = school(anywhere_at_length, tmp_path)
    with signed_in(anywhere_at_length, acme.owner) as owner:
        path = f"/units/{acme.unit('python', 'loops')}/edit"
        saved = posted(owner, path, title="Größe", points="1", guide="Größe ☃")
    assert saved.status_code == 302
