"""A teacher writes a guide and sees it as it will look: beside the text, and without script by a button."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Page, Route, expect

from slipway.class_pages.guide_preview import pictures, url_of_images
from slipway.class_pages.preview_turns import previews
from slipway.content.models import Unit
from tests.class_pages.live import owners_browser
from tests.class_pages.scene import PNG, Scene, file_in, image
from tests.content.folders import SAMPLE
from tests.looks import CONTRAST, assert_looks_good
from tests.orgs.browsers import browser_of
from tests.servers import Slipway

http = [pytest.mark.http, pytest.mark.django_db]
FORM = {"title": "Loops", "points": "10"}
CODE = "```python\nfor n in range(3):  # thrice\n    print(n)\n```\n"


class TestPages:
    pytestmark = http

    def test_a_preview_is_what_the_unit_will_be_and_nothing_is_saved(self, there: Scene) -> None:
        file_in(there.unit(), "boxes.png")
        browser = there.browser()
        guide = f"# Hi\r\n\r\n<script>x</script>\r\n\r\n![b](boxes.png) ![gone](gone.png)\r\n\r\n{CODE}"
        answer = browser.post(there.path("/units/{unit}/preview"), {"guide": guide})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<h2>Hi</h2>" in page
        assert '<img src="/files/' in page
        assert "gone" in page
        assert "<script>" not in page
        assert '<span class="code-keyword">for</span>' in page
        assert "no-store" in answer["Cache-Control"]
        assert there.unit().guide == ""
        assert there.deeds() == []

    def test_images_that_a_preview_cannot_show_are_told_of(self, there: Scene) -> None:
        file_in(there.unit(), "boxes.png")
        file_in(there.unit(), "notes.txt", b"x", "text/plain")
        browser = there.browser()

        def told(path: str, guide: str) -> str:
            answer = browser.post(there.path(path), {"guide": guide})
            assert answer.status_code == 200
            return answer.content.decode()

        missing = "The guide shows images that are not among the unit&#x27;s files, in line"
        for source in ("nope.png", "../boxes.png", "notes.txt"):
            assert f"{missing} 3. Add them below." in told("/units/{unit}/preview", f"# Hi\n\n![]({source})")
        seen = told("/units/{unit}/preview", "![](boxes.png) ![](https://elsewhere.example/x.png)")
        assert "<img " in seen
        assert missing not in seen
        new = "/modules/{module}/units/preview"
        assert "Images show once the unit is saved." in told(new, "![](nope.png)")
        assert f"{missing} 2." in told(new, "![](nope.png)\n![](../nope.png)")
        assert "Images show" not in told(new, "# Hi")

    @pytest.mark.parametrize("path", ["/units/{unit}/preview", "/modules/{module}/units/preview"])
    @pytest.mark.parametrize(
        ("guide", "fault"),
        [
            ("x" * 200_001, "The guide is longer than 200 KB."),
            ("One\n\n" + "![" * 6_000, "Line 3: a paragraph is longer than 10000 characters."),
            pytest.param(
                "\n\n".join(["*a_b" * 2_400] * 20), "the guide is too much work to lay out", marks=pytest.mark.long
            ),
        ],
    )
    def test_a2_what_is_too_much_work_is_refused_there_too(
        self, there: Scene, path: str, guide: str, fault: str
    ) -> None:
        answer = there.post(path, {"guide": guide})
        assert answer.status_code == 422
        assert fault in answer.content.decode()

    @pytest.mark.parametrize("path", ["/units/{unit}/preview", "/modules/{module}/units/preview"])
    def test_a2_one_preview_of_a_person_and_few_of_all_are_laid_out_at_once(self, there: Scene, path: str) -> None:
        teacher = there.people["teacher"]
        browser, sent = browser_of(teacher), {"guide": "# Hi"}
        with previews.of(teacher.pk):
            answer = browser.post(there.path(path), sent)
        assert (answer.status_code, answer["Retry-After"], answer.content) == (429, "1", b"")
        with previews.of("another"):
            assert browser.post(there.path(path), sent).status_code == 200
            with previews.of("a third"):
                assert browser.post(there.path(path), sent).status_code == 429
        assert browser.post(there.path(path), {"guide": "![" * 6_000}).status_code == 422
        assert "<h2>Hi</h2>" in browser.post(there.path(path), sent).content.decode()  # a fault has given its turn back

    def test_without_the_script_a_button_shows_it_and_keeps_what_was_typed(self, there: Scene) -> None:
        browser = there.browser()
        for path in ("/units/{unit}/edit", "/modules/{module}/units/new"):
            count = Unit.objects.count()
            answer = browser.post(there.path(path), {**FORM, "guide": "# As it looks", "preview": "1"})
            page = answer.content.decode()
            assert answer.status_code == 200
            assert "<h2>As it looks</h2>" in page
            assert "# As it looks</textarea>" in page
            assert 'value="Loops"' in page
            assert Unit.objects.count() == count
        assert there.unit().title == "Unit 1"

    def test_the_images_of_the_unit_are_shown_with_what_to_write(self, there: Scene) -> None:
        for path in ("boxes.png", "img/my loop (2).png", "sch\u00f6n.png"):
            file_in(there.unit(), path)
        file_in(there.unit(), "notes.txt", b"x", "text/plain")
        page = there.page("/units/{unit}/edit")
        assert 'value="![](boxes.png)"' in page
        assert page.count('<img src="/files/') == 3
        written = {
            row.path: row.written
            for row in pictures(there.unit().files.all(), url_of_images(there.people["teacher"], there.unit()))
        }
        browser = there.browser()
        guide = "\n\n".join(written.values())
        assert browser.post(there.path("/units/{unit}/edit"), {**FORM, "guide": guide}).status_code == 302
        assert there.unit().guide_html.count("<img ") == 3  # what is copied is what the form takes

    @pytest.mark.parametrize("held", ["NFC", "NFD"])
    @pytest.mark.parametrize("written", ["NFC", "NFD"])
    def test_b2_letters_of_both_forms_name_one_image_in_the_browser(
        self, there: Scene, held: str, written: str
    ) -> None:
        forms = {"NFC": normalize("NFC", "sch\u00f6n.png"), "NFD": normalize("NFD", "sch\u00f6n.png")}
        file_in(there.unit(), forms[held])
        browser = there.browser()
        saved = browser.post(there.path("/units/{unit}/edit"), {**FORM, "guide": f"![x]({forms[written]})"})
        assert saved.status_code == 302
        assert '<img src="/files/' in browser.get(there.path("/units/{unit}")).content.decode()
        upload = image(forms[written], PNG + b"new")
        browser.post(there.path("/units/{unit}/edit"), {**FORM, "guide": "", "images": [upload]})
        assert there.unit().files.count() == 1


@pytest.fixture
def editor(live: Slipway, tmp_path: Path) -> Iterator[Page]:
    """The editor of a unit that has an image, in its owner's browser."""
    (tmp_path / "python-from-zero").symlink_to(SAMPLE)
    with owners_browser(live, "writers", tmp_path, folder="python-from-zero") as browser:
        shown = live.show_organization("writers")
        units = [unit for module in shown["classes"][0]["modules"] for unit in module["units"]]
        (unit,) = [unit["id"] for unit in units if unit["slug"] == "variables"]
        page = browser.pages[0]
        page.goto(f"{live.url}/units/{unit}/edit")
        expect(page.get_by_label("Guide")).to_be_visible()
        yield page


