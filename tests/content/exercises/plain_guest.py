"""Runs a program by a suite's contexts in plain Python, each in a process of its own, and tells what it was seen to do.

For samples only, which are ours: nothing here keeps a program from anything. Reads JSON and writes JSON.
"""

import builtins
import contextlib
import importlib
import io
import json
import os
import sys
import traceback
from typing import Any

TYPES = {bool: "boolean", int: "integer", float: "real", str: "text", list: "list", tuple: "tuple", set: "set"}


def told(value: object) -> list[Any]:
    if value is None:
        return ["nothing", None]
    if isinstance(value, dict):
        return ["dict", [[told(key), told(each)] for key, each in value.items()]]
    name = next((name for kind, name in TYPES.items() if isinstance(value, kind)), None)
    if isinstance(value, list | tuple | set):
        return [name, [told(each) for each in value]]
    return ["unknown", repr(value)] if name is None else [name, value]


def run_case(case: Any, names: dict[str, Any], module: str) -> tuple[dict[str, Any], int | None]:
    """What one case was seen to do, and the exit code if the program ended."""
    seen: dict[str, Any] = {}
    out, err, exit_code = io.StringIO(), io.StringIO(), None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            if "submission" not in names:
                names["submission"] = importlib.import_module(module)
            if case["code"] is not None and case["is_expression"]:
                seen["value"] = told(eval(case["code"], names))
            elif case["code"] is not None:
                exec(case["code"], names)
        except SystemExit as left:
            exit_code = left.code if isinstance(left.code, int) else int(left.code is not None)
        except Exception as error:
            kind = type(error)
            seen["exception"] = [kind.__name__, f"{kind.__module__}.{kind.__qualname__}", str(error)]
    return {**seen, "stdout": out.getvalue(), "stderr": err.getvalue()}, exit_code


def run_context(cases: list[Any], module: str) -> dict[str, Any]:
    sys.argv = [f"{module}.py", *cases[0]["arguments"]]
    sys.stdin = io.StringIO(cases[0]["stdin"] or "")
    names: dict[str, Any] = {}
    seen: list[Any] = []
    for case in cases:
        observed, exit_code = run_case(case, names, module)
        seen.append(observed)
        if exit_code is not None:
            return {"cases": seen, "exit_code": exit_code, "left": True}
    return {"cases": seen, "exit_code": 0, "left": False}


def without_prompt(_prompt: object = "") -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")


def in_a_child(cases: list[Any], module: str) -> Any:
    reader, writer = os.pipe()
    if os.fork() == 0:
        try:
            os.write(writer, json.dumps(run_context(cases, module)).encode())
        except BaseException:
            traceback.print_exc()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = json.loads(pipe.read())
    os.wait()
    return answer


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    builtins.input = without_prompt
    sys.path.insert(0, os.getcwd())
    sys.dont_write_bytecode = True
    print(json.dumps([[in_a_child(cases, asked["module"]) for cases in tab] for tab in asked["tabs"]]))
