"""What happens in the story that the logs are searched after: every kind of secret is used, rightly and wrongly."""

import re
import time
from html import unescape

import httpx

from tests.canvas import Canvas, launch_fields, person, selection_fields
from tests.walls.secrets.broken import without_table
from tests.walls.secrets.story import DATA, Story
from tests.way_in import is_let_in, way_in

PASSWORD = "correct horse battery"  # the owner's, of tests.launches.school
NEW_PASSWORD = "a password after the reset"


def sign_in(story: Story, browser: httpx.Client) -> None:
    browser.get("/accounts/login/")
    story.secrets.add("password", PASSWORD, "a wrong password it was")
    who = story.school.owner
    assert story.post(browser, "/accounts/login/", login=who, password="a wrong password it was").status_code == 200
    assert story.post(browser, "/accounts/login/", login=who, password=PASSWORD).status_code == 302


def lti_page(story: Story, browser: httpx.Client) -> str:
    organizations = browser.get("/organizations/").text
    names = rf"(/organizations/[0-9a-f-]{{36}})[^>]*>[^<]*{story.school.slug}"
    found = re.search(names, organizations)
    assert found, organizations
    return f"{found[1]}/settings/lti"


def secrets_are_shown_and_reset(story: Story, owner: httpx.Client) -> None:
    page = lti_page(story, owner)
    key = re.findall(rf"{page}/keys/[0-9a-f-]{{36}}", owner.get(page).text)[0]
    old = story.canvas.secret
    assert story.post(owner, f"{key}/reveal").status_code == 302
    assert old in owner.get(page).text
    assert story.post(owner, f"{key}/reset", grace="7").status_code == 302
    shown = story.server.show_organization(story.school.slug)
    story.canvas = Canvas(story.server, story.school.canvas.key, shown["lti_1p1"][0]["shared_secret"])
    assert story.canvas.secret in owner.get(page).text
    assert old != story.canvas.secret
    story.secrets.add("shared secret", story.canvas.secret, old, story.school.disabled.secret)


def somebody_is_invited(story: Story, owner: httpx.Client) -> None:
    people = lti_page(story, owner).replace("/lti", "/people")
    assert story.post(owner, people, email=f"new@{story.school.slug}.example", role="teacher").status_code == 302
    with story.server.browser() as invited:
        assert invited.get(story.mailed(r"/invitations/[\w-]+")).status_code == 302
        story.remember(invited)


def launches(story: Story) -> None:
    path, now = story.school.address("python", "loops"), int(time.time())
    assert is_let_in(story.launch(story.canvas, path, launch_fields()))
    assert is_let_in(story.launch(story.school.canvas, path, launch_fields()))  # the old secret, in its grace
    assert is_let_in(story.launch(story.canvas, path, launch_fields(), nonce="twice-the-same"))
    assert story.launch(story.canvas, path, launch_fields(), nonce="twice-the-same").status_code == 401
    wrong = Canvas(story.server, story.canvas.key, "a-secret-mistyped")
    story.secrets.add("shared secret", wrong.secret)
    assert story.launch(wrong, path, launch_fields()).status_code == 401
    swapped = Canvas(story.server, story.canvas.secret, story.canvas.key)
    assert story.launch(swapped, path, launch_fields()).status_code == 401
    assert story.launch(story.canvas, path, launch_fields(), at=now - 9999).status_code == 401
    assert story.launch(story.canvas, path, launch_fields(course=99)).status_code == 403
    assert story.launch(story.school.disabled, path, launch_fields()).status_code == 403
    assert story.launch(story.canvas, path, {"lti_message_type": "nonsense"}).status_code == 400


def units_are_picked(story: Story) -> None:
    """The answer carries the LMS's data back, signed."""
    opened = story.launch(story.canvas, "/lti/select", selection_fields() | person("tea", roles="Instructor"))
    to = way_in(opened)
    unit = story.school.unit("python", "loops")
    assert unit in story.server.get(to.path, headers=to.bearer).text
    answer = unescape(story.server.post(to.path, headers=to.bearer, data={"unit": unit}).text)
    assert DATA in answer
    signature = re.search(r'name="oauth_signature" value="([^"]+)"', answer)
    assert signature
    story.secrets.add("signature", signature[1])


