"""Checks by a function of the teacher's, which TESTed calls custom oracles."""

from pathlib import PurePosixPath

from slipway.suites.reading.findings import Findings, quoted
from slipway.suites.reading.scalars import text_of
from slipway.suites.reading.suite_table import SuiteTable, nodes_of
from slipway.suites.reading.values import value_of
from slipway.suites.suite import OracleCheck
from slipway.suites.value import Value
from slipway.words import Text, text

_OF_CUSTOM = ("file", "name", "arguments", "languages")
_MOST_PATH = 200  # characters


def is_custom(table: SuiteTable, findings: Findings) -> bool:
    """Whether a mapping asks for a check of the teacher's own; what is wrong with its `oracle` is kept."""
    node = table.get("oracle")
    kind = "builtin" if node is None else text_of(node, "oracle", findings)
    if kind != "specific_check" and table.has("functions"):
        findings.refuse(table.line("functions"), text("functions is for specific_check: write file and name instead"))
    if kind == "custom_check":
        return True
    if kind == "specific_check":
        sentence = text(
            "specific_check runs beside the student's code, which could overrule it: write oracle: custom_check, with "
            "the file of a function"
        )
        findings.refuse(table.line("oracle"), sentence)
    elif kind not in ("builtin", None):
        named = {"kind": quoted(kind)}
        findings.refuse(table.line("oracle"), text("'%(kind)s' is no oracle: write custom_check, or builtin", **named))
    elif kind == "builtin":
        for key in _OF_CUSTOM:
            if table.has(key):
                findings.refuse(table.line(key), text("%(key)s needs oracle: custom_check beside it", key=key))
    return False


def oracle_check(table: SuiteTable, expected: Value, findings: Findings) -> OracleCheck | None:
    """The check that a mapping with `oracle: custom_check` asks for; None, with a fault kept, where it is none."""
    _refuse_other_languages(table, findings)
    file = _file(table, findings)
    name = table.get("name")
    function = text_of(name, "name", findings) if name else "evaluate"
    if name and function is not None and not function.isidentifier():
        sentence = text(
            "name must be the name of a function, and '%(name)s' is none: write one, such as near",
            name=quoted(function),
        )
        findings.refuse(name, sentence)
    listed = table.get("arguments")
    otherwise = text("arguments must be a list, and this is %(other)s: write it as [0.5]")
    arguments = (nodes_of(listed, findings, otherwise=otherwise) if listed else None) or []
    values = tuple(value_of(argument, findings) for argument in arguments)
    if file is None or function is None:
        return None
    return OracleCheck(file=file, function=function, expected=expected, arguments=values)


def _file(table: SuiteTable, findings: Findings) -> str | None:
    node = table.get("file")
    if node is None:
        if table.is_whole:
            sentence = text("file is missing: name the file with your function, such as file: near.py")
            findings.refuse(table.line("oracle"), sentence)
        return None
    written = text_of(node, "file", findings)
    if written is None:
        return None
    if problem := _problem_with_path(written):
        findings.refuse(node, problem)
        return None
    return str(PurePosixPath(written))


def _problem_with_path(written: str) -> Text | None:
    path = PurePosixPath(written)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in written and written.isprintable()
    if path.suffix == ".py" and path.stem and inside and len(written) <= _MOST_PATH:
        return None
    named = {"path": quoted(written)}
    return text("file must be a Python file in the suite's folder, such as near.py, and not '%(path)s'", **named)


def _refuse_other_languages(table: SuiteTable, findings: Findings) -> None:
    node = table.get("languages")
    otherwise = text("languages must be a list, and this is %(other)s: write it as [python]")
    listed = nodes_of(node, findings, otherwise=otherwise) if node else None
    languages = [text_of(each, "languages", findings) for each in listed or []]
    if node and listed is not None and "python" not in languages and None not in languages:
        sentence = text("this check is not for Python: write python among its languages, or remove the check")
        findings.refuse(node, sentence)
