"""Which course an address names, whatever page of it somebody copied; and that no address of another thing does."""

# ruff: noqa: E501  # a table is read by its lines

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.lms.course_ref import course_of, kind_of_page, read_course_url, root_of_course, same_course, spellings
from slipway.lms_kinds.course import CourseRef
from slipway.lti.v1p1.launch import read_launch_form
from slipway.lti.v1p3.launch import read_claims
from tests.lti import dialects
from tests.lti.signing import form_of
from tests.lti.v1p3.platform import LTI, RESOURCE_LINK
from tests.often import at_most

KEY = "course-v1:edX+Loops+2026"
CCX = "ccx-v1:edX+Loops+2026+ccx@3"

# By LMS: the course's id, and pages of that course as browsers show their addresses.
PAGES: dict[str, tuple[str, list[str]]] = {
    "canvas": ("7", [
        "/courses/7", "/courses/7/assignments", "/courses/7/assignments/12", "/courses/7/assignments/12?module_item_id=3",
        "/courses/7/modules/items/9", "/courses/7/pages/loops", "/courses/7/external_tools/5?display=borderless",
        "/courses/7/users", "/courses/7/gradebook", "/courses/7/files/folder/course%20files", "/courses/7?view=feed",
        "/courses/7/discussion_topics/33", "/courses/7/settings/configurations#tab-tools", "/api/v1/courses/7",
        "/courses/7/groups#tab-2",
    ]),
    "moodle": ("12", [
        "/course/view.php?id=12", "/course/view.php?id=12&section=3", "/course/view.php?section=3&id=12#section-3",
        "/user/index.php?id=12", "/user/index.php?perpage=20&id=12", "/course/edit.php?id=12",
        "/course/admin.php?courseid=12", "/grade/report/grader/index.php?id=12", "/grade/report/index.php?id=12",
        "/grade/report/user/index.php?userid=5&id=12", "/grade/edit/tree/index.php?id=12", "/enrol/index.php?id=12",
        "/enrol/instances.php?id=12", "/group/index.php?id=12", "/report/log/index.php?chooselog=1&id=12",
        "/report/completion/index.php?course=12", "/report/progress/index.php?course=12", "/backup/backup.php?id=12",
        "/course/modedit.php?add=lti&type=&course=12&section=0&return=0&sr=0", "/mod/lti/index.php?id=12",
        "/mod/lti/coursetools.php?id=12", "/mod/assign/index.php?id=12", "/user/view.php?id=5&course=12",
        "/question/edit.php?courseid=12", "/badges/index.php?type=2&id=12", "/calendar/view.php?view=month&course=12",
        "/course/completion.php?id=12", "/course/reset.php?id=12", "/notes/index.php?user=5&course=12",
        "/admin/tool/lp/coursecompetencies.php?courseid=12", "/course/overview.php?id=12", "/mod/forum/search.php?id=12",
    ]),
    "desire2learn": ("6606", [
        "/d2l/home/6606", "/d2l/le/content/6606/Home", "/d2l/le/content/6606/viewContent/123/View",
        "/d2l/le/lessons/6606", "/d2l/le/lessons/6606/topics/77", "/d2l/le/6606/discussions/List",
        "/d2l/le/classlist/6606", "/d2l/lp/navbars/6606/customize", "/d2l/le/news/6606/12/view", "/d2l/le/calendar/6606",
        "/d2l/lms/grades/index.d2l?ou=6606", "/d2l/lms/classlist/classlist.d2l?ou=6606",
        "/d2l/lms/dropbox/user/folder_submit_files.d2l?db=77&grpid=0&isprv=0&bp=0&ou=6606",
        "/d2l/common/dialogs/quickLink/quickLink.d2l?ou=6606&type=lti&rcode=x-5",
        "/d2l/le/userprogress/6606/5/Summary", "/d2l/lp/cmc/main.d2l?ou=6606", "/d2l/le/manageCourseBuilder/6606",
        "/d2l/le/enhancedSequenceViewer/6606?url=https%3A%2F%2Fx", "/d2l/le/activities/iterator/555?ou=6606",
        "/d2l/p/home/6606", "/d2l/lms/grades/index.d2l?OU=6606", "/d2l/ep/6606/dashboard/index",
        "/d2l/lp/homepages/6606/List", "/d2l/lp/ouHome/6606", "/d2l/le/rubrics/6606", "/d2l/le/quizzing/6606/x",
        "/d2l/login?target=%2fd2l%2fhome%2f6606", "/d2l/login?sessionExpired=0&target=%2Fd2l%2Fle%2Fcontent%2F6606%2FHome",
        "/d2l/lp/auth/login/login.d2l?Target=https%3A%2F%2Flms.school.edu%2Fd2l%2Fx.d2l%3FOu%3D6606",
    ]),
    "blackboard": ("_123_1", [
        "/ultra/courses/_123_1/outline", "/ultra/courses/_123_1/cl/outline", "/ultra/courses/_123_1/grades",
        "/ultra/courses/_123_1/outline/edit/document/_55_1?courseId=_123_1&view=content",
        "/ultra/organizations/_123_1/outline", "/webapps/blackboard/execute/launcher?type=Course&id=_123_1&url=",
        "/webapps/blackboard/execute/launcher?url=&id=PkId%7Bkey%3D_123_1%2C+dataType%3Dblackboard%7D&type=Course",
        "/webapps/blackboard/content/listContent.jsp?course_id=_123_1&content_id=_9_1",
        "/webapps/blackboard/content/listContentEditable.jsp?content_id=_9_1&course_id=_123_1&mode=reset",
        "/webapps/blackboard/execute/courseMain?course_id=_123_1", "/webapps/assignment/uploadAssignment?course_id=_123_1",
        "/webapps/gradebook/do/instructor/enterGradeCenter?course_id=_123_1&cvid=fullGC",
        "/webapps/blackboard/execute/modulepage/view?course_id=_123_1&cmp_tab_id=_4_1&mode=view",
        "/ultra/redirect?redirectType=nautilus&courseId=_123_1", "/ultra/course/_123_1",
        "/webapps/portal/frameset.jsp?tab_tab_group_id=_2_1&url=%2Fwebapps%2Fblackboard%2Fexecute%2Flauncher%3Ftype%3DCourse%26id%3D_123_1%26url%3D",
        "/webapps/login/?new_loc=%2Fultra%2Fcourses%2F_123_1%2Foutline", "/webapps/login/?action=relogin&new_loc=/ultra/course/_123_1",
    ]),
    "sakai": ("site-77", [
        "/portal/site/site-77", "/portal/site/site-77/page/1f", "/portal/site/site-77/tool/2e?panel=Main",
        "/portal/site-reset/site-77/tool/2e", "/portal/pda/site-77", "/access/content/group/site-77/a.pdf",
        "/direct/site/site-77",
    ]),
    "schoology": ("900", ["/course/900", "/course/900/materials", "/course/900/materials?f=123", "/course/900/members"]),
    "openedx": (KEY, [
        f"/courses/{KEY}", f"/courses/{KEY}/course/", f"/courses/{KEY}/about", f"/courses/{KEY}/progress",
        f"/courses/{KEY}/jump_to/block-v1:edX+Loops+2026+type@vertical+block@5", f"/learning/course/{KEY}/home",
        f"/learning/course/{KEY}/block-v1:edX+Loops+2026+type@sequential+block@5", f"/course/{KEY}",
        f"/authoring/course/{KEY}/outline", f"/settings/details/{KEY}", f"/gradebook/{KEY}", f"/discussions/{KEY}/posts",
        "/container/block-v1:edX+Loops+2026+type@vertical+block@5?show=x", f"/courses/{quote(KEY)}/",
        f"/courses/{quote(KEY, safe='')}/course/",
    ]),
}  # fmt: skip
EVERY = [(family, course, page) for family, (course, pages) in PAGES.items() for page in pages]


