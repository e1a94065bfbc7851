"""What a launch is answered with: a grant, or a denial."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from slipway.classes.models import LaunchSession
from slipway.classes.roles import ClassRole
from slipway.launches.rules import EnrolmentStep
from slipway.lti.refusal import Refusal, Refused
from slipway.words import Text

LaunchedPage = Literal["unit", "class", "choose", "works", "picker"]
_FOLDERS = {"unit": "units/", "class": "classes/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """The page that a granted launch leads to. `object_id` is its unit's or class's.

    `kind` and `session_data` are the launch session's: what that page needs to know of the LMS's request.
    """

    page: LaunchedPage
    object_id: UUID | None = None
    kind: LaunchSession.Kind = LaunchSession.Kind.CLASS
    session_data: Mapping[str, object] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The page's address below `/l/<launch id>/`."""
        return f"{_FOLDERS[self.page]}{self.object_id}" if self.page in _FOLDERS else self.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A launch is let in: as what, to which page, and what is made for that."""

    role: ClassRole
    destination: Destination
    leads: bool = False  # the LMS says that the person teaches its course, and does not only help there
    connect: bool = False  # the LMS course becomes connected to the class
    enrol: EnrolmentStep = EnrolmentStep.NONE
    told: ClassRole | None = None  # what the course says of the person, to be kept with the enrolment


@dataclass(frozen=True, slots=True)
class Denial:
    """A launch is not let in. `cause` is for the launch log, as in `lti.refusal.Refused`.

    `asks_teachers`: the class's teachers are asked whether the LMS course may be connected.
    """

    refusal: Refusal
    cause: Text
    asks_teachers: bool = False


def denial_of(reason: Refused) -> Denial:
    """What protocol code has raised, as a value."""
    return Denial(reason.refusal, reason.cause)
