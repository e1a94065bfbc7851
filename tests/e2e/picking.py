"""Picking units inside the practice LMS, and opening what was placed."""

from typing import Literal

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect


def choose(picker: FrameLocator | Page, titles: list[str], *, columns: bool = False) -> None:
    """Tick the units, by the control that the LMS's number asks for, and whether they bring columns."""
    control: Literal["checkbox", "radio"] = "checkbox" if len(titles) > 1 else "radio"
    for title in titles:
        picker.get_by_role(control, name=title).check()
    if columns:
        picker.get_by_role("checkbox", name="Add a gradebook column").check()
    picker.get_by_role("button", name="Save").click()


def dialog(page: Page) -> FrameLocator:
    """Slipway in the LMS's dialog, ready to pick."""
    picker = page.frame_locator("dialog.tool-dialog iframe")
    expect(picker.get_by_role("heading", name="LTI units")).to_be_visible()
    return picker


def body_links(page: Page) -> Locator:
    """The links in the text of the page that is being written."""
    return page.get_by_role("textbox", name="Page Body").get_by_role("link")


def new_item(page: Page, course: str) -> None:
    """The form of an item in a new module of the course at that address."""
    page.goto(f"{course}/modules")
    page.get_by_label("Module Name").fill("Week 1")
    page.get_by_role("button", name="+ Module").click()
    page.get_by_role("link", name="+ Item in Week 1").last.click()


def opened(context: BrowserContext, page: Page, title: str = "") -> FrameLocator:
    """What a placed link opens, in this tab or a new one: the first of that title."""
    link = page.get_by_role("main").locator(".written a, .module .lines > li > a").filter(has_text=title).first
    if link.get_attribute("target") != "_blank":
        link.click()
        return page.frame_locator("iframe[name=tool_content]")
    with context.expect_page() as new:
        link.click()
    return new.value.frame_locator("iframe[name=tool_content]")
