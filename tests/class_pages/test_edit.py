"""What a class says of itself, and its Class LMS URL."""

from dataclasses import replace
from decimal import Decimal
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from slipway.audit.models import AuditEntry
from slipway.classes.edit import ClassDetails, accept_lms_url, edit_class, save_details, set_lti
from slipway.classes.lms_url import clean_lms_url, lms_url_hint
from slipway.content.models import Classroom
from slipway.lms.models import LmsCourse
from tests.class_pages.scene import Scene, scene

ADMIN = "/classes/{classroom}/admin"
DETAILS = f"{ADMIN}/details"
http = [pytest.mark.http, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://canvas.acme.example/courses/7", "https://canvas.acme.example/courses/7"),
        ("  http://127.0.0.1:8001/courses/7\n", "http://127.0.0.1:8001/courses/7"),
        (
            "HTTPS://Canvas.Acme.example/courses/7/modules?x=1#top",
            "HTTPS://Canvas.Acme.example/courses/7/modules?x=1#top",
        ),
        ("https://acme.example/", "https://acme.example/"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_addresses_that_are_kept(typed: str, kept: str) -> None:
    assert clean_lms_url(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "canvas.acme.example/courses/7",
        "javascript:alert(1)",
        "ftp://canvas.acme.example/courses/7",
        "//canvas.acme.example/courses/7",
        "https:///courses/7",
        "https://[broken/courses/7",
        "https://canvas.acme.example:port/courses/7",
        "https://canvas.acme.example/courses/7 and more",
        "https://canvas.acme.example/\x00",
        "https://me:secret@canvas.acme.example/courses/7",
        f"https://canvas.acme.example/{'a' * 1000}",
    ],
)
def test_addresses_that_are_refused_in_words(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_lms_url(typed)
    assert "address" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("url", "hinted"),
    [
        ("", ""),
        ("https://canvas.acme.example/courses/7", ""),
        ("https://moodle.acme.example/course/view.php?id=3", ""),
        ("https://acme.blackboard.example/ultra/courses/_7_1/outline", ""),
        ("https://canvas.acme.example/profile", "does not look like a course"),
        ("https://acme.instructure.com/profile", "it ends in /courses/<number>."),
        ("https://moodle.acme.example/course/view.php?name=PY101", "its Participants, and copy that page's address"),
        ("https://moodle.acme.example/my/courses.php", "it ends in /user/index.php?id=<number>."),
        ("https://acme.blackboard.example/ultra/stream", "it holds /ultra/courses/_<number>_1/, or course_id="),
        ("https://acme.brightspace.example/d2l/home", "it ends in /d2l/home/<number>."),
        ("https://sakai.acme.example/portal", "/portal/site/<id> stands after the host."),
        ("https://app.schoology.com/home", "it holds /course/<number>."),
        ("https://moodle.acme.example/user/index.php?id=3", ""),
        ("https://acme.brightspace.example/d2l/le/lessons/6606/topics/1", ""),
        ("https://canvas.acme.example/", "does not look like a course"),
        ("https://app.schoology.com/course/123456/materials", "do not say which course"),
        ("https://schoology.acme.example/course/123456", "do not say which course"),
    ],
)
def test_a_hint_for_an_address_that_connects_no_course_by_itself(url: str, hinted: str) -> None:
    assert hinted in lms_url_hint(url)
    assert bool(lms_url_hint(url)) == bool(hinted)


class TestInTheDatabase:
    pytestmark = http

    @pytest.fixture
    def there(self) -> Scene:
        return scene(lti_enabled=False)

    def test_details_are_saved_together_or_not_at_all(self, there: Scene) -> None:
        saved = ClassDetails(
            title="New", description="Of all.", terms={"late_per_day": Decimal(5)}, lti_enabled=True,
            lms_url="https://canvas.acme.example/courses/7", links_open="frame",
        )  # fmt: skip
        teacher, before = there.people["teacher"], there.fresh()
        with pytest.raises(ValidationError):
            save_details(actor=teacher, classroom=there.fresh(), details=replace(saved, lms_url="nonsense"))
        assert (there.fresh().title, there.fresh().late_per_day) == (before.title, before.late_per_day)
        assert not AuditEntry.objects.exists()
        save_details(actor=teacher, classroom=there.fresh(), details=saved)
        assert (there.fresh().title, there.fresh().late_per_day, there.fresh().lti_enabled) == ("New", Decimal(5), True)
        assert sorted(AuditEntry.objects.values_list("action", flat=True)) == ["class.edit", "class.edit", "class.lti"]

    @pytest.mark.parametrize(
        ("url", "before", "after"),
        [
            ("https://d2l.acme.example/d2l/le/lessons/6606", ("", ""), ("d2l.acme.example", "6606")),
            ("https://canvas.acme.example/courses/7", ("canvas.acme.example", "7"), ("canvas.acme.example", "7")),
            ("https://sakai.acme.example/portal/directtool/x", ("sakai.acme.example", "x"), ("", "")),
            ("", ("canvas.acme.example", "7"), ("canvas.acme.example", "7")),
        ],
    )
    def test_b6_addresses_of_earlier_releases_are_read_anew(
        self, there: Scene, url: str, before: tuple[str, str], after: tuple[str, str]
    ) -> None:
        fields = {"lms_url": url, "lms_host": before[0], "lms_course_id": before[1]}
        Classroom.objects.filter(pk=there.classroom.pk).update(**fields)
        name = "0008_read_lms_urls_anew"
        then = MigrationExecutor(connection).loader.project_state(("classes", name)).apps
        import_module(f"slipway.classes.migrations.{name}").read_anew(then, None)
        kept = there.fresh()
        assert (kept.lms_host, kept.lms_course_id) == after

    @pytest.mark.parametrize(
        ("url", "host", "course_id"),
        [
            (" https://Canvas.acme.example/courses/7/pages/x ", "canvas.acme.example", "7"),
            ("https://moodle.acme.example:8443/course/view.php?id=3", "moodle.acme.example:8443", "3"),
            ("https://canvas.acme.example/profile", "", ""),
            ("https://sakai.acme.example/portal/site/a%00b", "", ""),
            ("https://acme.brightspace.example/d2l/le/news/6606/1/view", "acme.brightspace.example", "6606"),
            (f"https://moodle.acme.example/course/view.php?id={'3' * 300}", "", ""),
            ("", "", ""),
        ],
    )
    def test_the_url_is_taken_apart(self, there: Scene, url: str, host: str, course_id: str) -> None:
        set_lti(actor=there.people["teacher"], classroom=there.classroom, enabled=True, lms_url=url)
        kept = there.fresh()
        assert (kept.lti_enabled, kept.lms_url) == (True, url.strip())
        assert (kept.lms_host, kept.lms_course_id) == (host, course_id)
        assert (there.classroom.lms_host, there.classroom.lms_course_id) == (host, course_id)
        assert there.deeds() == ["class.lti"]

    def test_nothing_new_leaves_no_trace(self, there: Scene) -> None:
        set_lti(actor=None, classroom=there.classroom, enabled=False, lms_url="")
        edit_class(actor=None, classroom=there.classroom, title=there.classroom.title, description="")
        assert there.deeds() == []

    def test_a_refused_address_changes_nothing(self, there: Scene) -> None:
        with pytest.raises(ValidationError):
            set_lti(actor=None, classroom=there.classroom, enabled=True, lms_url="nonsense")
        assert not there.fresh().lti_enabled
        assert there.deeds() == []

    def test_edit_details(self, there: Scene) -> None:
        browser = there.browser()
        form = {"title": "Python", "description": "One\r\ntwo", "lti_enabled": "on"}
        url = " https://canvas.acme.example/profile "
        answer = browser.post(there.path(DETAILS), {**form, "lms_url": url})
        assert answer.status_code == 302
        kept = there.fresh()
        assert (kept.title, kept.description, kept.lti_enabled) == ("Python", "One\ntwo", True)
        page = browser.get(answer["Location"]).content.decode()
        assert "does not look like a course" in page
        assert 'value="https://canvas.acme.example/profile"' in page

    @pytest.mark.parametrize(
        ("url", "promised"),
        [
            ("", True),
            ("https://canvas.acme.example/courses/7", True),
            ("https://canvas.acme.example/profile", False),
            ("https://app.schoology.com/course/123456", False),
        ],
    )
    def test_a_course_is_promised_to_connect_by_itself_only_where_it_does(
        self, there: Scene, url: str, promised: bool
    ) -> None:
        LmsCourse.objects.all().delete()
        set_lti(actor=None, classroom=there.classroom, enabled=True, lms_url=url)
        page = there.page(ADMIN)
        assert "No course has been here yet." in page
        assert ("is connected by itself" in page) == promised

    @pytest.mark.parametrize(
        ("enabled", "url", "says"),
        [
            (False, "", "Saved."),
            (True, "", "Saved. Next, give it the address of its course in the LMS, as Class LMS URL."),
            (
                True,
                "https://canvas.acme.example/courses/7",
                "Saved. Next, place its units in the course: the Slipway button in your LMS lists them.",
            ),
        ],
    )
    def test_edit_details_says_what_comes_next(self, enabled: bool, url: str, says: str) -> None:
        there = scene(lti_enabled=False)
        browser, path = there.browser(), there.path(DETAILS)
        sent = {"title": "Python", "lms_url": url, **({"lti_enabled": "on"} if enabled else {})}
        page = browser.post(path, sent, follow=True).content.decode()
        assert f">{says}<" in page
        assert ("placing-units.html" in page) == enabled
        assert ">Saved.<" in browser.post(path, {**sent, "title": "Renamed"}, follow=True).content.decode()

    def test_edit_details_says_where_units_open(self, there: Scene) -> None:
        browser, path = there.browser(), there.path(DETAILS)
        assert there.fresh().links_open == "window"
        browser.post(path, {"title": "Python", "lti_enabled": "on", "links_open": "frame"})
        assert there.fresh().links_open == "frame"
        assert '<option value="frame" selected>' in browser.get(path).content.decode()
        browser.post(path, {"title": "Python", "lti_enabled": "on"})  # a form of before this field
        assert there.fresh().links_open == "frame"

    def test_c10_edit_details_says_which_lmss_decide_it_themselves(self, there: Scene) -> None:
        assert "Moodle (from 4.3 on) and Open edX decide it themselves" in there.page(DETAILS)

    def test_edit_details_says_what_is_wrong(self, there: Scene) -> None:
        form = {"title": "Python", "lti_enabled": "on", "lms_url": "canvas.acme.example/courses/7"}
        answer = there.post(DETAILS, form)
        assert answer.status_code == 422
        assert "begins with https://" in answer.content.decode()
        assert there.fresh().title == "Python from zero"

    def test_a_connected_courses_home_is_proposed(self, there: Scene) -> None:
        browser, home = there.browser(), "https://canvas.acme.example/courses/8"
        admin = there.path(ADMIN)
        assert home in browser.get(admin).content.decode()
        assert browser.post(f"{admin}/lms-url", {"lms_url": home}).status_code == 302
        kept = there.fresh()
        assert (kept.lms_url, kept.lms_course_id, kept.lti_enabled) == (home, "8", False)
        assert "Use it" not in browser.get(admin).content.decode()

    @pytest.mark.parametrize(
        "told", ["https://sakai.example/portal/site/two words", "https://ada:pw@canvas.acme.example/courses/8"]
    )
    def test_a_home_that_no_form_would_take_is_not_proposed(self, there: Scene, told: str) -> None:
        """It is made of ids that the LMS told, which may be anything."""
        LmsCourse.objects.update(home_url=told)
        browser, admin = there.browser(), there.path(ADMIN)
        assert "Use it" not in browser.get(admin).content.decode()
        assert browser.post(f"{admin}/lms-url", {"lms_url": told}).status_code == 302
        assert there.fresh().lms_url == ""

    @pytest.mark.parametrize("sent", ["https://canvas.acme.example/courses/9", "", "https://evil.example/courses/8"])
    def test_only_what_is_proposed_is_accepted(self, there: Scene, sent: str) -> None:
        there.post(f"{ADMIN}/lms-url", {"lms_url": sent})
        assert there.fresh().lms_url == ""

    def test_a_proposal_never_overwrites(self, there: Scene) -> None:
        Classroom.objects.filter(pk=there.classroom.pk).update(lms_url="https://acme.example/")
        browser, home = there.browser(), "https://canvas.acme.example/courses/8"
        assert home not in browser.get(there.path(ADMIN)).content.decode()
        browser.post(there.path("/classes/{classroom}/admin/lms-url"), {"lms_url": home})
        assert not accept_lms_url(actor=there.people["teacher"], classroom=there.classroom, lms_url=home)
        assert there.fresh().lms_url == "https://acme.example/"
