"""A program of functions that want a result which is not theirs; each is told by its name, `by_…` left out."""

SAID = '{"value": ["text", "claimed"], "exception": null, "exit": null}'
LINE = '{"id":"0","case":{"said":null,"stdout":{"text":"","more":0},"stderr":{"text":"","more":0}}}'
END = '{"id":"0","end":"finished","code":0}'

FORGERS = f'''\
import gc, json, os, sys
LINES = """\\n{LINE}\\n{END}\\n"""
GUEST = sys.modules["slipway_guest"]

def wrong():
    return "wrong"
def by_printing():
    print(LINES)
    sys.stderr.write(LINES)
    return "wrong"
def by_descriptors():
    for number in range(0, 64):
        try: os.write(number, LINES.encode())
        except OSError: pass
    return "wrong"
def by_the_first_streams():
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try: stream.buffer.raw.write(LINES.encode())
        except Exception: pass
    return "wrong"
def by_devices():
    for path in ("/dev/stdout", "/dev/tty", "/dev/tty1", "/proc/self/fd/1", "/dev/stdin"):
        try: open(path, "w").write(LINES)
        except OSError: pass
    return "wrong"
def by_json():
    GUEST.dumps = lambda answer: {SAID!r}
def by_describing():
    GUEST.describe = lambda value: ["text", "claimed"]
    return "wrong"
def by_serving():
    GUEST.serve = lambda request: {SAID!r}.encode()
    GUEST.serve.__code__ = (lambda request: {SAID!r}.encode()).__code__
def by_frames():
    frame = sys._getframe()
    while frame:
        if "seen" in frame.f_locals: frame.f_locals["seen"]["value"] = ["text", "claimed"]
        if "asked" in frame.f_locals: frame.f_locals["asked"]["call"] = None
        frame = frame.f_back
    return "wrong"
def by_ending():
    os.write(1, LINES.encode())
    os._exit(0)
def by_nonsense():
    GUEST.dumps = lambda answer: "[" * 10**6
def by_too_much():
    GUEST.dumps = lambda answer: "x" * 10**7
def by_another_type():
    import types
    GUEST.run_case.__code__ = (lambda asked: {{"value": ["text", "claimed"], "exception": None, "exit": 0.5}}).__code__
class Liar:
    def __eq__(self, other): return True
    def __repr__(self): return "'claimed'"
    __class__ = str
class Text(str):
    def __str__(self): return "claimed"
    __repr__ = __str__
'''

IN_VAIN = ("printing", "descriptors", "the_first_streams", "devices")  # they change nothing
# They can claim an answer, in their own place and of their own making.
CLAIMING = ("json", "describing", "serving", "frames", "ending", "nonsense", "too_much", "another_type")
