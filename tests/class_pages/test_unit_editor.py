"""A unit's editor: text, times, guide and images."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse

from slipway.content.models import StoredFile
from slipway.content.unit_images import tame_name
from tests.class_pages.scene import PNG, Scene, file_in, image

http = [pytest.mark.http, pytest.mark.django_db]
FORM = {"title": "Loops", "points": "10", "guide": ""}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("boxes.png", "boxes.png"),
        ("My boxes (2).PNG", "My_boxes_2.png"),
        ("über.png", "über.png"),
        (".hidden.png", "hidden.png"),
        ("../../etc/passwd", "etcpasswd.png"),
        ("boxes", "boxes.png"),
        ("page.html", "page.html.png"),
        ("..", "image.png"),
        ("???.png", "image.png"),
        ("a" * 300 + ".png", "a" * 100 + ".png"),
    ],
)
def test_names_are_tamed(name: str, path: str) -> None:
    assert tame_name(name, "image/png") == path


class TestEditor:
    pytestmark = http

    def save(self, there: Scene, **fields: Any) -> HttpResponse:
        return there.post("/units/{unit}/edit", {**FORM, **fields})

    def files(self, there: Scene) -> dict[str, bytes]:
        return {row.path: bytes(row.file.content) for row in there.unit().files.select_related("file")}

    def test_a_new_unit_stands_at_the_end_of_its_module(self, there: Scene) -> None:
        path = there.path("/modules/{module}/units/new")
        browser = there.browser()
        answer = browser.post(path, {**FORM, "guide": "![a](boxes.png)", "images": [image()]})
        made = there.unit("loops")
        assert answer["Location"] == f"/units/{made.pk}/edit"
        assert (made.module, made.published, made.points) == (there.module(), False, Decimal(10))
        assert made.position > there.unit("u2").position
        assert 'src="unit-file:boxes.png"' in made.guide_html
        assert made.files.get().path == "boxes.png"

    def test_saving(self, there: Scene) -> None:
        slug = there.unit().slug
        answer = self.save(there, points="2.5", published="on", guide="# Hi\r\n\r\n<script>x</script>")
        assert answer.status_code == 302
        unit = there.unit()
        assert (unit.title, unit.points, unit.published, unit.slug) == ("Loops", Decimal("2.5"), True, slug)
        assert unit.guide == "# Hi\n\n<script>x</script>"
        assert "<script>" not in unit.guide_html
        assert there.deeds() == ["unit.edit"]

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("2026-09-01T08:00", datetime(2026, 9, 1, 8, tzinfo=UTC)),  # without the script: UTC, as the page says
            ("2026-09-01T08:00:00.000Z", datetime(2026, 9, 1, 8, tzinfo=UTC)),
            ("2026-09-01T08:00+02:00", datetime(2026, 9, 1, 6, tzinfo=UTC)),
            ("", None),
        ],
    )
    def test_times(self, there: Scene, sent: str, kept: datetime | None) -> None:
        assert self.save(there, due_at=sent).status_code == 302
        assert there.unit().due_at == kept

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("title", "", "required"),
            ("title", "x" * 201, "at most 200"),
            ("points", "-1", "greater than or equal to 0"),
            ("points", "10001", "less than or equal to 10000"),
            ("points", "1.234", "2 decimal places"),
            ("points", "NaN", "Enter a number"),
            ("due_at", "tomorrow", "Enter a valid date/time"),
            ("due_at", "0001-01-01T00:00", "between 2000 and 2199"),
            ("due_at", "9999-12-31T23:59", "between 2000 and 2199"),
            ("guide", "x" * 200_001, "longer than 200 KB"),
            ("guide", "a\x00b", "Null characters"),
            ("guide", "One\n\n![a](gone.png)\n", "in line 3"),
            ("remove", "00000000-0000-4000-8000-000000000000", "not one of the available choices"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_saved(
        self, there: Scene, field: str, value: str, message: str
    ) -> None:
        file_in(there.unit())
        answer = self.save(there, **{field: value})
        assert answer.status_code == 422
        assert message in answer.content.decode()
        assert there.unit().title == "Unit 1"

    def test_times_in_their_order(self, there: Scene) -> None:
        answer = self.save(there, available_from="2026-09-02T08:00", until_at="2026-09-01T08:00:00.000Z")
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "This is before “Available from”." in page
        assert 'value="2026-09-01T08:00"' in page  # what the script posted is shown as an input takes it

    def test_images_are_added_replaced_and_removed(self, there: Scene) -> None:
        old = file_in(there.unit(), "old.png", PNG + b"old")
        self.save(there, images=[image(), image("two.gif", b"GIF89a two")], remove=[str(old.pk)])
        assert self.files(there) == {"boxes.png": PNG, "two.gif": b"GIF89a two"}
        self.save(there, images=[image(content=PNG + b"new")])
        assert self.files(there)["boxes.png"] == PNG + b"new"

    def test_one_content_is_kept_once(self, there: Scene) -> None:
        self.save(there, images=[image("a.png"), image("b.png")])
        assert len(self.files(there)) == 2
        assert StoredFile.objects.count() == 1
        assert StoredFile.objects.get().content_type == "image/png"

    @pytest.mark.parametrize(
        ("uploads", "message"),
        [
            ([("boxes.png", b"<svg onload='x'>")], "boxes.png is not a PNG, JPEG, GIF or WebP image."),
            ([("boxes.png", PNG + b"x" * 5_000_000)], "boxes.png is larger than 5 MB."),
            ([(f"{number}.png", PNG) for number in range(11)], "At most 10 files at once."),
        ],
    )
    def test_what_is_not_taken(self, there: Scene, uploads: list[tuple[str, bytes]], message: str) -> None:
        answer = self.save(there, images=[image(*upload) for upload in uploads])
        assert answer.status_code == 422
        assert message in answer.content.decode()
        assert self.files(there) == {}

    def test_the_page_holds_the_units_lti_url(self, there: Scene) -> None:
        page = there.page("/units/{unit}/edit")
        assert f'value="http://localhost:8000/lti/units/{there.unit().pk}"' in page
        assert 'value="100"' in page

    def test_another_units_file_is_not_removed(self, there: Scene) -> None:
        other = file_in(there.unit("u2"))
        file_in(there.unit(), "mine.png", PNG + b"mine")
        assert self.save(there, remove=[str(other.pk)]).status_code == 422
        assert there.unit("u2").files.exists()
