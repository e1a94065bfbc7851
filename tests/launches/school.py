"""Two organizations on a running server, as an operator makes them with a site file."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from tests.canvas import Canvas
from tests.servers import Slipway
from tests.way_in import way_in

_numbers = count(1)


@dataclass(frozen=True)
class School:
    """An organization with a Canvas; its course 7 is named by the class "python", 8 by "music", 6 by "off"."""

    server: Slipway
    slug: str
    owner: str
    canvas: Canvas
    disabled: Canvas
    classes: dict[str, Any]
    neighbour: "School | None" = None

    @property
    def rival(self) -> "School":
        """The organization beside a school that a test works with."""
        assert self.neighbour
        return self.neighbour

    def unit(self, classroom: str, slug: str) -> str:
        """The id of a unit."""
        modules = self.classes[classroom]["modules"]
        return next(str(unit["id"]) for module in modules for unit in module["units"] if unit["slug"] == slug)

    def address(self, classroom: str, slug: str) -> str:
        """The path of a unit's LTI URL."""
        return f"/lti/units/{self.unit(classroom, slug)}"

    def choose(self, let_in: httpx.Response, unit: str) -> httpx.Response:
        """The answer to a unit that is chosen on the page that a launch led to."""
        to = way_in(let_in)
        return self.server.post(to.path, data={"unit": unit}, headers=to.bearer)

    @property
    def loops(self) -> str:
        """The path of the unit that most launches open: the first one of "python"."""
        return self.address("python", "loops")


SITE = """
[[organization]]
slug = "{slug}"
name = "{slug} College"
owners = [{{ email = "{owner}", password = "correct horse battery" }}]
[[organization.lti_1p1]]
name = "Canvas"
consumer_key = "{slug}-key"
shared_secret = "{slug}-secret"
[[organization.lti_1p1]]
name = "Old Canvas"
consumer_key = "{slug}-old"
shared_secret = "{slug}-old-secret"
disabled = true
"""
CLASS = """
[[organization.class]]
slug = "{title}"
folder = "{title}"
lti_enabled = {enabled}
lms_url = "https://canvas.example.edu/courses/{course}"
"""
COURSES = {"python": 7, "music": 8, "off": 6}


def school(server: Slipway, folder: Path) -> School:
    """A new school and its rival, which has all the same under names of its own."""
    classes = ""
    for title, course in COURSES.items():
        class_folder(folder / title, title)
        classes += CLASS.format(title=title, course=course, enabled=str(title != "off").lower())
    names = [f"acme-{next(_numbers)}", f"rival-{next(_numbers)}"]
    site = "".join(SITE.format(slug=name, owner=f"owner@{name}.example") + classes for name in names)
    server.apply(site, folder=folder)
    shown = {org["slug"]: org for org in server.show()["organizations"]}
    rival = _school(server, shown[names[1]], None)
    return _school(server, shown[names[0]], rival)


def class_folder(folder: Path, title: str) -> None:
    """A class of one module: units `loops` and `lists`, and `draft`, which is not published."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'title = "{title.title()}"', "[[module]]", 'slug = "first"', 'title = "First steps"']
    (folder / "class.toml").write_text("\n".join([*lines, 'units = ["loops", "lists", "draft"]']))
    for slug in ("loops", "lists", "draft"):
        unit = folder / slug
        unit.mkdir(exist_ok=True)
        published = "false" if slug == "draft" else "true"
        (unit / "unit.toml").write_text(f'title = "{slug.title()}"\npoints = 10\npublished = {published}\n')
        (unit / "guide.md").write_text(f"# {slug.title()}\n\nGuide of {title} {slug}.\n")


def _school(server: Slipway, shown: dict[str, Any], rival: School | None) -> School:
    slug = shown["slug"]
    return School(
        server=server,
        slug=slug,
        owner=f"owner@{slug}.example",
        canvas=Canvas(server, f"{slug}-key", f"{slug}-secret"),
        disabled=Canvas(server, f"{slug}-old", f"{slug}-old-secret"),
        classes={each["slug"]: each for each in shown["classes"]},
        neighbour=rival,
    )
