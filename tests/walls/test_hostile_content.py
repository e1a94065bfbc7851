"""A class folder that wants to do harm is imported, launched, and does none (docs/architecture.md, rule 10)."""

import re
from pathlib import Path

import pytest

from tests.canvas import Canvas, person
from tests.commands import CommandFailed
from tests.servers import Slipway
from tests.walls.markup import Markup

pytestmark = pytest.mark.http

PNG = b"\x89PNG\r\n\x1a\n" + b"<html><script>alert('in a picture')</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
GUIDE = """
# Harm
<script>alert(1)</script> <iframe src="https://evil.example"></iframe> <img src=x onerror=alert(1)>
<svg onload=alert(1)> <style>body { display: none }</style> <form action="https://evil.example"><input name=password>

[run](javascript:alert(1)) ![run](javascript:alert(1)) [data](data:text/html,<script>alert(1)</script>)

![a picture](good.png)
"""
SITE = """
[[organization]]
slug = "harm"
name = "Harm College"
[[organization.lti_1p1]]
name = "Canvas"
consumer_key = "harm-key"
shared_secret = "harm-secret"
[[organization.class]]
slug = "harm"
folder = "harm"
lti_enabled = true
lms_url = "https://canvas.example.edu/courses/7"
"""


def write_unit(folder: Path, guide: str, **files: bytes) -> None:
    """A class of one unit, with the files beside its guide."""
    unit = folder / "harm" / "unit"
    unit.mkdir(parents=True)
    lines = ['title = "Harm"', "[[module]]", 'slug = "m"', 'title = "M"', 'units = ["unit"]']
    (folder / "harm" / "class.toml").write_text("\n".join(lines))
    (unit / "unit.toml").write_text('title = "<script>alert(0)</script>"\npublished = true\n')
    (unit / "guide.md").write_text(guide)
    for name, content in files.items():
        (unit / name.replace("_", ".")).write_bytes(content)


@pytest.fixture(scope="module")
def page(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The unit's page, as a launched student's script fetches it."""
    folder = tmp_path_factory.mktemp("harm")
    write_unit(folder, GUIDE, good_png=PNG, evil_svg=SVG, page_html=b"<script>alert(3)</script>")
    live.apply(SITE, folder=folder)
    shown = live.show_organization("harm")
    address = shown["classes"][0]["modules"][0]["units"][0]["launch_url"].removeprefix(live.url)
    canvas = Canvas(live, "harm-key", "harm-secret")
    return canvas.page(canvas.launch(address, person("ida"))).text


def test_a_folder_that_shows_what_is_no_image_is_refused_whole(live: Slipway, tmp_path: Path) -> None:
    shows = "![a](evil.svg) ![b](page.html) ![c](disguise.png) ![d](../../secret.png) ![e](data:image/svg+xml,x)"
    write_unit(tmp_path, shows, evil_svg=SVG, page_html=b"<p>", disguise_png=SVG)
    with pytest.raises(CommandFailed) as refused:
        live.apply(SITE.replace("harm", "worse").replace('folder = "worse"', 'folder = "harm"'), folder=tmp_path)
    for name in ("evil.svg", "page.html", "disguise.png"):
        assert f"shows '{name}', which is not" in refused.value.output
    assert "nothing has changed" in refused.value.output
    assert live.query("SELECT * FROM orgs_organization WHERE slug = 'worse'") == []


def test_the_guide_runs_nothing_and_asks_for_nothing(page: str) -> None:
    main = page[page.index("<main") : page.index("</main>")]
    read = Markup(main)
    assert read.inline == []
    assert not read.tags & {"script", "iframe", "svg", "style", "object", "embed", "base", "meta"}
    assert "evil.example" not in re.sub(r"&lt;.*?&gt;", "", main)
    assert 'name="password"' not in main


def test_only_a_true_image_is_shown_and_nothing_of_it_runs(live: Slipway, page: str) -> None:
    [address] = re.findall(r'<img src="(/files/[^"]+)" alt="a picture"', page)
    assert re.findall(r"/files/", page) == ["/files/"]
    answer = live.get(address)
    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "set-cookie" not in answer.headers
    assert live.get(address[:-2]).status_code == 404
    assert live.get(f"{address}A").status_code == 404
