"""A teacher's own `unittest` classes as a suite: read without running them, and judged by what became of each test.

`read_classes.read_unit_tests` is the way in: files become classes of tests. Each class is a tab, each test a context
with one case. `judge_tests.judge_unit_tests` makes the same `SuiteResult` of it as of other suites.
"""
