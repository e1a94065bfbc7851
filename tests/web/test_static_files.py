"""The scripts and styles that we ship keep to our own content security policy."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "src" / "slipway" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STYLES = sorted((WEB / "static" / "web").glob("*.css"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_templates_hold_no_inline_script_style_or_handler(file: Path) -> None:
    text = file.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_load_nothing_from_elsewhere(file: Path) -> None:
    assert "http" not in file.read_text()
    assert "@import" not in file.read_text()
