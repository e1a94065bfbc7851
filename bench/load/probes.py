"""What a tool lets in although it should not: each probe is a launch with one thing wrong. Said beside its figures."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from bench.lms import forms, id_tokens
from bench.lms.course import Person
from bench.load.connection import Connection
from bench.load.launch import Launch, RefusedError
from bench.targets.target import Step, Target

_DAY = 86_400  # seconds
_FORM_PROBES = {
    "tampering": forms.Change(tampered=True),
    "age": forms.Change(seconds_old=_DAY),
}
_TOKEN_PROBES = {
    "tampering": id_tokens.Change(tampered=True),
    "wrong nonce": id_tokens.Change(nonce="n-0S6_WzA2Mj-of-no-login"),
    "age": id_tokens.Change(seconds_old=_DAY),
    "audience": id_tokens.Change(audience="somebody-else"),
}


async def let_in_although(target: Target, people: Iterator[Person]) -> Sequence[str]:
    """The names of the probes that the target let in. Raises RefusedError where an honest launch is not."""
    with closing(Connection(target.port)) as connection:
        honest = await _begun(target, next(people), connection)
        body = honest.posted()
        first = await honest.post(connection, body)
        if not await honest.stands(connection, first):
            message = f"{target.name} refuses honest launches: {first.status} {first.body[:1000]!r}"
            raise RefusedError(message)
        found = [] if not await honest.stands(connection, await honest.post(connection, body)) else ["replay"]
        names = _TOKEN_PROBES if target.is_token else _FORM_PROBES
        found += [name for name in names if await _lets_in(target, next(people), connection, name)]
        if target.is_token and await _lets_in_without_cookies(target, next(people), connection):
            found.append("no cookies")
        return found


async def _begun(target: Target, person: Person, connection: Connection) -> Launch:
    launch = Launch(target, person)
    if target.is_token:
        await launch.take(Step.LOGIN, connection)
    return launch


async def _lets_in(target: Target, person: Person, connection: Connection, name: str) -> bool:
    launch = await _begun(target, person, connection)
    body = (
        launch.posted(_TOKEN_PROBES[name])
        if target.is_token
        else forms.signed_form(launch.link, person, _FORM_PROBES[name])
    )
    return await launch.stands(connection, await launch.post(connection, body))


async def _lets_in_without_cookies(target: Target, person: Person, connection: Connection) -> bool:
    launch = await _begun(target, person, connection)
    return await launch.stands(connection, await launch.post(connection, launch.posted(), with_cookies=False))
