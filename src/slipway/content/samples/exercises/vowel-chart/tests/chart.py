"""Compares two charts without the blanks at the ends of their lines."""

from evaluation_utils import EvaluationResult


def same_chart(context):
    expected = [line.rstrip() for line in context.expected.splitlines()]
    actual = [line.rstrip() for line in context.actual.splitlines()]
    return EvaluationResult(expected == actual, readable_expected=context.expected, readable_actual=context.actual)
