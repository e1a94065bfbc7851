"""Holds what a program was seen to do against what its suite expects.

`judging.judge_suite` is the way in: a suite and observations become a `SuiteResult` (`result.py`), which `kept` turns
to JSON and back. Checks by a teacher's oracle wait in it: `oracles` says what to ask, and takes the answers. Verdicts
are those of TESTed, the judge that read the format first. Pure Python from 3.11 on: browsers load these files too.
"""
