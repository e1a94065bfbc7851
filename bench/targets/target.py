"""A tool that runs and can be launched, as the load generator sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bench.machine.programs import Program


class Step(StrEnum):
    """The requests of a launch, in their order."""

    LOGIN = "login"
    POST = "post"
    SHELL = "shell"
    PAGE = "page"


LANDING_STEPS = (Step.POST,)  # the page answers the post
FORM_STEPS = (Step.POST, Step.SHELL, Step.PAGE)  # of earlier commits


@dataclass(frozen=True, kw_only=True)
class Target:
    """A tool at a port. `links` are the addresses that links of the course have, `marks` what their pages hold."""

    name: str
    port: int
    steps: Sequence[Step]
    programs: Sequence[Program]  # all that work for it, databases too
    links: Sequence[str]
    marks: Sequence[bytes]
    login_path: str = ""
    answer_path: str = ""

    @property
    def is_token(self) -> bool:
        """Whether launches come by LTI 1.3."""
        return Step.LOGIN in self.steps

    @property
    def door(self) -> Sequence[Step]:
        """The steps until the redirect; none of a page that is not launched."""
        return [step for step in self.steps if step in {Step.LOGIN, Step.POST}]

    @property
    def inside(self) -> Sequence[Step]:
        """The steps after it."""
        return [step for step in self.steps if step not in {Step.LOGIN, Step.POST}]

    @property
    def pids(self) -> list[int]:
        """The processes that are charged, with all below them."""
        return [program.pid for program in self.programs]
