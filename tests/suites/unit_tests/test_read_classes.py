"""Tests are found in Python files without running them."""

import ast

import pytest

from slipway.suites.unit_tests.read_classes import ReadUnitTests, read_unit_tests


def read(*named: str, **files: str) -> ReadUnitTests:
    modules = {f"{name}.py": ast.parse(text) for name, text in files.items()}
    return read_unit_tests(modules, [f"{name}.py" for name in named or files], folder="tests/")


def found(read_tests: ReadUnitTests) -> list[tuple[str, str, list[str]]]:
    assert read_tests.tests, read_tests.faults
    return [(each.name, each.title, [test.name for test in each.tests]) for each in read_tests.tests.classes]


AREA = '''
import unittest
class Area(unittest.TestCase):
    """
    Areas of rectangles

    More of them."""
    def helper(self): ...
    def test_b(self):
        """Three by four"""
    def test_a(self): ...
    async def test_c(self): ...
'''


def test_a_class_is_a_tab_and_each_method_a_case_in_their_order() -> None:
    read_tests = read(area=AREA)
    assert found(read_tests) == [("Area", "Areas of rectangles", ["test_b", "test_a", "test_c"])]
    assert read_tests.tests
    (group,) = read_tests.tests.classes
    assert [(test.title, test.line) for test in group.tests] == [("Three by four", 9), ("test_a", 11), ("test_c", 12)]
    assert (group.file, group.line) == ("area.py", 3)


@pytest.mark.parametrize(
    "head",
    [
        "import unittest\nclass A(unittest.TestCase):",
        "import unittest as ut\nclass A(ut.TestCase):",
        "from unittest import TestCase\nclass A(TestCase):",
        "from unittest import TestCase as T, mock\nclass A(T):",
        "from unittest import IsolatedAsyncioTestCase\nclass A(IsolatedAsyncioTestCase):",
        "from unittest import TestCase\nclass Base(TestCase): ...\nclass A(Base):",
        "from unittest import TestCase\nclass Mixin: ...\nclass A(Mixin, TestCase):",
        "from base import Base\nclass A(Base):",
        "import base\nclass A(base.Base):",
    ],
)
def test_what_is_a_test_class(head: str) -> None:
    base = "import unittest\nclass Base(unittest.TestCase): ...\n"
    assert found(read("tests", tests=f"{head}\n    def test(self): ...\n", base=base)) == [("A", "A", ["test"])]


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    def test(self): ...",
        "class TestCase: ...\nclass A(TestCase):\n    def test(self): ...",
        "from unittest import TestCase\nclass A(TestCase):\n    def check(self): ...",
        "from unittest import TestCase\nclass A(TestCase):\n    test = 1",
        "class A(A):\n    def test(self): ...",
        "class A(B):\n    def test(self): ...\nclass B(A): ...",
        "from unittest import TestCase, skip\n@skip('x')\nclass A(TestCase):\n    def test(self): ...",
        "",
    ],
)
def test_what_is_none(source: str) -> None:
    read_tests = read(tests=source)
    assert read_tests.tests is None
    assert "there is no test here" in str(read_tests.faults[0])


def test_methods_are_inherited() -> None:
    source = """
from unittest import TestCase
class Mixin:
    def test_mixed(self): ...
    def test_own(self): ...
class A(Mixin, TestCase):
    def test_own(self): ...
class B(A):
    def test_more(self): ...
"""
    assert found(read(tests=source)) == [
        ("A", "A", ["test_mixed", "test_own"]),
        ("B", "B", ["test_mixed", "test_own", "test_more"]),
    ]


def test_files_come_in_their_order_and_others_are_not_tests() -> None:
    one, two = AREA.replace("Areas of", "Other"), AREA
    assert [each[1] for each in found(read("a", "b", b=two, a=one, c=two))] == [
        "Other rectangles",
        "Areas of rectangles",
    ]


def test_what_is_refused() -> None:
    (fault,) = read(a=AREA, b=AREA).faults
    assert str(fault).startswith("tests/b.py:3: two classes of tests are called 'Areas of rectangles'")
    many = "\n".join(f"class A{n}(unittest.TestCase):\n    def test(self): ..." for n in range(21))
    assert "21 classes of tests, at most 20" in str(read(a=f"import unittest\n{many}").faults[0])
    tests = "\n".join(f"    def test_{n}(self): ..." for n in range(201))
    assert "201 tests, at most 200" in str(read(a=f"import unittest\nclass A(unittest.TestCase):\n{tests}").faults[0])


def test_what_is_never_run_is_told() -> None:
    source = f"""{AREA}
    @unittest.skip("later")
    def test_d(self): ...
    @unittest.skipIf(True, "never")
    def test_e(self): ...
def test_alone(): ...
def load_tests(loader, tests, pattern): ...
"""
    read_tests = read(a=source)
    assert found(read_tests)[0][2] == ["test_b", "test_a", "test_c", "test_e"]
    told = [str(each).partition(": ")[2] for each in read_tests.warnings]
    assert told == [
        "test_d is skipped, and so it is no test here",
        "test_alone is never run: it must be a method of a class of unittest.TestCase",
        "load_tests is never called: tests are found without it",
    ]
