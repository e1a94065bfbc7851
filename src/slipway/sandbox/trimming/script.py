"""Pyodide's JavaScript without the names that are only for packages with code in C, which no guest has."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_DECLARED = re.compile(r"var (\w+,){1000,}\w+;")
_ASSIGNED = re.compile(r'(?P<names>[^;{]+)=wasmExports\["(?P<export>\w+)"\](?:\.value>>>0)?;')
_ASSIGN = "function assignWasmExports(wasmExports){"
# What the script does for such packages when it starts: it gives each exported function a place in a table.
_FOR_PACKAGES = {
    "updateGOT(origExports);": "",
    "functionsInTableMap=new WeakMap;updateTableMap(0,wasmTable.length)": "functionsInTableMap=new WeakMap",
}
# V8 keeps the compiled code of what it has compiled at once, and takes a function in parentheses for such.
_BEGIN, _END = "async function _createPyodideModule(", "export default _createPyodideModule;"
_EAGER = {_BEGIN: "const _createPyodideModule = (async function (", _END: f"); {_END}"}
ALWAYS = frozenset({"memory", "__indirect_function_table", "__c_longjmp", "__cpp_exception", "__wasm_call_ctors"})


@dataclass(frozen=True, slots=True)
class TrimmedScript:
    """The script, and the names that the WebAssembly module has to export for it."""

    text: str
    exports: frozenset[str]


def trim_script(script: str, users: Iterable[str]) -> TrimmedScript:
    """Take the names out of `pyodide.asm.mjs` that neither it nor the scripts `users` read again.

    Raises ValueError where it does not look as it is known.
    """
    declared, begin = _DECLARED.search(script), script.find(_ASSIGN)
    if declared is None or begin < declared.end():
        msg = "Pyodide's script names its exports in another way"
        raise ValueError(msg)
    end = script.index("}", begin)
    between, after = script[declared.end() : begin], script[end:]
    words = set(_WORD.findall("".join([script[: declared.start()], between, after, *users])))
    assigned = _ASSIGNED.finditer(script, begin + len(_ASSIGN), end)
    used = [each for each in assigned if words & ({*_WORD.findall(each["names"]), each["export"]} - {"Module"})]
    kept = "".join(each[0] for each in used)
    words.update(_WORD.findall(kept))
    left = ",".join(each for each in declared[0][4:-1].split(",") if each in words)
    text = f"{script[: declared.start()]}var {left};{between}{_ASSIGN}{kept}{after}"
    for old, new in {**_FOR_PACKAGES, **_EAGER}.items():
        if text.count(old) != 1:
            msg = f"Pyodide's script has another number of '{old}' than one"
            raise ValueError(msg)
        text = text.replace(old, new)
    return TrimmedScript(text, ALWAYS | {each["export"] for each in used})
