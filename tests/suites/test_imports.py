"""Browsers load the judge into Pyodide: it needs nothing but the standard library, values of suites, and sentences."""

import ast
import sys
from pathlib import Path

import slipway.suites

SUITES = Path(slipway.suites.__path__[0])
OURS = ("slipway.suites.", "slipway.words")


def test_the_judge_imports_little() -> None:
    files = [*(SUITES / "judge").glob("*.py"), *SUITES.glob("*.py")]
    assert len(files) > 15
    imported = {
        module
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module or "."] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names])
    }
    foreign = {module for module in imported if module.split(".")[0] not in sys.stdlib_module_names}
    assert {module for module in foreign if not module.startswith(OURS)} == set()
    assert {module for module in foreign if ".reading" in module} == set()
