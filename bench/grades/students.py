"""Students who hand in and ask for their results as the page's script does."""

import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx

from bench.grades.course import PROGRAM
from bench.lms.course import FIRST_NEW, Person
from bench.lms.forms import signed_form
from bench.load.launch import by_bearer

FULL = "100.00"  # points
ASK_EVERY = 0.5  # seconds; the page's script begins with this
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Student:
    """One in a launch session of a unit."""

    def __init__(self, client: httpx.Client, launch_url: str, number: int, program: str = PROGRAM) -> None:
        self._client, self._program = client, program
        body = signed_form(launch_url, Person(FIRST_NEW + number))
        page = client.post(urlsplit(launch_url).path, content=body, headers=FORM)
        path, _, token = by_bearer(page.content).partition("#")
        assert token, f"{page.status_code}: {page.text[:500]}"
        self._unit, self._bearer = path, {"Authorization": f"Bearer {token}"}

    def hand_in(self) -> int:
        """Hand the program in. Returns the submission's number."""
        sent = self._client.post(
            f"{self._unit}/submissions", json={"files": {"submission.py": self._program}}, headers=self._bearer
        )
        assert sent.status_code == httpx.codes.CREATED, sent.text
        number: int = sent.json()["number"]
        return number

    def became(self, number: int) -> dict[str, Any]:
        """What the page is told of it."""
        told: dict[str, Any] = self._client.get(f"{self._unit}/submissions/{number}", headers=self._bearer).json()
        return told

    def waits(self) -> float:
        """Hand in and ask until the result is there. Returns the seconds."""
        began = time.perf_counter()
        number = self.hand_in()
        until_graded([(self, number)], every=ASK_EVERY)
        return time.perf_counter() - began


def until_graded(handed_in: Sequence[tuple[Student, int]], *, every: float) -> None:
    """Return when the last of them is graded, with full points."""
    for student, number in handed_in:
        while (told := student.became(number))["state"] in {"waiting", "running"}:
            time.sleep(every)
        assert (told["state"], told["points"]) == ("graded", FULL), told
