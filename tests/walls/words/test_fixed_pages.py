"""Slipway's own pages say the same whether their unchanging parts are rendered once (`web/fixed_parts.py`) or, by
Django's own caching loader, at every page.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from slipway.sessions import doors
from tests.walls.people import browsers
from tests.walls.routes import ROUTES
from tests.walls.test_walk import undone
from tests.walls.words.pseudo import LANGUAGE, pseudo_spoken
from tests.walls.world import World

pytestmark = [pytest.mark.http, pytest.mark.django_db]

LANGUAGES = ("de", LANGUAGE, "en", "es")
IN_ALL = {"launched:unit", "launched:class", "launched:dashboard", "choose", "picker", "own:dashboard", "lms"}
# Made anew for each request: tokens of forms, the number of a launch, signatures, the secret of a second factor.
OF_ITS_OWN = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=name="csrf-token" content=")[^"]+'
    r'|(?<=<code>)[0-9a-f-]{36}(?=</code>)|(?<=action="/accounts/confirm-email/)[^"]+|(?<=src="/files/)[^"]+'
    r'|(?<=src="data:image/svg\+xml;base64,)[^"]+|(?<=id="authenticator-secret" type="text" value=")[^"]+'
)


@pytest.fixture
def there(standing: World, tmp_path: Path) -> Iterator[World]:
    with pseudo_spoken(tmp_path / "locale"):
        yield standing


def pages(asked: list[tuple[str, str, Client, str]]) -> dict[tuple[str, str], tuple[int, str]]:
    """What is shown, by route and language, whatever is made anew left out."""
    found = {}
    for name, path, client, language in asked:
        cache.clear()
        cookies = deepcopy(client.cookies)
        with undone():
            answer = client.get(path, headers={"Accept-Language": language})
        client.cookies = cookies
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found[name, language] = (answer.status_code, OF_ITS_OWN.sub("…", answer.text))
    return found


def all_of(there: World) -> list[tuple[str, str, Client, str]]:
    """Every address, as an owner or by a teacher's bearer, in one language each; some, and the shell, in all."""
    owner, teacher, picker = browsers(there)["owner"], there.acme.bearer("teacher"), there.acme.picker()
    turns, asked = cycle(LANGUAGES), []
    for name, route in sorted(ROUTES.items()):
        launch = picker if name.startswith("picker") else teacher
        path = there.acme.path(name, launch_id=launch.launch_id)
        client = launch.client() if route.by_bearer else owner
        languages = LANGUAGES if name in IN_ALL else [next(turns)]
        asked += [(name, path, client, language) for language in languages]
    return [*asked, *(("shell", there.acme.path("choose"), Client(), language) for language in LANGUAGES)]


def test_pages_say_the_same_both_ways(there: World, request: pytest.FixtureRequest) -> None:
    """They are made of few bases: each run looks at a quarter of them, the long one at all."""
    step = 1 if request.config.getoption("--long") else 4
    asked = all_of(there)[::step]
    doors._shell_page.cache_clear()
    fixed = pages(asked)
    doors._shell_page.cache_clear()
    with override_settings(TEMPLATES=with_djangos_loader()):
        usual = pages(asked)
    doors._shell_page.cache_clear()
    assert sum(status == 200 for status, _ in fixed.values()) > 80 // step
    assert fixed.keys() == usual.keys()
    assert [page for page, shown in fixed.items() if shown != usual[page]] == []


def with_djangos_loader() -> list[dict[str, Any]]:
    templates: dict[str, Any] = deepcopy(settings.TEMPLATES[0])
    ((loader, beneath),) = templates["OPTIONS"]["loaders"]
    assert loader == "slipway.web.fixed_parts.Loader"
    templates["OPTIONS"]["loaders"] = [("django.template.loaders.cached.Loader", beneath)]
    return [templates]
