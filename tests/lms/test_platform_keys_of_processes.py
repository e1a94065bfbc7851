"""Several processes and threads that need one platform's keys at one moment, and keys that are a day old."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

from tests.lms.key_sets import key_set
from tests.lms.platforms import Asked, Said, fake_platform
from tests.servers import Slipway

pytestmark = pytest.mark.http

# Four launches of one process at once. Prints what each got, and how long the slowest took.
PROCESS = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from slipway.lms.models import Registration
from slipway.lms.key_sets.platform_keys import keys_of

url, kid = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
began = time.monotonic()
with ThreadPoolExecutor(4) as threads:
    got = list(threads.map(lambda _: [name for name, _ in keys_of(Registration(jwks_url=url), kid).keys], range(4)))
print(json.dumps({"got": got, "seconds": time.monotonic() - began}), flush=True)
sys.stdin.readline()
"""


def process(server: Slipway, url: str, kid: str) -> subprocess.Popen[str]:
    """A process on the server's database that needs the keys at `url`, once it is told to go."""
    return subprocess.Popen(
        [sys.executable, "-c", PROCESS, url, kid],
        env={**server.environment, "DJANGO_SETTINGS_MODULE": "slipway.site.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def go(started: subprocess.Popen[str]) -> None:
    """Tell a process to go on."""
    assert started.stdin
    started.stdin.write("\n")
    started.stdin.flush()


def line(started: subprocess.Popen[str]) -> str:
    """The next line that a process prints."""
    assert started.stdout
    return started.stdout.readline().strip()


def test_two_processes_fetch_once(anywhere_at_length: Slipway) -> None:
    def slow(asked: Asked) -> Said:
        time.sleep(0.4)
        return Said(200, key_set("a"))

    with fake_platform(slow) as platform, ExitStack() as stack:
        both = [stack.enter_context(process(anywhere_at_length, f"{platform.url}/jwks", "a")) for _ in range(2)]
        assert [line(each) for each in both] == ["ready", "ready"]
        for each in both:
            go(each)
        told = [json.loads(line(each)) for each in both]
        for each in both:
            go(each)
        assert [each["got"] for each in told] == [[["a"]] * 4] * 2
        assert len(platform.asked) == 1


def test_keys_that_are_a_day_old_are_refreshed_while_launches_go_on(live: Slipway) -> None:
    with fake_platform(lambda asked: Said(200, key_set("a", "withdrawn"))) as platform:
        url = f"{platform.url}/jwks"
        with process(live, url, "a") as first:
            for _ in range(2):
                line(first)
                go(first)
        yesterday = "UPDATE lms_platformkeyset SET fetched_at = '2020-01-01 00:00:00' WHERE url = %s"
        live_write(live, yesterday, url)
        platform.answer = lambda asked: Said(200, key_set("a"))
        with process(live, url, "a") as second:
            line(second)
            go(second)
            assert json.loads(line(second))["got"] == [["a", "withdrawn"]] * 4  # nobody waited
            until = time.monotonic() + 10
            while "withdrawn" in live.query("SELECT keys FROM lms_platformkeyset WHERE url = %s", [url])[0]["keys"]:
                assert time.monotonic() < until
                time.sleep(0.05)
            go(second)
        assert len(platform.asked) == 2


def live_write(server: Slipway, sql: str, *parameters: str) -> None:
    """Change the server's SQLite database."""
    with sqlite3.connect(server.data / "slipway.sqlite3", timeout=20) as database:
        database.execute(sql.replace("%s", "?"), parameters)
