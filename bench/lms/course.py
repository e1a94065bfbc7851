"""The people and the course that launches speak of."""

import hashlib
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

ORIGIN = "https://canvas.bench.example"
COURSE = 7
KEY, SECRET = "bench-key", "a-secret-that-only-the-bench-knows"
CLIENT_ID, ISSUER, DEPLOYMENT = "10000000000007", ORIGIN, "1:bench-deployment"
FIRST_NEW = 10_000_000  # numbers of people who have never been here begin at it


def opaque(text: str) -> str:
    """Canvas's ids: 40 hex digits."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


CONTEXT_ID = opaque(f"course {COURSE}")
GUID = f"{opaque(ORIGIN)[:20]}:canvas-lms"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the course. The number says who, and which unit they open."""

    number: int
    role: str = "Learner"

    @property
    def given_name(self) -> str:
        """What the LMS calls them."""
        return f"Sam{self.number}"

    @property
    def name(self) -> str:
        """Their whole name."""
        return f"{self.given_name} Student"

    @property
    def email(self) -> str:
        """Their address at the school."""
        return f"sam{self.number}@school.example"

    @property
    def user_id(self) -> str:
        """Their id in LTI 1.1."""
        return opaque(f"user {self.number}")

    @property
    def sub(self) -> str:
        """Their id in LTI 1.3, which is another one."""
        return str(uuid.UUID(int=(0xBE << 100) + self.number))


def returning(students: int) -> Iterator[Person]:
    """People of whom each has been here before, in no order, again and again."""
    drawn = random.Random(7)
    return (Person(drawn.randrange(students)) for _ in count())


_unseen = count(FIRST_NEW)


def newcomers() -> Iterator[Person]:
    """People of whom none has been here before, whoever asks."""
    return (Person(next(_unseen)) for _ in count())