def codes_are_spent(story: Story) -> None:
    """My dashboard; then Set up sign-in, up to a password."""
    bearer, base = let_in(story)
    with story.server.browser() as tab:
        tab.get("/enter")
        code = issued(story, base, bearer, "dashboard")
        assert story.post(tab, "/enter", code=code).status_code == 302
        assert story.post(tab, "/enter", code=code).status_code == 403
        assert story.post(tab, "/enter", code=issued(story, base, bearer, "sign-in")).status_code == 302
        shown = re.search(r'name="identity" value="([^"]+)"', tab.get("/set-up-sign-in").text)
        assert shown
        asked = {"identity": shown[1], "email": f"ida@{story.school.slug}.example"}
        assert story.post(tab, "/set-up-sign-in", **asked).status_code == 200
        path = story.mailed(r"/set-up-sign-in/[\w:-]+")
        assert tab.get(path).status_code == 200
        story.secrets.add("password", "short but wrong", "the password of ida")
        assert story.post(tab, path, name="Ida", password="short but wrong", again="other").status_code == 422
        chosen = {"password": "the password of ida", "again": "the password of ida"}
        assert story.post(tab, path, name="Ida", **chosen).status_code == 302


def let_in(story: Story) -> tuple[dict[str, str], str]:
    """A living launch: its header and the beginning of its addresses."""
    to = way_in(story.launch(story.canvas, story.school.address("python", "loops"), launch_fields()))
    return to.bearer, "/".join(to.path.split("/")[:3])


def issued(story: Story, base: str, bearer: dict[str, str], purpose: str) -> str:
    code = story.server.post(f"{base}/codes/{purpose}", headers=bearer).json()["url"].partition("#")[2]
    story.secrets.add("code", code)
    return str(code)


def a_password_is_forgotten(story: Story) -> None:
    with story.server.browser() as browser:
        browser.get("/accounts/password/reset/")
        assert story.post(browser, "/accounts/password/reset/", email=story.school.owner).status_code == 302
        key = story.mailed(r"/accounts/password/reset/key/[\w-]+/")
        form = browser.get(key).headers["location"]
        browser.get(form)
        story.secrets.add("password", NEW_PASSWORD)
        assert story.post(browser, form, password1=NEW_PASSWORD, password2=NEW_PASSWORD).status_code == 302


def everything_is_wrong(story: Story) -> None:
    bearer, base = let_in(story)
    guessed = "a-token-that-somebody-guessed"
    story.secrets.add("bearer", guessed)
    unit = story.school.unit("python", "loops")
    assert story.server.get(f"{base}/units/{unit}", headers={"Authorization": f"Bearer {guessed}"}).status_code == 401
    assert story.server.get(f"/l/{unit}/units/{unit}", headers=bearer).status_code == 401
    assert story.server.get(f"/files/{guessed}").status_code == 404
    assert story.server.get(f"/invitations/{guessed}").status_code == 404
    assert story.server.get(f"/set-up-sign-in/{guessed}").status_code == 410
    assert story.server.post("/enter", data={"code": guessed}).status_code == 403
    assert story.server.post("/lti", data={"oauth_signature": guessed, "data": DATA}).status_code == 401


def the_server_breaks(story: Story, owner: httpx.Client) -> None:
    """500, where an address, a header, a cookie or a form holds something secret."""
    server, (bearer, base) = story.server, let_in(story)
    unit = story.school.address("python", "loops")
    with without_table(server, "orgs_invitation"):
        assert server.get(story.mailed(r"/invitations/[\w-]+")).status_code == 500
    with without_table(server, "classes_launchsession"):
        assert server.get(f"{base}/classes/x", headers=bearer).status_code in {404, 500}
        assert server.post(f"{base}/codes/dashboard", headers=bearer).status_code == 500
        assert story.launch(story.canvas, unit, launch_fields()).status_code == 500
    with without_table(server, "workspaces_workspace"):
        by_its_shell = story.launch(story.canvas, unit, launch_fields())
        assert (is_let_in(by_its_shell), by_its_shell.status_code) == (True, 303)
    with without_table(server, "people_singleusecode"):
        owner.get("/enter")
        assert story.post(owner, "/enter", code=next(iter(story.secrets.found["code"]))).status_code == 500
    with without_table(server, "orgs_user"), server.browser() as browser:
        browser.get("/enter")
        assert story.post(browser, story.mailed(r"/set-up-sign-in/[\w:-]+"), password=PASSWORD).status_code == 500
        assert story.post(browser, "/accounts/login/", login="who@x.example", password=PASSWORD).status_code == 500
