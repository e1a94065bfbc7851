"""The two sets of colours: text can be read on every ground, lines are seen, and no other file has colours."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

SRC = Path(__file__).parents[2] / "src" / "slipway"
COLOURS = (SRC / "web" / "static" / "web" / "colours.css").read_text()
OTHERS = [
    file for file in sorted(SRC.glob("*/static/**/*.css")) if file.name != "colours.css" and "vendor" not in file.parts
]
STATES = ("", "-hover", "-active")
TONES = ("info", "success", "warn", "danger")
GROUNDS = ("paper", "surface", "float", "field", "field-fixed", "code", "accent-wash")

# WCAG 2.2: text 4.5 (1.4.3), the lines of controls and what has the focus 3 (1.4.11).
TEXT = [(text, ground) for text in ("ink", "ink-soft", "heading", "link", "link-hover") for ground in GROUNDS]
TEXT += [(text, f"{tone}-wash") for tone in TONES for text in ("ink", "ink-soft", "link", tone)]
TEXT += [("neutral", "neutral-wash"), ("bar-ink", "bar"), ("bar-ink-soft", "bar"), ("on-copper", "copper")]
TEXT += [(tone, ground) for tone in ("danger", "success") for ground in ("paper", "surface")]
TEXT += [("button-ink", f"{kind}{state}") for kind in ("button", "danger-button") for state in STATES]
CODE = ("code-keyword", "code-name", "code-builtin", "code-string", "code-number", "code-comment", "danger", "ink-soft")
TEXT += [(part, "code") for part in CODE]
TEXT += [(part, "accent-wash-strong") for part in ("ink", *CODE[:-2])]  # what is selected in an editor
SEEN = [(line, ground) for line in ("line-strong", "accent") for ground in ("paper", "surface", "field")]
SEEN += [("accent", ground) for ground in ("float", "accent-wash", "track")]
SEEN += [("button", "paper"), ("bar-focus", "bar")]


def named(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


LIGHT, _, _DARK = COLOURS.partition("@media (prefers-color-scheme: dark)")
TOLD = [("ink", "body-color"), ("link", "link-color"), ("link-hover", "link-hover-color")]
SETS = {"light": named(LIGHT), "dark": named(LIGHT) | named(_DARK)}


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", SETS)
def test_text_can_be_read_and_lines_are_seen(name: str) -> None:
    colours = SETS[name]
    least = [(4.5, pair) for pair in TEXT] + [(3.0, pair) for pair in SEEN]
    found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for _, pair in least}
    assert [(pair, round(found[pair], 2)) for needed, pair in least if found[pair] < needed] == []


@pytest.mark.parametrize(("name", "told"), TOLD)
@pytest.mark.parametrize("scheme", SETS)
def test_bootstrap_is_told_the_same_colour_in_numbers(scheme: str, name: str, told: str) -> None:
    block = _DARK if scheme == "dark" else LIGHT
    hexadecimal = "".join(f"{int(part):02x}" for part in block.split(f"--bs-{told}-rgb: ")[1].split(";")[0].split(","))
    assert f"#{hexadecimal}" == SETS[scheme][name]


MEASURED = {"work-top", "work-height", "guide-width"}  # lengths that the workspace's script sets


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.name)
def test_colours_stand_in_one_file(file: Path) -> None:
    text = file.read_text()
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|: ?(?:white|black)\b", text.lower()) == []
    used = set(re.findall(r"var\(--([\w-]+)", text))
    known = set(re.findall(r"--([\w-]+):", COLOURS)) | {"radius", "touch"} | MEASURED
    assert {name for name in used if not name.startswith("bs-")} <= known


def test_the_dark_set_names_nothing_that_the_light_one_lacks() -> None:
    assert set(re.findall(r"--([\w-]+):", _DARK)) <= set(re.findall(r"--([\w-]+):", LIGHT))


@pytest.mark.parametrize("template", ["web/shell.html", "web/page.html", "web/errors/404.html", "web/errors/500.html"])
def test_the_first_paint_is_in_the_visitors_scheme(template: str) -> None:
    """Before a style has come: else a dark room is lit by a white page."""
    head = render_to_string(template).partition("</head>")[0]
    assert '<meta name="color-scheme" content="light dark">' in head.partition("stylesheet")[0]


def test_what_a_camera_reads_is_dark_on_white_in_every_scheme() -> None:
    assert "--scanned: #fff;" in LIGHT
    assert "--scanned" not in _DARK
    components = (SRC / "web" / "static" / "web" / "components.css").read_text()
    ground = re.search(r"^\.qr-code \{([^}]*)\}", components, re.MULTILINE)
    assert ground
    assert "background: var(--scanned)" in ground[1]
    assert 'class="qr-code"' in (SRC / "web" / "templates" / "mfa" / "totp" / "activate_form.html").read_text()
