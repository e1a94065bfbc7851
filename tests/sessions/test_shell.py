"""The shell is rendered once a language, and is each launch's own."""

from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_each_launch_gets_its_own_in_its_language(language: str) -> None:
    for launch_id in (uuid4(), uuid4()):
        shown = Client().get(f"/l/{launch_id}/", headers={"Accept-Language": language}).content.decode()
        assert shown.count(str(launch_id)) == 1
        with translation.override(language):
            assert shown == render_to_string("web/shell.html", {"launch_id": launch_id})
    assert f'<html lang="{language}"' in shown
