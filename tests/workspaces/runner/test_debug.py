import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_debug(tab: Page) -> None:
    w = tab.workers[0]
    print(w.evaluate("python.runPython('import sys; str(len(sys.modules))')"))
    for src in (
        "print(input())",
        "import random, math\\nx",
        "def f(:",
        "class A: pass\\nA().b",
        "import re, json, datetime",
        "import asyncio",
        "import unittest",
        "1/0",
        "open('x')",
        "int('x')",
        "import turtle",
        "from pathlib import Path",
        "import collections.abc, abc, enum",
    ):
        print(
            src,
            w.evaluate(
                """src => python.runPython(`
import sys, time
import slipway_program as p
t=time.time()
r = p._run({"main.py": ${JSON.stringify(src)}}, "main.py", "x")
d = sorted(set(sys.modules) - p._before.modules.keys())
u = time.time()
c = p._before.restore()
str((d, c, u-t, time.time()-u))
`)""",
                src.replace("\\n", "\n"),
            ),
        )
    assert 0
