"""The README's launch without an LMS: apply, serve, a form signed by a script, posted by curl."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.launches.school import school
from tests.servers import Slipway

pytestmark = pytest.mark.http


def test_a_signed_form_from_curl_opens_the_unit(live: Slipway, tmp_path: Path) -> None:
    acme = school(live, tmp_path)
    url = live.url + acme.address("python", "loops")
    home = "launch_presentation_return_url=https://canvas.example.edu/courses/7"
    sign = [sys.executable, "-m", "tools.sign_launch", url, acme.canvas.key, acme.canvas.secret, home]
    form = subprocess.run(sign, capture_output=True, check=True).stdout
    curl = ["curl", "--silent", "--include", "--noproxy", "*", "--data-binary", "@-", url]
    answer = subprocess.run(curl, input=form, capture_output=True, check=True).stdout.decode()
    status, *headers = answer.splitlines()
    assert " 303" in status
    location = next(line for line in headers if line.lower().startswith("location:")).split(": ", 1)[1]
    path, _, token = location.strip().partition("#")
    page = live.get(path, headers={"Authorization": f"Bearer {token}"})
    assert f'data-unit="{acme.unit("python", "loops")}" data-role="student"' in page.text
