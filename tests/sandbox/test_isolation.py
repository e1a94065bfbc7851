"""No context knows of another: what one leaves behind, the next does not find."""

import pytest

from slipway.suites.observed import End
from tests.sandbox.guests import does, seen_of, value_of

pytestmark = pytest.mark.sandbox

PROGRAM = '''\
import atexit, builtins, gc, json, math, os, random, string, sys, time
SECRET = bytes([83, 69, 67]).decode() + "RET-" + str(8 * 5)

def leave_traces(hard=False):
    builtins.len = lambda things: 42
    builtins.mark = SECRET
    json.dumps = math.sqrt = None
    string.Formatter.format = lambda *given: SECRET
    sys.modules["submission"] = sys.modules["json"] = None
    sys.path.append(SECRET)
    sys.stdout = sys.stderr = sys.__stdout__ = None
    sys.argv.append(SECRET)
    os.environ["MARK"] = SECRET
    os.environ["HOME"] = SECRET
    atexit.register(print, SECRET)
    gc.callbacks.append(lambda *given: None)
    gc.disable()
    sys.settrace(lambda *given: None)
    sys.setrecursionlimit(77)
    random.seed(1)
    for path in ("mark", "/tmp/mark", "/student/mark", "/lib/python3.14/site-packages/mark.py", "/dev/mark"):
        open(path, "w").write("MARK = 1\\\\n" + SECRET)
    os.mkdir("/tmp/folder")
    archive = os.open("/lib/python314.zip", os.O_RDWR)
    os.write(archive, b"\\\\0" * 1_000_000)
    os.ftruncate(archive, 10)
    os.chmod("/lib/python314.zip", 0)
    os.rename("/student", "/tmp/student")
    os.symlink("/tmp", "/student")
    os.utime("/tmp", (1, 1))
    os.chdir("/tmp")
    os.dup2(2, 1)
    os.close(0)
    found = next(o for o in gc.get_objects() if getattr(o, "__name__", "") == "Running")
    found.mark = found.namespace = SECRET
    kept = [bytearray(10**7) for n in range(8)]
    if hard:
        os.abort()

def traces():
    import csv, json, wave  # from the archive
    found = next(o for o in gc.get_objects() if getattr(o, "__name__", "") == "Running")
    paths = sorted(os.path.join(at, name) for at, names, files in os.walk("/") for name in names + files)
    return [
        len([]), hasattr(builtins, "mark"), json.dumps([1]), math.sqrt(4), "{}".format(1), sys.path, sys.argv,
        sorted(os.environ.items()), gc.callbacks, gc.isenabled(), sys.gettrace(), sys.getrecursionlimit(), paths,
        os.getcwd(), oct(os.stat("/lib/python314.zip").st_mode), os.stat("/tmp").st_mtime, sorted(sys.modules),
        sorted(vars(found)), os.stat("/lib/python314.zip").st_size, sys.getsizeof(sys._current_frames()),
    ]

def search():
    """Whatever lies in memory: the text is nowhere in this program as it is searched."""
    return [o for o in gc.get_objects() if isinstance(o, (dict, list)) and SECRET in repr(o) and o is not globals()]
'''


def test_what_a_context_leaves_behind_is_gone() -> None:
    fresh, _, after, _, harder = seen_of(
        PROGRAM,
        [value_of("submission.traces()")],
        [does("submission.leave_traces()")],
        [value_of("submission.traces()")],
        [does("submission.leave_traces(hard=True)")],
        [value_of("submission.traces()")],
    )
    assert fresh.end == after.end == harder.end == End.FINISHED
    assert fresh.cases[0].value is not None
    assert fresh.cases[0].exception is None
    assert after.cases == fresh.cases
    assert harder.cases == fresh.cases


def test_the_traces_are_really_left() -> None:
    """Else the test above proves nothing: in the same context they are found."""
    (seen,) = seen_of(PROGRAM, [does("submission.leave_traces(); raise SystemError(open('/tmp/mark').read())")])
    assert seen.cases[0].exception
    assert "SECRET-40" in seen.cases[0].exception.message


def test_random_numbers_differ_and_hashes_do_not() -> None:
    contexts = [[value_of("__import__('random').random()"), value_of("hash('a')")]] * 2
    one, two = seen_of("", *contexts)
    assert one.cases[0].value != two.cases[0].value
    assert one.cases[1].value == two.cases[1].value  # so that a set is printed alike in each run