@pytest.mark.browser
def test_a_teacher_writes_and_sees_it_as_it_will_look(editor: Page) -> None:
    preview = editor.get_by_role("region", name="Preview")
    expect(editor.get_by_role("button", name="Show as it will look")).to_be_hidden()
    text = editor.get_by_label("Guide")
    written = editor.get_by_role("textbox", name="boxes.png").input_value()
    text.fill(f"# Boxes\n\n{written}\n\n{CODE}\n```output\n0\n1\n```\n\n```pycon\n>>> 1/0\nZeroDivisionError: x\n```\n")
    expect(preview.get_by_role("heading", name="Boxes")).to_be_visible()
    expect(preview.locator("img")).to_have_js_property("complete", True)
    assert preview.locator("img").evaluate("image => image.naturalWidth") > 0
    keyword = preview.locator(".code-keyword").first
    expect(keyword).to_have_text("for")
    inked = preview.locator("pre").first.evaluate("element => getComputedStyle(element).color")
    assert keyword.evaluate("element => getComputedStyle(element).color") != inked
    text.fill("![" * 6_000)
    expect(preview).to_contain_text("a paragraph is longer than 10000 characters")
    text.fill(f"# Boxes again\n\n{written}\n\n{CODE}")
    expect(preview.get_by_role("heading", name="Boxes again")).to_be_visible()
    assert_looks_good(editor)
    editor.set_viewport_size({"width": 390, "height": 800})
    box, below = text.bounding_box(), preview.bounding_box()
    assert box
    assert below
    assert below["y"] >= box["y"] + box["height"]  # a phone has it under the text
    editor.emulate_media(color_scheme="dark", reduced_motion="reduce")  # no colour is on its way to another
    dark = editor.evaluate(CONTRAST)
    assert dark["violations"] == []
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_text("Saved.")).to_be_visible()
    editor.get_by_role("link", name="View unit").click()
    expect(editor.get_by_role("main").get_by_role("heading", name="Boxes again")).to_be_visible()
    expect(editor.locator(".guide .code-keyword").first).to_have_text("for")


@pytest.mark.long
@pytest.mark.browser
def test_a2_a_busy_server_is_asked_again_until_it_shows_what_was_written(editor: Page) -> None:
    asked: list[str] = []

    def busy_twice(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) <= 2:
            route.fulfill(status=429, headers={"Retry-After": "1"})
        else:
            route.continue_()

    editor.route("**/preview", busy_twice)
    editor.get_by_label("Guide").fill("# Written once")
    preview = editor.get_by_role("region", name="Preview")
    expect(preview.get_by_role("heading", name="Written once")).to_be_visible()
    assert len(asked) == 3
