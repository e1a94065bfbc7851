"""A class as a site file wants it."""

from collections.abc import Iterator
from dataclasses import replace

from slipway.classes.edit import edit_class, set_lti
from slipway.classes.lms_url import clean_lms_url, lms_url_hint
from slipway.content.create import create_class
from slipway.content.folder import ClassFolder
from slipway.content.imports.run import import_kept
from slipway.content.models import Classroom
from slipway.orgs.models import Organization
from slipway.site.site_file.values import SiteClass


def class_as_wanted(
    organization: Organization, wanted: SiteClass, folder: ClassFolder | None
) -> tuple[Classroom, list[str]]:
    """The class, made or changed as `wanted` says, and a few words for each change."""
    if folder is None:
        classroom, changes = _without_folder(organization, wanted)
    else:
        content = replace(folder, title=wanted.title or folder.title)
        report = import_kept(actor=None, organization=organization, slug=wanted.slug, folder=content)
        classroom, changes = report.classroom, list(report.changes)
    return classroom, [*changes, *_lti(classroom, wanted)]


def _without_folder(organization: Organization, wanted: SiteClass) -> tuple[Classroom, list[str]]:
    title = wanted.title or wanted.slug
    classroom = Classroom.objects.filter(organization=organization, slug=wanted.slug).first()
    if classroom is None:
        made = create_class(actor=None, organization=organization, slug=wanted.slug, title=title)
        return made, ["made"]
    if classroom.title == title:
        return classroom, []
    edit_class(actor=None, classroom=classroom, title=title, description=classroom.description)
    return classroom, [f"now called {title!r}"]


def _lti(classroom: Classroom, wanted: SiteClass) -> Iterator[str]:
    enabled = classroom.lti_enabled if wanted.lti_enabled is None else wanted.lti_enabled
    lms_url = classroom.lms_url if wanted.lms_url is None else clean_lms_url(wanted.lms_url)
    if (enabled, lms_url) == (classroom.lti_enabled, classroom.lms_url):
        return
    words = [
        *([f"LTI {'enabled' if enabled else 'disabled'}"] if enabled != classroom.lti_enabled else []),
        *([f"Class LMS URL {lms_url or 'none'}"] if lms_url != classroom.lms_url else []),
    ]
    hint = lms_url_hint(lms_url) if lms_url != classroom.lms_url else ""
    set_lti(actor=None, classroom=classroom, enabled=enabled, lms_url=lms_url)
    yield from words
    if hint:
        yield f"Class LMS URL: {hint}"
