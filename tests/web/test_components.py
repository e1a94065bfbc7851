"""The parts of pages: what they write, and that what they are given stays text."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory


def written(source: str, **context: Any) -> str:
    return engines["django"].from_string("{% load slipway %}" + source).render(context).strip()


def test_a_pill_names_its_state() -> None:
    assert written('{% pill "in-progress" %}') == '<span class="pill pill-info">In progress</span>'
    assert written('{% pill "warn" label=text %}', text="<b>") == '<span class="pill pill-warn">&lt;b&gt;</span>'


def test_a_copy_field_holds_the_exact_value() -> None:
    field = written("{% copy_field label=label value=value secret=True %}", label="LTI Secret", value='a"b&c')
    assert 'value="a&quot;b&amp;c"' in field
    assert 'type="password"' in field
    assert 'data-copy="copy-lti-secret"' in field


def test_a_value_that_must_be_asked_for_is_not_in_the_page() -> None:
    field = written('{% copy_field label="Secret" reveal_action="/reveal" %}')
    assert 'action="/reveal"' in field
    assert "data-copy" not in field


def test_what_stands_inside_a_notice_is_escaped_once() -> None:
    notice = written('{% notice "warn" title=text %}<p>{{ text }}</p>{% endnotice %}', text="<i>")
    assert '<p class="notice-title">&lt;i&gt;</p><p>&lt;i&gt;</p>' in notice


@pytest.mark.parametrize(
    ("url", "mark"),
    [
        ("/orgs/7/", ' aria-current="page"'),
        ("/orgs/", ' aria-current="true"'),
        ("/classes/", ""),
        ("/", ""),
    ],
)
def test_the_sidebar_marks_where_one_is(url: str, mark: str) -> None:
    request = RequestFactory().get("/orgs/7/")
    link = written('{% nav_link url "People" "people" %}', url=url, request=request)
    assert f'href="{url}"{mark}>' in link


@pytest.mark.parametrize(
    ("source", "attribute", "told"),
    [("{% when at %}", "", "8 Mar 2026, 22:59 UTC"), ("{% when at seconds=True %}", " data-seconds", "22:59:07 UTC")],
)
def test_a_moment_is_told_in_utc_to_be_told_again_in_the_visitors_zone(source: str, attribute: str, told: str) -> None:
    time = written(source, at=datetime(2026, 3, 8, 22, 59, 7, tzinfo=UTC))
    assert 'datetime="2026-03-08T22:59:07+00:00"' in time
    assert f'web/local_time.js"{attribute}>' in time
    assert told in time


def test_a_link_without_an_address_is_left_out() -> None:
    assert written('{% nav_link "" "People" %}') == ""


class Details(forms.Form):
    title = forms.CharField(help_text="What students see.")
    how = forms.ChoiceField(choices=[("a", "By hand"), ("b", "By LMS")], widget=forms.RadioSelect)
    lti = forms.BooleanField(label="Enable LTI", required=False)


def test_errors_are_tied_to_their_fields() -> None:
    page = str(Details({}))
    assert 'role="alert"' in page
    assert '<a href="#id_title">Title: This field is required.</a>' in page
    assert '<a href="#id_how_0">How: This field is required.</a>' in page
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert '<ul class="errorlist" id="id_title_error">' in page


def test_a_fresh_form_accuses_nobody() -> None:
    page = str(Details())
    assert "error" not in page
    assert "(optional)" not in page  # a tick box is never called optional


@pytest.mark.parametrize("status", ["400", "403", "404", "500"])
def test_error_pages_need_no_request(status: str) -> None:
    page = render_to_string(f"{status}.html")
    assert f"Code: {status}" in page
    assert 'id="main"' in page
