"""Values, suites and observations in few words."""

from slipway.suites.observed import End, SeenCase, SeenContext, SeenException, SeenText
from slipway.suites.suite import Call, Case, CaseInput, Context, Suite, Tab
from slipway.suites.value import Value, ValueType


def integer(data: int) -> Value:
    return Value(ValueType.INTEGER, data)


def real(data: float) -> Value:
    return Value(ValueType.REAL, data)


def boolean(data: bool) -> Value:
    return Value(ValueType.BOOLEAN, data)


def decimal(data: str) -> Value:
    return Value(ValueType.DECIMAL, data)


def words(data: str) -> Value:
    return Value(ValueType.TEXT, data)


def unknown(data: str) -> Value:
    return Value(ValueType.UNKNOWN, data)


def sequence(*members: Value) -> Value:
    return Value(ValueType.SEQUENCE, members)


def list_of(*members: Value) -> Value:
    return Value(ValueType.LIST, members)


def tuple_of(*members: Value) -> Value:
    return Value(ValueType.TUPLE, members)


def set_of(*members: Value) -> Value:
    return Value(ValueType.SET, members)


def dict_of(*pairs: tuple[Value, Value]) -> Value:
    return Value(ValueType.DICT, pairs)


def called(code: str) -> CaseInput:
    """An expression, as a suite that calls the submission's functions has it."""
    return expressed(f"submission.{code}", code)


def expressed(code: str, shown: str = "") -> CaseInput:
    """An expression as it is run; `shown` is how the suite has it, if not alike."""
    return CaseInput(call=Call(code=code, shown=shown or code, is_expression=True))


def stated(code: str) -> CaseInput:
    return CaseInput(call=Call(code=code, shown=code.replace("submission.", ""), is_expression=False))


def seen(
    stdout: str = "",
    stderr: str = "",
    value: Value | None = None,
    exception: SeenException | None = None,
    *,
    more: int = 0,
) -> SeenCase:
    """A case that was seen; `more` characters of stdout were not kept."""
    return SeenCase(
        stdout=SeenText(text=stdout, more=more), stderr=SeenText(text=stderr), value=value, exception=exception
    )


def raised(name: str, message: str = "", module: str = "builtins") -> SeenException:
    return SeenException(name=name, qualified=f"{module}.{name}", message=message, trace=((2, "    raise …"),))


def ended(*cases: SeenCase, end: End = End.FINISHED, code: int | None = 0) -> SeenContext:
    return SeenContext(cases=cases, end=end, exit_code=code, milliseconds=12)


def suite_of(*contexts: Context, tab: str = "Tests") -> Suite:
    return Suite(tabs=(Tab(name=tab, contexts=contexts),))


def one_case(case: Case) -> Suite:
    return suite_of(Context(cases=(case,)))
