"""`slipway apply`, `show`, `import-class`, `reset-link` against a server that runs."""

import re
from pathlib import Path

import pytest

from tests.commands import CommandFailed
from tests.servers import Slipway

pytestmark = pytest.mark.http

SAMPLE = Path(__file__).parents[2] / "src/slipway/content/samples/python-from-zero"


def site(slug: str, **changed: str) -> str:
    """A site file for the organization `slug`; `changed` replaces values."""
    values = {"name": "Acme College", "secret": "acme-secret", "disabled": "false", "lti": "true"} | changed
    return f"""
[[organization]]
slug = "{slug}"
name = "{values["name"]}"
owners = [{{ email = "owner@{slug}.example", name = "Olivia", password = "calm seas" }}]
teachers = [{{ email = "tess@{slug}.example" }}]
[[organization.lti_1p1]]
name = "Canvas"
consumer_key = "{slug}-key"
shared_secret = "{values["secret"]}"
disabled = {values["disabled"]}
[[organization.class]]
slug = "python"
folder = "{SAMPLE}"
lti_enabled = {values["lti"]}
lms_url = " https://canvas.example.edu/courses/7 "
teachers = ["tess@{slug}.example"]
"""


def test_a_site_is_made_once_and_shown(anywhere: Slipway) -> None:
    made = anywhere.apply(site("made-once"))
    assert "organization made-once: made" in made
    assert "`slipway reset-link tess@made-once.example`" in made
    assert "class made-once/python: tess@made-once.example teaches" in made
    assert anywhere.apply(site("made-once")) == "nothing to change\n"
    acme = anywhere.show_organization("made-once")
    assert acme["lti_1p1"] == [
        {
            "name": "Canvas",
            "consumer_key": "made-once-key",
            "launch_url": f"{anywhere.url}/lti",
            "config_url": f"{anywhere.url}/lti/config.xml",
            "disabled": False,
            "shared_secret": "acme-secret",
        }
    ]
    (python,) = acme["classes"]
    assert (python["slug"], python["title"], python["lti_enabled"]) == ("python", "Python from zero", True)
    assert python["lms_url"] == "https://canvas.example.edu/courses/7"
    assert len(python["modules"]) == 3
    units = [unit for module in python["modules"] for unit in module["units"]]
    assert len(units) == 8
    assert units[0]["launch_url"] == f"{anywhere.url}/lti/units/{units[0]['id']}"


