"""The kinds of LMS whose steps we show in their own words; all others share one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from slipway.lms.connect import OTHER
from slipway.lms.models import Lms

Text = str | Promise
_OLDER_CODES = {"learn": "blackboard", "blackboardlearn": "blackboard"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """An LMS as people call it, and what of it decides which steps its administrator takes.

    `family` is its product family code; `steps` names the folder of templates with its steps; `guide` is its page in
    the handbook.
    """

    family: str
    name: Text
    steps: str
    guide: str
    example: str  # an address of one
    after: Text = ""  # what its administrator does once it has registered itself; empty: it can't do so by itself
    has_address: bool = True  # its endpoints hang on its own address, not on its vendor's
    shares_client: bool = False  # all schools have one client id and one login URL: the deployment tells them apart

    @property
    def code(self) -> str:
        """What an LMS of this kind keeps as its family."""
        return self.family or OTHER

    @property
    def registers_itself(self) -> bool:
        """Whether it knows dynamic registration."""
        return bool(self.after)


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            family="canvas",
            name="Canvas",
            steps="canvas",
            guide="canvas.html",
            example="https://school.instructure.com",
            after=_("Canvas shows the app for you to review. Go on there until it is installed and switched on."),
        ),
        Kind(
            family="moodle",
            name="Moodle",
            steps="moodle",
            guide="moodle.html",
            example="https://moodle.example.edu",
            after=_(
                "Where Moodle lists the tool as pending, press Activate on its card. A tool that was updated is active "
                "already: look whether its name, its launch container and its place in the activity chooser are kept."
            ),
        ),
        Kind(
            family="blackboard",
            name="Blackboard",
            steps="blackboard",
            guide="blackboard.html",
            example="https://school.blackboard.com",
            has_address=False,
            shares_client=True,
        ),
        Kind(
            family="desire2learn",
            name="Brightspace",
            steps="brightspace",
            guide="brightspace.html",
            example="https://school.brightspace.com",
            after=_("Brightspace keeps the registration disabled: enable it, then make a deployment of it."),
        ),
        Kind(
            family="sakai",
            name="Sakai",
            steps="sakai",
            guide="sakai.html",
            example="https://sakai.example.edu",
            after=_("Look at the tool in Sakai, and make it available to your sites."),
        ),
        Kind(
            family="schoology",
            name="Schoology",
            steps="schoology",
            guide="schoology.html",
            example="https://app.schoology.com",
            has_address=False,
        ),
        Kind(
            family="openedx",
            name="Open edX",
            steps="openedx",
            guide="open-edx.html",
            example="https://lms.example.edu",
        ),
        Kind(
            family="",
            name=_("Another LMS"),
            steps="other",
            guide="other-lms.html",
            example="https://lms.example.edu",
            after=_("Look in your LMS whether the tool has to be switched on there."),
        ),
    )
}
CHOICES = [(code, kind.name) for code, kind in KINDS.items()]


def kind_of_family(family: str) -> Kind | None:
    """The kind of a product family code; None for '' and for codes that we have no steps for."""
    code = family.lower()
    return KINDS.get(_OLDER_CODES.get(code, code))


def kind_of(lms: Lms) -> Kind | None:
    """What its owner, or its launches, say that it is; None before."""
    return kind_of_family(lms.family)


def name_of_kind(lms: Lms) -> Text:
    """What kind of LMS it is, in a word; empty before anybody has said so."""
    kind = kind_of(lms)
    return kind.name if kind else lms.family


def kind_shown(lms: Lms) -> Kind:
    """Whose steps its pages show. Nobody has said: Canvas's, as its name may be; else those of any LMS."""
    if found := kind_of(lms):
        return found
    by_name = (kind for kind in KINDS.values() if kind.family and str(kind.name).casefold() in lms.name.casefold())
    return next(by_name, KINDS["canvas"])
