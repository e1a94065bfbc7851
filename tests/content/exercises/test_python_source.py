"""Whether a file is Python: what the parser takes and the compiler refuses is none either."""

import pytest

from slipway.content.kinds.python_source import python_problem


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("def f(:\n    pass\n", 1, "invalid syntax"),
        ("x = 1\nreturn x\n", 2, "'return' outside function"),
        ("break\n", 1, "'break' outside loop"),
        ("def f(a, a):\n    pass\n", 1, "duplicate argument 'a' in function definition"),
        ("def f():\n    nonlocal x\n", 2, "no binding for nonlocal 'x' found"),
        ("await x\n", 1, "'await' outside function"),
    ],
)
def test_what_no_program_can_begin_with_is_told_with_its_line(source: str, line: int, said: str) -> None:
    problem = python_problem(source.encode())
    assert problem is not None
    assert (problem.line, problem.error, problem.said) == (line, "SyntaxError", said)


@pytest.mark.parametrize("source", ["", "print(1)\n", "x = 'a' * 10**9\n", "y = 2 ** 10**9\n", "z = (1,) * 10**8\n"])
def test_what_would_take_long_to_run_is_python_at_once(source: str) -> None:
    assert python_problem(source.encode()) is None
