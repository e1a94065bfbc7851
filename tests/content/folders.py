"""Class folders as values, for tests of what becomes of them."""

from pathlib import Path
from typing import Any

from slipway import content
from slipway.content.folder import ClassFolder, FolderFile, FolderModule, FolderUnit
from slipway.content.guides.layout import lay_out
from slipway.content.guides.work import Budget


def unit(slug: str, **fields: Any) -> FolderUnit:
    """A unit that says as little as a unit can, but for `fields`."""
    guide = fields.pop("guide", f"About {slug}.\n")
    laid_out = lay_out(guide, Budget())
    plain = {"title": slug.title(), "was": None, "published": True, "files": ()}
    return FolderUnit(slug=slug, guide=guide, guide_html=laid_out.html, guide_work=laid_out.work, **{**plain, **fields})


def module(slug: str, *units: FolderUnit, was: str | None = None, title: str = "") -> FolderModule:
    """A module with these units."""
    return FolderModule(slug=slug, title=title or slug.title(), was=was, units=units)


def folder(*modules: FolderModule, title: str = "Python", description: str = "") -> ClassFolder:
    """A class with these modules."""
    return ClassFolder(title=title, description=description, modules=modules, ignored=())


def file(path: str, content: bytes = b"some text", kind: str = "text/plain") -> FolderFile:
    """A file of a unit."""
    return FolderFile(path, content, kind)


PLAIN = folder(module("basics", unit("hello"), unit("loops")), module("more", unit("lists")))
SAMPLE = Path(content.__file__).parent / "samples" / "python-from-zero"
EXERCISES = SAMPLE.parent / "exercises"