def named(url: str) -> tuple[str, str] | None:
    """Host and id of the course that an address names."""
    found = read_course_url(url)
    return (found.host, found.course_id) if found else None


@pytest.mark.parametrize(("family", "course", "page"), EVERY)
def test_b6_every_page_of_a_course_names_it(family: str, course: str, page: str) -> None:
    assert named(f"https://lms.school.edu{page}") == ("lms.school.edu", course)
    assert kind_of_page(f"https://lms.school.edu{page}").family == family


@pytest.mark.parametrize(
    ("page", "course"),
    [
        ("/courses/1158~22/modules", "1158~22"),
        (f"/courses/{CCX}/course/", CCX),
        ("/container/ccx-block-v1:edX+Loops+2026+ccx@3+type@vertical+block@5", CCX),
        ("/portal/site/A%20site%20with%20spaces/tool/1", "A site with spaces"),
        ("/portal/site/~someone", "~someone"),
        ("/course/view.php?id=1&id=12", "12"),  # PHP takes the last
        ("//course//view.php/?id=12", "12"),
        ("/D2L/Home/6606", "6606"),
        ("/courses/2026/course/view.php?id=12", "12"),  # a Moodle under a path
        ("/courses/all/course/view.php?id=12", "12"),
    ],
)
def test_b6_odd_ways_to_write_them(page: str, course: str) -> None:
    assert named(f"https://lms.school.edu{page}") == ("lms.school.edu", course)


