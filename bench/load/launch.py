"""One launch of one person, request by request, as the browser sends them."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from bench.lms import forms, id_tokens
from bench.lms.course import ORIGIN, Person
from bench.load.connection import Answer, Connection
from bench.targets.target import Step, Target

_BROWSER = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip\r\n"
    "Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: cross-site\r\n"
)
_FORM = f"Origin: {ORIGIN}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
_MOST_REDIRECTS = 5
SHELL = b"web/shell."  # the script that every shell names, its name hashed


class RefusedError(Exception):
    """The tool did not let the launch on; the text says where and how."""


class Launch:
    """A launch: `take(step)` each of its target's steps in turn. Raises RefusedError from any."""

    def __init__(self, target: Target, person: Person, *, form: bytes = b"") -> None:
        self.target, self.person = target, person
        self.link = target.links[person.number % len(target.links)]
        self._mark = target.marks[person.number % len(target.marks)]
        self._host = f"Host: localhost:{target.port}\r\n"
        self._cookies: dict[str, str] = {}
        self._form = form  # of LTI 1.1, signed beforehand
        self._asked: dict[str, str] = {}
        self._to = "" if target.door else urlsplit(self.link).path

    async def take(self, step: Step, connection: Connection) -> int:
        """Take one step. Returns the bytes of the answer's body."""
        if step is Step.LOGIN:
            answer = await self._login(connection)
        elif step is Step.POST:
            answer = await self.post(connection, self.posted())
            self.led_on(answer)
        elif step is Step.SHELL:
            answer = await connection.ask(self._get(self._to.partition("#")[0]))
            self._fits(answer, SHELL)
        else:
            answer = await self._page(connection)
        return len(answer.body)

    def posted(self, change: id_tokens.Change | None = None) -> bytes:
        """The body that is posted to the tool: of LTI 1.1 as it was signed, of LTI 1.3 signed now."""
        if not self.target.is_token:
            return self._form or forms.signed_form(self.link, self.person)
        state, nonce = self._asked["state"], self._asked["nonce"]
        signed = id_tokens.id_token(self.link, self.person, nonce, change or id_tokens.Change())
        return urlencode({"state": state, "id_token": signed}).encode()

    async def post(self, connection: Connection, body: bytes, *, with_cookies: bool = True) -> Answer:
        """Post a launch, and nothing after it."""
        path = self.target.answer_path if self.target.is_token else urlsplit(self.link).path
        return await connection.ask(self._post(path, body, self._cookies if with_cookies else {}))

    def led_on(self, answer: Answer) -> None:
        """Note where the answer to the post leads; it may be the page already."""
        self._cookies |= answer.cookies
        self._to = answer.header("location")
        if not self._to:
            self._fits(answer, self._mark)
            self._to = by_bearer(answer.content)

    async def stands(self, connection: Connection, answer: Answer) -> bool:
        """Whether that answer to a post leads to the page."""
        try:
            self.led_on(answer)
            for step in self.target.inside:
                await self.take(step, connection)
        except RefusedError:
            return False
        return True

    async def _login(self, connection: Connection) -> Answer:
        body = id_tokens.login_form(self.link, self.person)
        answer = await connection.ask(self._post(self.target.login_path, body, {}))
        self._asked = dict(parse_qsl(urlsplit(answer.header("location")).query))
        self._cookies = answer.cookies
        if "nonce" not in self._asked:
            raise _refused("login", answer)
        return answer

    async def _page(self, connection: Connection) -> Answer:
        """The page where the post leads: by the bearer in the fragment where there is one, else by cookies."""
        path, _, token = self._to.partition("#")
        answer = await connection.ask(self._get(path, f"Authorization: Bearer {token}\r\n" if token else ""))
        for _ in range(_MOST_REDIRECTS):
            if answer.status not in {301, 302, 303, 307}:
                break
            self._cookies |= answer.cookies
            answer = await connection.ask(self._get(answer.header("location")))
        self._fits(answer, self._mark)
        return answer

    def _fits(self, answer: Answer, mark: bytes) -> None:
        if answer.status != 200 or mark not in answer.content:
            raise _refused(mark.decode(), answer)

    def _get(self, address: str, more: str = "") -> bytes:
        path = address if address.startswith("/") else address[len(f"http://localhost:{self.target.port}") :]
        return f"GET {path} HTTP/1.1\r\n{self._host}{_BROWSER}{_cookie(self._cookies)}{more}\r\n".encode()

    def _post(self, path: str, body: bytes, cookies: dict[str, str]) -> bytes:
        told = f"{self._host}{_BROWSER}{_FORM}{_cookie(cookies)}Content-Length: {len(body)}\r\n"
        return f"POST {path} HTTP/1.1\r\n{told}\r\n".encode() + body


def by_bearer(page: bytes) -> str:
    """Where a page that landed is fetched by bearer, path#token; '' of a page of no launch."""
    found = re.search(rb' data-token="([^"]+)" data-path="([^"]+)"', page)
    return f"{found[2].decode()}#{found[1].decode()}" if found else ""


def _cookie(cookies: dict[str, str]) -> str:
    return f"Cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}\r\n" if cookies else ""


def _refused(where: str, answer: Answer) -> RefusedError:
    said = answer.content[:2000].decode(errors="replace")
    return RefusedError(f"{where}: {answer.status} {answer.header('location')} {said}")
