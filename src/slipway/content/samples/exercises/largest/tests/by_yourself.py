"""Looks into what was handed in for names that are not to be used."""

import ast

from evaluation_utils import EvaluationResult, Message


def without_names(context, *forbidden):
    """Right if the value is, and if the program uses none of the names, as a function or as a method."""
    with open(context.submission_path, encoding="utf-8") as file:
        program = ast.parse(file.read())
    used = {node.id for node in ast.walk(program) if isinstance(node, ast.Name)}
    used |= {node.attr for node in ast.walk(program) if isinstance(node, ast.Attribute)}
    found = [name for name in forbidden if name in used]
    messages = [Message(f"Your program uses {name}. Find the number without it.") for name in found]
    right = not found and context.actual == context.expected
    return EvaluationResult(right, str(context.expected), str(context.actual), messages)