@pytest.mark.parametrize(
    ("page", "family"),
    [
        # Moodle: named by a short name or number of its own, or the id is another thing's
        ("/course/view.php?name=PY101", "moodle"),
        ("/course/view.php?idnumber=PY101", "moodle"),
        ("/moodle/course/view.php", "moodle"),
        ("/course/view.php?id=PY101", "moodle"),
        ("/course/view.php?id=", "moodle"),
        ("/course/view.php?id=-1", "moodle"),
        ("/course/view.php?id=\u0661\u0662", "moodle"),
        ("/mod/lti/view.php?id=5", "moodle"),
        ("/mod/assign/view.php?id=5&action=grading", "moodle"),
        ("/course/section.php?id=5", "moodle"),
        ("/course/modedit.php?update=5&return=1", "moodle"),
        ("/course/index.php?categoryid=3", "moodle"),
        ("/grade/edit/letter/index.php?id=5", "moodle"),
        ("/badges/index.php?type=1&id=5", "moodle"),
        ("/user/profile.php?id=5", "moodle"),
        ("/user/index.php?contextid=30", "moodle"),
        ("/calendar/view.php?view=month&course=1", "moodle"),  # the site's own front page
        ("/course/view.php?id=1", "moodle"),
        ("/user/index.php?id=1", "moodle"),
        ("/grade/report/grader/index.php?id=1&course=1", "moodle"),
        ("/my/", "moodle"),
        ("/my/courses.php", "moodle"),
        # Canvas
        ("/courses", "canvas"),
        ("/courses/sis_course_id:PY101", "canvas"),
        ("/accounts/1/settings", "canvas"),
        ("/groups/9", "canvas"),
        # Brightspace: a number that is no course's
        ("/d2l/home", "desire2learn"),
        ("/d2l/login?target=%2fd2l%2fhome", "desire2learn"),
        ("/d2l/login?target=https%3A%2F%2Fother.edu%2Fd2l%2Fhome%2F6606", "desire2learn"),
        ("/d2l/login?target=%2F%2Fother.edu%2Fd2l%2Fhome%2F6606", "desire2learn"),
        ("/d2l/login?target=%2Fd2l%2Flogin%3Ftarget%3D%252Fd2l%252Fhome%252F6606", "desire2learn"),  # one, no more
        ("/d2l/login?target=%2Fcourses%2F7", "desire2learn"),
        ("/d2l/login?target=https%3A%2F%2F%5Bx%2Fd2l%2Fhome%2F6606", "desire2learn"),
        ("/courses/edX/DemoX/Demo_Course/", "openedx"),
        ("/courses/edX/DemoX/Demo_Course/courseware", "openedx"),
        ("/wiki?url=%2Fcourses%2F7", ""),
        ("/d2l/le/activities/iterator/555", "desire2learn"),
        ("/d2l/lms/grades/index.d2l?ou=x", "desire2learn"),
        ("/d2l/lp/profile/5", "desire2learn"),
        # Blackboard
        ("/ultra/course", "blackboard"),
        ("/ultra/stream", "blackboard"),
        ("/webapps/portal/execute/tabs/tabAction?tab_tab_group_id=_1_1", "blackboard"),
        ("/webapps/blackboard/content/listContent.jsp?course_id=loops", "blackboard"),
        ("/webapps/blackboard/execute/launcher?type=User&id=_5_1", "blackboard"),
        # Sakai: a tool's placement is no site
        ("/portal", "sakai"),
        ("/portal/directtool/0f1e-2d", "sakai"),
        ("/portal/tool/0f1e-2d", "sakai"),
        ("/portal/site/!gateway", "sakai"),
        ("/portal/site/a%00b", "sakai"),
        ("/portal/site/" + "x" * 256, "sakai"),
        # nobody's
        ("/", ""),
        ("/dashboard", ""),
        ("/learning/course/", ""),
        ("/wiki/d2l/home/6606", ""),
    ],
)
def test_b6_a_page_that_cannot_name_its_course_is_still_known_by_its_lms(page: str, family: str) -> None:
    assert named(f"https://lms.school.edu{page}") is None
    assert kind_of_page(f"https://lms.school.edu{page}").family == family


