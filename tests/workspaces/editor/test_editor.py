"""The editor, as CodeMirror and as a plain text field: keys, undoing, what may come in, how it looks."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.looks import CONTRAST, assert_looks_good
from tests.workspaces.editor.conftest import DOC

pytestmark = pytest.mark.browser

MODES = pytest.mark.parametrize(
    "plain", [pytest.param(False, id="code"), pytest.param(True, id="plain", marks=pytest.mark.long)]
)
PASTE = """([text, files]) => {
  const code = document.querySelector(".editor-code")?.shadowRoot.querySelector(".cm-content");
  const target = editor.isPlain ? document.querySelector("textarea") : code;
  target.focus();
  const clipboardData = new DataTransfer();
  if (text) clipboardData.setData("text/plain", text);
  for (const [name, type] of files) clipboardData.items.add(new File([new Uint8Array([0, 1, 2])], name, { type }));
  const began = performance.now();
  const goesOn = target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  if (goesOn && editor.isPlain) {
    const what = { inputType: "insertFromPaste", data: text, bubbles: true, cancelable: true };
    const before = new InputEvent("beforeinput", what);
    if (target.dispatchEvent(before)) document.execCommand("insertText", false, text);
  }
  return performance.now() - began;
}"""


def field(tab: Page) -> Locator:
    return tab.get_by_role("textbox", name="main.py")


def become(tab: Page, plain: bool) -> None:
    tab.evaluate("plain => { editor.isPlain = plain; editor.focus(); }", plain)


def text(tab: Page) -> str:
    found: str = tab.evaluate("editor.text")
    return found


def write(tab: Page, what: str) -> None:
    """Put `what` in the place of all there is, as a program does."""
    tab.evaluate("text => { editor.text = text; }", what)


def paste(tab: Page, what: str, files: list[tuple[str, str]] | None = None) -> None:
    tab.evaluate(PASTE, [what, files or []])


def kept(tab: Page, name: str) -> Any:
    return tab.evaluate("name => kept[name]", name)


@MODES
def test_it_holds_a_text_and_tells_of_changes(tab: Page, plain: bool) -> None:
    become(tab, plain)
    assert text(tab) == DOC
    write(tab, "one\r\ntwo\rthree")
    assert text(tab) == "one\ntwo\nthree"
    assert kept(tab, "changes") == 0
    field(tab).click()
    tab.keyboard.press("Control+End")
    tab.keyboard.type("!")
    assert (text(tab), kept(tab, "changes")) == ("one\ntwo\nthree!", 1)


def test_tab_indents_and_after_escape_it_leaves(tab: Page) -> None:
    write(tab, "a\nb")
    field(tab).click()
    tab.keyboard.press("Control+Home")
    tab.keyboard.press("Tab")
    assert text(tab) == "    a\nb"
    tab.keyboard.press("Shift+Tab")
    assert text(tab) == "a\nb"
    expect(tab.get_by_text("Press Escape, then Tab, to leave the editor")).to_be_visible()
    tab.keyboard.press("Escape")
    tab.clock.install()
    tab.clock.fast_forward(60_000)  # however long a hand takes
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="After")).to_be_focused()
    tab.keyboard.press("Shift+Tab")
    expect(field(tab)).to_be_focused()
    tab.keyboard.press("Tab")
    assert text(tab) == "    a\nb"
    tab.keyboard.press("Escape")
    tab.keyboard.press("Shift+Tab")
    expect(tab.get_by_role("button", name="Before")).to_be_focused()


def test_escape_is_forgotten_when_something_is_typed(tab: Page) -> None:
    write(tab, "")
    field(tab).click()
    tab.keyboard.press("Escape")
    tab.keyboard.type("x")
    tab.keyboard.press("Tab")
    assert text(tab) in {"    x", "x   "}
    expect(field(tab)).to_be_focused()


def test_in_a_plain_field_tab_leaves_at_once_and_nothing_is_said_of_escape(tab: Page) -> None:
    become(tab, plain=True)
    expect(tab.get_by_text("Press Escape")).to_be_hidden()
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="After")).to_be_focused()


def test_what_was_done_can_be_undone_even_after_the_other_mode(tab: Page) -> None:
    write(tab, "a = 1\nb = 2\n")
    field(tab).click()
    tab.keyboard.press("Control+Home")
    tab.keyboard.type("# ")
    become(tab, plain=True)
    tab.keyboard.press("Control+End")
    tab.keyboard.type("c")
    assert text(tab) == "# a = 1\nb = 2\nc"
    become(tab, plain=False)
    for expected in ("# a = 1\nb = 2\n", "a = 1\nb = 2\n", DOC):
        tab.keyboard.press("Control+z")
        assert text(tab) == expected


def test_a_new_line_in_a_block_is_indented(tab: Page) -> None:
    write(tab, "")
    field(tab).click()
    tab.keyboard.type("if x:\ny = 1\n")
    assert text(tab) == "if x:\n    y = 1\n    "


@MODES
@pytest.mark.parametrize(
    ("what", "files", "refused"),
    [
        ("x" * 5_000_000, [], ["too-long"]),
        ("line\n" * 1_000_000, [], ["too-long"]),
        ("\x7fELF\x00\x01\x02", [], ["not-text"]),
        ("", [("cat.png", "image/png")], ["not-text"]),
    ],
    ids=["one line", "many lines", "binary", "file"],
)
def test_what_is_no_text_or_too_long_is_refused_whole(
    tab: Page, plain: bool, what: str, files: list[tuple[str, str]], refused: list[str]
) -> None:
    become(tab, plain)
    paste(tab, what, files)
    assert (text(tab), kept(tab, "refused"), kept(tab, "changes")) == (DOC, refused, 0)


@MODES
def test_what_may_come_in_comes_in(tab: Page, plain: bool) -> None:
    become(tab, plain)
    write(tab, "")
    paste(tab, "größer = '→'\n")
    assert (text(tab), kept(tab, "refused"), kept(tab, "changes")) == ("größer = '→'\n", [], 1)


@MODES
def test_a_text_that_is_too_long_already_can_be_made_shorter(tab: Page, plain: bool) -> None:
    become(tab, plain)
    write(tab, "x" * 200_001)
    tab.keyboard.press("Control+End")
    tab.keyboard.type("y")
    assert kept(tab, "refused") == ["too-long"]
    tab.keyboard.press("Backspace")
    assert text(tab) == "x" * 200_000


@MODES
def test_keys_of_the_page(tab: Page, plain: bool) -> None:
    become(tab, plain)
    tab.keyboard.press("Control+Enter")
    tab.keyboard.press("Control+s")
    assert (kept(tab, "actions"), text(tab)) == (["run", "save"], DOC)


@MODES
def test_what_is_read_only_is_not_changed(tab: Page, plain: bool) -> None:
    become(tab, plain)
    tab.evaluate("editor.readOnly = true")
    tab.keyboard.type("x")
    paste(tab, "x")
    assert (text(tab), kept(tab, "changes")) == (DOC, 0)
    tab.evaluate("editor.readOnly = false")
    tab.keyboard.type("x")
    assert kept(tab, "changes") == 1


@MODES
def test_a_line_can_be_gone_to(tab: Page, plain: bool) -> None:
    become(tab, plain)
    write(tab, "\n".join(f"line {number}" for number in range(1, 501)))
    tab.evaluate("editor.goTo(400)")
    tab.keyboard.type("here")
    assert text(tab).splitlines()[399] == "here"
    tab.evaluate("editor.goTo(9999)")
    tab.keyboard.press("End")
    tab.keyboard.type("!")
    assert text(tab).splitlines()[-1].endswith("!")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_python_is_coloured_so_that_it_can_be_read(tab: Page, scheme: Any) -> None:
    tab.emulate_media(color_scheme=scheme)
    names = ("keyword", "name", "string", "number", "comment")
    tokens = {
        name: tab.evaluate("name => getComputedStyle(document.body).getPropertyValue(name)", f"--code-{name}")
        for name in names
    }
    script = """() => [...document.querySelector(".editor-code").shadowRoot.querySelectorAll(".cm-line span")]
        .map((span) => [span.textContent, getComputedStyle(span).color])"""
    seen = {word.strip(): colour for word, colour in tab.evaluate(script)}
    shown = {"keyword": "class", "name": "Shape", "string": '"""Text."""', "number": "2.5", "comment": "# A comment"}
    assert {name: seen[word] for name, word in shown.items()} == {name: rgb(tokens[name]) for name in shown}


def rgb(colour: str) -> str:
    digits = colour.strip().removeprefix("#")
    return f"rgb({', '.join(str(int(digits[at : at + 2], 16)) for at in (0, 2, 4))})"


@MODES
def test_it_looks_good(tab: Page, plain: bool) -> None:
    become(tab, plain)
    assert_looks_good(tab)
    tab.emulate_media(color_scheme="dark")
    found = tab.evaluate(CONTRAST)
    assert found is False or found["violations"] == []


def test_on_a_phone_long_lines_scroll_in_the_editor(tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    write(tab, "x" * 500 + "\n" + "y\n" * 200)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    size = tab.locator(".editor-code").bounding_box()
    assert size
    assert size["width"] <= 390


def test_it_goes_when_it_is_closed(tab: Page) -> None:
    become(tab, plain=True)
    tab.evaluate("editor.close()")
    assert tab.locator(".editor-code, .editor-plain").count() == 0
