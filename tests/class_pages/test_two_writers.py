"""Two people write the same unit: neither overwrites the other without having seen it."""

import re
from html import unescape
from typing import cast

import pytest
from django.http import HttpResponse

from slipway.content.models import Unit, UnitFile
from tests.class_pages.scene import Scene, file_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]

FORM = {"title": "Loops", "points": "10", "guide": "Mine.\n"}
SEEN = re.compile(r'name="seen" value="(?P<mark>[0-9a-f]{64})"')


class Writer:
    """Somebody who has opened the form of u1."""

    def __init__(self, there: Scene, who: str) -> None:
        self.browser, self.path = there.browser(who), there.path("/units/{unit}/edit")
        self.read(cast("HttpResponse", self.browser.get(self.path)))

    def read(self, answer: HttpResponse) -> None:
        self.page = unescape(answer.content.decode())
        found = SEEN.search(self.page)
        assert found
        self.mark = found["mark"]

    def save(self, **fields: str) -> int:
        answer = cast("HttpResponse", self.browser.post(self.path, {**FORM, "seen": self.mark, **fields}))
        if answer.status_code != 302:
            self.read(answer)
        return answer.status_code


def test_who_saves_second_sees_both_texts_and_decides(there: Scene) -> None:
    mine, theirs = Writer(there, "teacher"), Writer(there, "owner")
    assert theirs.save(title="Theirs", points="7", guide="Their text.\n") == 302
    assert mine.save() == 422
    assert there.unit().guide == "Their text.\n"
    for told in ("Somebody has saved this unit", "Their text.", "Mine.", "7.00 points", "<li>Theirs</li>"):
        assert told in mine.page
    assert mine.save(title="") == 422  # what is wrong with the form is told first, and the mark stays
    assert mine.save() == 302
    assert (there.unit().title, there.unit().guide) == ("Loops", "Mine.\n")


def test_a_form_that_is_refused_and_sent_again_is_no_second_one(there: Scene) -> None:
    mine = Writer(there, "teacher")
    assert mine.save(points="-1") == 422
    assert mine.save() == 302


def test_publishing_meanwhile_counts(there: Scene) -> None:
    unit = there.unit()
    Unit.objects.filter(pk=unit.pk).update(published=False)
    mine = Writer(there, "teacher")
    there.post("/units/{unit}/publish", who="owner")
    assert mine.save() == 422
    assert "<li>published</li>" in mine.page
    assert there.unit().published


def test_other_files_are_no_other_text(there: Scene) -> None:
    mine = Writer(there, "teacher")
    file_in(there.unit())
    assert mine.save() == 302
    assert UnitFile.objects.filter(unit=there.unit()).count() == 1