@pytest.mark.parametrize(
    ("host", "family"),
    [("acme.instructure.com", "canvas"), ("app.schoology.com", "schoology"), ("acme.brightspace.com", "desire2learn"),
     ("acme.blackboard.com", "blackboard"), ("instructure.com.evil.example", ""), ("xinstructure.com", "")],
)  # fmt: skip
def test_b6_some_hosts_are_one_vendors(host: str, family: str) -> None:
    assert kind_of_page(f"https://{host}/somewhere").family == family


WAYS = st.fixed_dictionaries({
    "upper": st.booleans(), "port": st.booleans(), "slash": st.booleans(), "space": st.booleans(),
    "fragment": st.sampled_from(["", "#top", "#/courses/99", "#tab=2&id=99"]),
    "extra": st.lists(st.tuples(st.sampled_from(["lang", "utm_source", "x"]), st.text("abc09", max_size=5)), max_size=3),
    "order": st.randoms(use_true_random=False), "encode": st.booleans(), "scheme": st.sampled_from(["https", "http"]),
})  # fmt: skip


@given(st.sampled_from(EVERY), WAYS)
@settings(max_examples=at_most(400))
def test_b6_however_the_address_is_written_it_is_the_same_course(
    each: tuple[str, str, str], way: dict[str, Any]
) -> None:
    _, course, page = each
    path, _, query = page.partition("?")
    path, query = path.partition("#")[0], query.partition("#")[0]
    pairs = [*filter(None, query.split("&")), *(f"{name}={value}" for name, value in way["extra"])]
    way["order"].shuffle(pairs)
    if way["encode"]:  # a letter of each part, as some programs write them
        path = "/".join(
            f"%{ord(part[0]):02X}{part[1:]}" if part and part[0] != "%" else part for part in path.split("/")
        )
    host = ("LMS.School.EDU" if way["upper"] else "lms.school.edu") + (
        {"https": ":443", "http": ":80"}[way["scheme"]] if way["port"] else ""
    )
    url = f"{way['scheme']}://{host}{path}{'/' if way['slash'] else ''}{'?' + '&'.join(pairs) if pairs else ''}"
    url += way["fragment"]
    assert named(f"  {url}\n" if way["space"] else url) == ("lms.school.edu", course)


@given(
    st.text(max_size=80)
    | st.tuples(
        st.sampled_from(["https://", "http://h", "https://[::1]", "//", "https://h:99999", "ftp://h", ""]),
        st.lists(st.sampled_from([
            "/courses/", "7", "~", "/d2l/", "home/", "/course/view.php", "?id=", "&id=", "&course_id=", "_1_1", "%", "%00",
            "%ED%A0%80", "/portal/site/", "course-v1:", "+", "#", "//", "\u0661", "@", "block-v1:", "[", "\ud800", " ", ";",
        ]), max_size=8).map("".join),
    ).map("".join)
)  # fmt: skip
@settings(max_examples=at_most(500))
def test_b6_no_address_is_too_much(url: str) -> None:
    found = read_course_url(url)
    kind_of_page(url)
    if found is not None:
        assert found.course_id.isprintable()
        assert 0 < len(found.course_id) <= 255
        assert same_course(found, found)
    root_of_course(CourseRef(host="h", course_id="7", home_url=url))  # reading it must not fail


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1158~22", "11580000000000022", True),
        ("11580000000000022", "1158~22", True),
        ("1158~22", "22", False),
        ("1158~22", "1159~22", False),
        ("22", "22", True),
        ("10000000000001", "1~1", True),
        ("x~1", "y~1", False),
    ],
)
def test_b6_canvas_writes_a_course_of_another_shard_in_two_ways(one: str, other: str, same: bool) -> None:
    host = "canvas.school.edu"
    assert same_course(CourseRef(host=host, course_id=one), CourseRef(host=host, course_id=other)) is same
    assert (other in spellings(one)) is same


