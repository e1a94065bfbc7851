"""The runner where browsers keep no cookies, and in Firefox."""

import pytest

from tests.browsers import MODES, Mode, chromium
from tests.firefox import Mode as FirefoxMode
from tests.firefox import firefox
from tests.servers import Slipway
from tests.workspaces.runner.conftest import opened
from tests.workspaces.runner.test_running import FOR_EVER, run
from tests.workspaces.runner.trial_page import PAGE

pytestmark = pytest.mark.browser

REACHES = """
import js
request = js.XMLHttpRequest.new()
request.open('GET', '/', False)
request.send()
"""


@pytest.mark.parametrize("mode", [pytest.param(each, marks=pytest.mark.long) for each in MODES[1:]])
def test_where_no_cookies_are_kept_programs_run(site: Slipway, mode: Mode) -> None:
    with chromium(mode) as browser:
        tab = opened(browser, site)
        assert run(tab, "print(input())", stdin="well")["out"] == "well\n"
        assert tab.evaluate("source => stopped(source)", FOR_EVER)["outcome"] == "stopped"


@pytest.mark.long  # a Firefox takes half a minute for its Pythons
@pytest.mark.parametrize("mode", ["partitioned", "all-blocked"])
def test_in_firefox_programs_run_are_stopped_and_reach_nothing(site: Slipway, mode: FirefoxMode) -> None:
    with firefox(mode) as browser:
        page = browser.page
        page.go(site.url + PAGE)
        assert page.run("return runner.ready.then(() => runner.state)") == "ready"
        assert page.run("return run(arguments[0], {stdin: 'well'})", "print(input())")["out"] == "well\n"
        assert page.run("return stopped(arguments[0])", FOR_EVER)["outcome"] == "stopped"
        assert page.run("return run(arguments[0])", REACHES)["error"]["type"] == "JsException"
        assert page.run("return run(arguments[0])", "1 / 0")["error"]["line"] == 1