def test_b8_byte_order_marks_before_the_site_file_and_what_it_names_say_nothing(live: Slipway, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("\ufeffmarked-secret", encoding="utf-8")
    text = site("marked").replace('shared_secret = "acme-secret"', 'shared_secret_file = "secret.txt"')
    assert "organization marked: made" in live.apply(f"\ufeff{text}", folder=tmp_path)
    assert live.show_organization("marked")["lti_1p1"][0]["shared_secret"] == "marked-secret"


def test_secrets_are_shown_only_when_asked_for(live: Slipway) -> None:
    live.apply(site("discreet", secret="never-seen"))
    assert "never-seen" not in live.slipway("show", "--json")
    assert "never-seen" not in live.slipway("show")
    assert "never-seen" in live.slipway("show", "--secrets")


def test_what_the_file_changes_is_changed_and_said(live: Slipway) -> None:
    live.apply(site("changing"))
    changes = site("changing", name="New Name", secret="other", disabled="true", lti="false")
    assert live.apply(changes).splitlines() == [
        "organization changing: now called 'New Name'",
        "key changing-key: new secret",
        "key changing-key: disabled",
        "class changing/python: LTI disabled",
    ]
    assert live.apply(site("changing", name="New Name", secret="other", lti="false")).splitlines() == [
        "key changing-key: enabled"
    ]


def test_a_key_stays_disabled_where_the_file_says_nothing_of_it(live: Slipway) -> None:
    live.apply(site("paused", disabled="true"))
    silent = site("paused").replace("disabled = false\n", "")
    assert live.apply(silent) == "nothing to change\n"
    assert live.show_organization("paused")["lti_1p1"][0]["disabled"] is True
    assert live.apply(site("paused")) == "key paused-key: enabled\n"
    assert live.apply(silent) == "nothing to change\n"


def test_a_reset_link_leads_to_a_new_password(live: Slipway) -> None:
    live.apply(site("forgetful"))
    link = live.slipway("reset-link", "Tess@forgetful.example").strip()
    assert re.fullmatch(rf"{live.url}/accounts/password/reset/key/\S+/", link)
    with live.browser() as browser:
        page = browser.get(link, follow_redirects=True)
        assert page.status_code == 200
        assert 'name="password1"' in page.text
    with pytest.raises(CommandFailed, match=r"Nobody signs in here as nobody@forgetful\.example"):
        live.slipway("reset-link", "nobody@forgetful.example")


@pytest.mark.parametrize(
    ("slug", "old", "new", "fault"),
    [
        (
            "bad-key",
            'consumer_key = "bad-key-key"',
            'consumer_key = "holder-key"',
            "lti_1p1[0].consumer_key: 'holder-key'",
        ),
        ("bad-url", " https://canvas.example.edu/courses/7 ", "canvas/courses/7", "class[0].lms_url: This is no web"),
        ("bad-teacher", '["tess@', '["stranger@', "class[0].teachers: nobody has an account with stranger@"),
        ("bad-folder", str(SAMPLE), "/nowhere/python", "class[0].folder (/nowhere/python): python: is not a folder"),
        ("bad-word", "lti_enabled", "lti_enable", "class[0].lti_enable: unknown key; did you mean lti_enabled?"),
    ],
)
def test_a_file_that_asks_for_too_much_changes_nothing(
    live: Slipway, slug: str, old: str, new: str, fault: str
) -> None:
    live.apply(site("holder"))
    before = live.query("SELECT count(*) AS entries FROM audit_auditentry")
    with pytest.raises(CommandFailed) as failed:
        live.apply(site(slug).replace(old, new))
    assert f"organization[0].{fault}" in failed.value.output
    assert "Traceback" not in failed.value.output
    assert live.query("SELECT slug FROM orgs_organization WHERE slug = %s", [slug]) == []
    assert live.query("SELECT count(*) AS entries FROM audit_auditentry") == before


def test_a_class_is_imported_once_and_exported_to_a_folder_that_reads_the_same(live: Slipway, tmp_path: Path) -> None:
    live.apply('[[organization]]\nslug = "exporting"\nname = "Exporting"')
    assert "unit say-hello: added" in live.slipway("import-class", str(SAMPLE), "--organization", "exporting")
    assert live.slipway("import-class", str(SAMPLE), "--organization", "exporting") == "nothing to change\n"
    assert [each["slug"] for each in live.show_organization("exporting")["classes"]] == ["python-from-zero"]
    root = tmp_path / "python-from-zero"
    for _ in range(2):  # into a new folder, and over the folder of before
        assert f"written to {root}" in live.slipway("export-class", "exporting/python-from-zero", str(root))
        written = {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        assert written == {path.relative_to(SAMPLE): path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()}
    assert live.slipway("import-class", str(root), "--organization", "exporting") == "nothing to change\n"


def test_an_export_overwrites_nothing_else(live: Slipway, tmp_path: Path) -> None:
    live.apply('[[organization]]\nslug = "careful"\nname = "Careful"\n[[organization.class]]\nslug = "e"\ntitle = "E"')
    live.slipway("import-class", str(SAMPLE), "--organization", "careful")
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CommandFailed, match="holds something else than a class folder"):
        live.slipway("export-class", "careful/python-from-zero", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(CommandFailed, match="has no modules"):
        live.slipway("export-class", "careful/e", str(tmp_path / "new"))
    with pytest.raises(CommandFailed, match="There is no class 'careful/x'"):
        live.slipway("export-class", "careful/x", str(tmp_path / "new"))


def test_a_bad_class_folder_is_refused_with_its_lines(live: Slipway, tmp_path: Path) -> None:
    live.apply('[[organization]]\nslug = "refusing"\nname = "Refusing"')
    (tmp_path / "class.toml").write_text('title = "T"\n[[module]]\nslug = "m"\ntitle = "M"\nunits = ["absent"]\n')
    with pytest.raises(CommandFailed, match=r"class\.toml:5: unit 'absent' has no folder"):
        live.slipway("import-class", str(tmp_path), "--organization", "refusing", "--slug", "x")
    with pytest.raises(CommandFailed, match="There is no organization 'nowhere'"):
        live.slipway("import-class", str(SAMPLE), "--organization", "nowhere")


def test_a_class_without_a_folder_is_made_by_its_title(live: Slipway) -> None:
    head = '[[organization]]\nslug = "titled"\nname = "Titled"\n[[organization.class]]\nslug = "c"\n'
    assert "class titled/c: made" in live.apply(f'{head}title = "Nothing yet"')
    assert live.apply(f'{head}title = "Something"') == "class titled/c: now called 'Something'\n"
    assert live.apply(f'{head}title = "Something"') == "nothing to change\n"