@pytest.mark.parametrize(
    ("pasted", "launched", "same"),
    [
        ("apps.lms.school.edu", "lms.school.edu", True),
        ("apps.lms.school.edu:1999", "lms.school.edu:8000", True),
        ("studio.lms.school.edu", "lms.school.edu", True),
        ("learning.edx.example", "courses.edx.example", True),
        ("studio.edx.example", "courses.edx.example", True),
        ("apps.school.edu", "lms.school.edu", True),
        ("LMS.school.edu.".lower(), "lms.school.edu", True),
        ("b\u00fccher.example", "xn--bcher-kva.example", True),
        ("other.edx.example", "courses.edx.example", False),  # a neighbour under the same domain
        ("learning.example", "courses.example", False),  # of a top level domain everybody is a neighbour
        ("apps.other.edu", "lms.school.edu", False),
        ("lms.school.edu", "apps.lms.school.edu", False),
    ],
)
def test_b6_open_edx_shows_its_courses_on_hosts_beside_the_one_that_launches(
    pasted: str, launched: str, same: bool
) -> None:
    assert same_course(CourseRef(host=pasted, course_id=KEY), CourseRef(host=launched, course_id=KEY)) is same
    numbers = [CourseRef(host=host, course_id="7") for host in (pasted, launched)]
    assert same_course(numbers[0], numbers[1]) is (same and not pasted.startswith(("apps", "studio", "learning")))


AT = "http://lms.school.edu"


def moodle_launch(root: str) -> CourseRef:
    """A launch of course 2 of the Moodle at that path."""
    service = {"lis_outcome_service_url": f"{AT}{root}/mod/lti/service.php"}
    back = {"launch_presentation_return_url": f"{AT}{root}/mod/lti/return.php?course=2&sesskey=x"}
    found = course_of(read_launch_form(form_of(dialects.MOODLE | service | back)))
    assert found
    return found


def advantage_launch(root: str) -> CourseRef:
    """And by LTI 1.3, where its issuer alone says where it is."""
    told = {
        "iss": f"{AT}{root}",
        f"{LTI}context": {"id": "2"},
        f"{LTI}tool_platform": {"product_family_code": "moodle"},
    }
    found = course_of(read_claims(RESOURCE_LINK | told))
    assert found
    return found


ROOTS = ["", "/archive", "/a/b", "/course", "/mod", "/portal", "/api", "/my moodle"]
MOODLE_PAGES = ["/course/view.php?id=2", "/user/index.php?id=2", "/grade/report/user/index.php?id=2",
                "/course/modedit.php?add=lti&course=2", "/mod/lti/index.php?id=2"]  # fmt: skip


@pytest.mark.parametrize("page", MOODLE_PAGES)
@pytest.mark.parametrize("root", ROOTS)
def test_c9_two_moodles_on_one_host_are_two(root: str, page: str) -> None:
    root = quote(root)
    pasted = read_course_url(f"{AT}{root}{page}")
    assert pasted
    for launched in (moodle_launch, advantage_launch):
        for other in ROOTS:
            assert same_course(pasted, launched(quote(other))) is (quote(other) == root), other


def test_c9_a_moodles_home_is_told_with_its_path() -> None:
    assert moodle_launch("/archive").home_url == f"{AT}/archive/course/view.php?id=2"
    assert advantage_launch("/archive").home_url == f"{AT}/archive/course/view.php?id=2"


@pytest.mark.parametrize("root", ["", "/archive"])
def test_c9_what_was_learned_before_says_no_path_and_is_taken(root: str) -> None:
    """Rows of earlier releases may have no address of the course's home; those that have one hold the path in it."""
    before = CourseRef(host="lms.school.edu", course_id="2")
    assert same_course(before, moodle_launch(root))
    pasted = read_course_url(f"{AT}{root}/course/view.php?id=2")
    assert pasted
    assert same_course(pasted, before)


@pytest.mark.parametrize(("family", "course", "page"), [each for each in EVERY if each[0] != "moodle"])
def test_c9_no_other_lms_has_a_path_to_compare(family: str, course: str, page: str) -> None:
    url = f"https://lms.school.edu{page}"
    pasted = CourseRef(host="lms.school.edu", course_id=course, home_url=url)
    assert same_course(pasted, replace(pasted, home_url=f"https://lms.school.edu/{family}"))
