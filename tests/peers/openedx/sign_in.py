"""Who is signed in to the small LMS: whoever `?as=<login>` names, from then on, in that browser."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase

from tests.peers.openedx.courses import PEOPLE, Person

COOKIE = "sessionid"


@dataclass(frozen=True)
class User:
    """A user as Open edX's block asks for one."""

    person: Person | None

    @property
    def id(self) -> int | None:
        return self.person.number if self.person else None

    @property
    def is_authenticated(self) -> bool:
        return self.person is not None

    @property
    def may_edit(self) -> bool:
        """Whether this is one of the course's staff, whom Studio lets write."""
        return self.person is not None and self.person.role.removeprefix("older ") in {"staff", "instructor"}


def login_of(request: HttpRequest) -> str:
    """The login of who asks; '' for nobody."""
    return request.GET.get("as") or request.COOKIES.get(COOKIE, "")


def signs_in(next_one: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware. The cookie also comes with what a tool posts, as Open edX asks of those who set it up."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        login = login_of(request)
        request.user = User(PEOPLE.get(login))  # type: ignore[assignment]  # it is not Django's own user
        response = next_one(request)
        if "as" in request.GET:
            response.set_cookie(COOKIE, login, secure=True, httponly=True, samesite="None")
        return response

    return answer
