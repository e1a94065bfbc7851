"""How expected texts are compared: `config`, which each level hands down and a nearer one overrides key by key."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yaml.nodes import Node

from slipway.suites.reading.findings import Findings, line_of
from slipway.suites.reading.key_tables import CONFIG, TEXT_CONFIG
from slipway.suites.reading.scalars import truth_of, whole_number_of
from slipway.suites.reading.suite_table import table_of
from slipway.suites.suite import TextOptions
from slipway.words import text

_ROUNDS_TO = 3  # where applyRounding stands without roundTo
_MOST_PLACES = 15  # a float has no more


@dataclass(frozen=True, slots=True)
class Option:
    """What a suite gives for one option, and in which line."""

    value: int
    line: int


TextConfig = Mapping[str, Option]  # by the option's key


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The options that hold at a place of a suite."""

    stdout: TextConfig = field(default_factory=dict)
    stderr: TextConfig = field(default_factory=dict)


def read_config(node: Node | None, inherited: Config, findings: Findings) -> Config:
    """`inherited` with what the `config` of a tab, a context or the whole suite says besides."""
    otherwise = text("config must be a mapping, and this is %(other)s: write it as {stdout: {ignoreWhitespace: true}}")
    table = table_of(node, CONFIG, findings, otherwise=otherwise) if node else None
    if table is None:
        return inherited
    return Config(
        stdout=read_text_config(table.get("stdout"), inherited.stdout, findings),
        stderr=read_text_config(table.get("stderr"), inherited.stderr, findings),
    )


def read_text_config(node: Node | None, inherited: TextConfig, findings: Findings) -> TextConfig:
    """`inherited` with what the options of one text say besides."""
    otherwise = text(
        "the options of a text must be a mapping, and this is %(other)s: write them as {ignoreWhitespace: true}"
    )
    table = table_of(node, TEXT_CONFIG, findings, otherwise=otherwise) if node else None
    found: dict[str, Option] = {}
    for key in TEXT_CONFIG.keys:
        if table and (value := table.get(key)):
            read = _places_of if key == "roundTo" else truth_of
            if (given := read(value, key, findings)) is not None:
                found[key] = Option(given, line_of(value))
    return {**inherited, **found}


def text_options(config: TextConfig, findings: Findings) -> TextOptions:
    """The options as a check takes them; what has no effect is a warning."""
    as_number, rounds = _holds(config, "tryFloatingPoint"), _holds(config, "applyRounding")
    if rounds and not as_number:
        sentence = text("applyRounding rounds nothing without tryFloatingPoint: true")
        findings.warn(config["applyRounding"].line, sentence)
    if "roundTo" in config and not rounds:
        findings.warn(config["roundTo"].line, text("roundTo rounds nothing without applyRounding: true"))
    places = config["roundTo"].value if "roundTo" in config else _ROUNDS_TO
    return TextOptions(
        adds_newline=_holds(config, "normalizeTrailingNewlines", default=True),
        ignores_space_at_end=_holds(config, "ignoreWhitespace"),
        ignores_case=_holds(config, "caseInsensitive"),
        as_number=as_number,
        rounds_to=places if rounds and as_number else None,
    )


def _holds(config: TextConfig, key: str, *, default: bool = False) -> bool:
    return bool(config[key].value) if key in config else default


def _places_of(node: Node, key: str, findings: Findings) -> int | None:
    places = whole_number_of(node, key, findings)
    if places is None or 0 <= places <= _MOST_PLACES:
        return places
    findings.refuse(node, text("%(key)s must be from 0 to %(most)d decimal places", key=key, most=_MOST_PLACES))
    return None
