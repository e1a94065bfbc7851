"""The demo's second server: the practice LMS, a program of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from slipway.site.beside import end_program
from slipway.site.demo.surroundings import Demo
from slipway.site.site_file.values import SiteOrganization


@contextmanager
def practice_lms(demo: Demo, organization: SiteOrganization) -> Iterator[None]:
    """The practice LMS at `demo.lms_url`, while the block runs."""
    bind = f"127.0.0.1:{demo.lms_port}"
    command = [sys.executable, "-m", "practice_lms", "serve", "--bind", bind]
    # A session of its own: Ctrl-C goes to Slipway, which then stops the practice LMS, so that it hears of it once.
    process = subprocess.Popen(  # noqa: S603  # ours
        command, env=practice_environment(os.environ, demo, organization), start_new_session=True
    )
    try:
        yield
    finally:
        end_program(process)


def practice_environment(environment: Mapping[str, str], demo: Demo, organization: SiteOrganization) -> dict[str, str]:
    """`environment` without Slipway's own settings, and with what the practice LMS is told of Slipway."""
    owner, teacher = organization.owners[0], organization.teachers[0]
    app = {
        "name": "Slipway",
        "config_url": f"{demo.url}/lti/config.xml",
        "description": "Coding units: students click a link and are at work.",
    }
    story = {
        "slipway_url": demo.url,
        "owner": {"email": owner.email, "password": owner.password},
        "teacher": {"email": teacher.email, "password": teacher.password},
        "consumer_key": organization.keys[0].consumer_key,
    }
    others = {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}
    return others | {
        "PRACTICE_LMS_URL": demo.lms_url,
        "PRACTICE_LMS_DATA": str(demo.data / "practice-lms"),
        "PRACTICE_LMS_APPS": json.dumps([app]),
        "PRACTICE_LMS_STORY": json.dumps(story),
    }
