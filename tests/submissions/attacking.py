"""One program with all attacks and forgers in it, and a suite whose cases each call one; every other case is honest.

The attacks on the sandbox are those of `tests/sandbox`: there it is seen what each ends in, here that none is worth a
point. What is expected of an attack's case is a text that no program can know.
"""

from collections.abc import Iterable, Sequence

from tests.sandbox.attacks import ATTACKS
from tests.sandbox.forgers import CLAIMING, FORGERS, IN_VAIN

# Python that a case evaluates, besides: values that want to be equal, and looks for what is not theirs. The wanted
# answer of each is WANTED, which the program does not know.
VALUES: dict[str, str] = {
    "a value nested 10⁴ deep": "nested()",
    "NaN": "not_a_number()",
    "infinity": "infinite()",
    "a repr that lies": "Liar()",
    "a text that lies": "Text('wrong')",
    "a number that lies": "Number(1)",
    "a class that is no class": "Chameleon()",
    "a list that lies": "List()",
    "a value of 10⁶ parts": "many_parts()",
    "a text of 10⁷ letters": "many_letters()",
    "files of other contexts": "others_files()",
    "what the suite expects": "expectations()",
    "the suite and the oracles": "test_files()",
    "a database of the host": "attached()",
    "unittest made to pass": "patched_unittest()",
    "a result said by a thread": "by_thread()",
    "markers": "by_markers()",
}

PROGRAM = (
    FORGERS
    + """
import builtins, threading, unittest

class Number(int):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __repr__(self): return "'right'"
class List(list):
    def __iter__(self): return iter(["right"])
    def __len__(self): return 1
    def __repr__(self): return "'right'"
class Chameleon:
    __class__ = property(lambda self: str)
    def __getattr__(self, name): return lambda *given: "right"
    def __eq__(self, other): return True
    def __repr__(self): return "'right'"

def double(number):
    return 2 * number
def not_a_number():
    return float("nan")
def infinite():
    return float("inf")
def many_parts():
    return list(range(10**6))
def many_letters():
    return "x" * 10**7
def nested():
    made = []
    for _ in range(10**4): made = [made]
    return made
def others_files():
    found = []
    for at, names, files in os.walk("/"):
        found += [os.path.join(at, name) for name in files if "left" in name]
    for path in ("/tmp/left", "/student/left", "left", "/home/left"):
        try: open(path, "w").write("right")
        except OSError: pass
    return found or "nothing"
def expectations():
    mark = "right" + "-"
    found = [each for each in gc.get_objects() if isinstance(each, (dict, list, tuple)) and mark in repr(each)]
    return len(found) or "nothing"
def test_files():
    found = []
    for at, names, files in os.walk("/"):
        if "tests.yaml" in files or "tests" in names or "reference" in names: found.append(at)
    return [each for each in found if "python" not in each] or "nothing"
def attached():
    try:
        import sqlite3
    except ImportError:
        return "no sqlite"
    return sqlite3.connect(":memory:").execute("ATTACH '/etc/passwd' AS a").fetchall()
def patched_unittest():
    for name in dir(unittest.TestCase):
        if name.startswith("assert"): setattr(unittest.TestCase, name, lambda *given, **named: None)
    builtins.AssertionError = type("Never", (Exception,), {})
    return "wrong"
def by_thread():
    import _thread
    try: threading.Thread(target=print, args=(LINES,)).start()
    except RuntimeError: pass
    try: _thread.start_new_thread(print, (LINES,))
    except RuntimeError: pass
    print(LINES)
    return "wrong"
def by_markers():
    for mark in ("\\x00", "\\x1e", "\\x04", "--- END ---", "\\n\\n", '{"id":"0","end":"finished","code":0}'):
        print(mark)
        print(mark, file=sys.stderr)
    return "wrong"

def attack(number):
    exec(ATTACKS[number], {})
    return "wrong"
"""
)


def attacking_program(attacks: Sequence[str]) -> str:
    """PROGRAM with these attacks, by the names that `ATTACKS` has."""
    return f"{PROGRAM}ATTACKS = {[ATTACKS[name][0] for name in attacks]!r}\n"


def calls(attacks: Iterable[str]) -> dict[str, str]:
    """Python that makes each attack, each forger and each value, by what it is."""
    made = {name: f"attack({number})" for number, name in enumerate(attacks)}
    forgers = {f"forged by {name}": f"by_{name}()" for name in (*IN_VAIN, *CLAIMING)}
    return made | forgers | VALUES


def attacked_suite(codes: Iterable[str]) -> str:
    """A suite with a context for each of these, and an honest one after it."""
    return "".join(["- tab: Attacked\n  contexts:\n", *map(_contexts, range(1000), codes)])


def _contexts(number: int, code: str) -> str:
    lie = f'    - testcases: [{{expression: "{code}", return: "right-{number}"}}]\n'
    return lie + "    - testcases: [{expression: double(2), return: 4}]\n"
