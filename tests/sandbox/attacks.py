"""Programs that want out, or want points: each a statement that one context runs, and what may come of it."""

from slipway.suites.observed import End

# What each attack is: its code, how its context may end, and the exceptions that may stop it ('' for none).
Attack = tuple[str, set[End], set[str]]


def stopped(code: str, *exceptions: str) -> Attack:
    """An attack that Python itself refuses."""
    return code, {End.FINISHED}, set(exceptions)


def ended(code: str, *ends: End) -> Attack:
    """An attack that ends its context."""
    return code, set(ends or {End.CRASHED}), {""}


REACHING_OUT: dict[str, Attack] = {
    "a file of the host": stopped("open('/etc/passwd').read()", "FileNotFoundError"),
    "the host's process": stopped("open('/proc/self/environ').read()", "FileNotFoundError"),
    "a file beside Slipway": stopped("open(__import__('os').path.realpath('/srv')).read()", "FileNotFoundError"),
    "a name to climb by": stopped("open('../../../../../etc/shadow').read()", "FileNotFoundError"),
    "package.json": stopped("open('/../package.json').read()", "FileNotFoundError"),
    "the environment": stopped("import os; raise SystemError(' '.join(sorted(os.environ.values())))", "SystemError"),
    "a socket": stopped("import socket; socket.socket().connect(('127.0.0.1', 80))", "PermissionError"),
    "a name's address": stopped("import socket; socket.getaddrinfo('example.org', 80)", "gaierror", "OSError"),
    "a web page": stopped("import urllib.request as u; u.urlopen('http://127.0.0.1')", "URLError", "ImportError"),
    "a process": stopped("import subprocess; subprocess.run(['ls'])", "OSError"),
    "a fork": stopped("import os; os.fork()", "OSError", "AttributeError"),
    "a shell": stopped("import os; os.system('ls') and None", "OSError", "AttributeError", ""),
    "a thread": stopped("import threading; threading.Thread(target=print).start()", "RuntimeError"),
    "C": stopped("import ctypes", "ModuleNotFoundError"),
    "JavaScript": stopped("import js", "ModuleNotFoundError"),
    "Pyodide": stopped("import pyodide_js", "ModuleNotFoundError"),
    "JavaScript's code": stopped("from pyodide.code import run_js; run_js('1')", "ModuleNotFoundError"),
}

# By what Python still holds of Pyodide, found by its garbage collector or loaded anew.
FINDER = "import gc; found = next(o for o in gc.get_objects() if type(o).__name__ == 'JsFinder')\n"
TO_JAVASCRIPT: dict[str, Attack] = {
    "a proxy's attributes": ended(
        f"{FINDER}for o in found.jsproxies.values(): o.constructor.constructor('return 1')()"
    ),
    "a prototype": ended(f"{FINDER}found.jsproxies['js'].Object.prototype.polluted = 1"),
    "the globals of JavaScript": ended(f"{FINDER}found.jsproxies['pyodide_js']._api.config.jsglobals.process.stdout"),
    "a module of Node's": ended(
        f"{FINDER}found.jsproxies['pyodide_js']._module.require('node:sqlite').DatabaseSync(':memory:')"
    ),
    "the bridge loaded anew": ended(
        "import sys, importlib\nfor n in [*sys.modules]:\n  if 'yodide' in n: del sys.modules[n]\n"
        "import _pyodide_core as c; c.jsglobals; c.run_js('1'); c.raw_call(1)",
        End.CRASHED,
        End.FINISHED,
    ),
    "JavaScript's finder again": ended(
        f"{FINDER}import sys; sys.meta_path.insert(0, found); del sys.modules['js']; import js; js.Deno.env"
    ),
    "ctypes by its parts": ended(
        "import sys; del sys.modules['_ctypes']; import ctypes; ctypes.CDLL(None).emscripten_run_script(b'1')",
        End.CRASHED,
        End.FINISHED,
    ),
}

EXHAUSTING: dict[str, Attack] = {
    "a big array": stopped("bytearray(2 * 10**9)", "MemoryError"),
    "memory to the last": stopped("a = []\nwhile True: a.append(bytearray(10**6))", "MemoryError"),
    "deep calls": stopped("def f(): f()\nf()", "RecursionError"),
    "deeper calls": ended(
        "import sys; sys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1)\nf(0)", End.CRASHED, End.FINISHED
    ),
    "deep calls of C": ended(
        "class A:\n  def __getattr__(self, n): return getattr(self, n + 'x')\nA().y", End.CRASHED, End.FINISHED
    ),
    "a deep list": stopped("a = []\nfor n in range(10**5): a = [a]", ""),
    "a deep program": ended("eval('(' * 10**5 + ')' * 10**5)", End.CRASHED, End.FINISHED),
    "many lines": ended("for n in range(10**6): print(n)", End.OUTPUT),
    "a flood past Python": ended("import os\nwhile True: os.write(2, b'x' * 10**5)", End.OUTPUT),
    "a full disk": stopped("open('big', 'wb').write(b'x' * 40_000_000); open('more', 'wb', 0).write(b'x')", "OSError"),
    "a file with a hole": stopped("open('hole', 'wb').truncate(10**11)", "OSError"),
    "an end by force": ended("import os; os._exit(0)", End.EXIT),
    "an abort": ended("import os; os.abort()"),
    "a fault": ended("import faulthandler; faulthandler._sigsegv()", End.CRASHED, End.FINISHED, End.EXIT),
    "a signal": ended("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", End.CRASHED, End.FINISHED, End.EXIT),
}
ATTACKS = REACHING_OUT | TO_JAVASCRIPT | EXHAUSTING
