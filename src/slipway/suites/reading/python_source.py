"""The one Python statement that a suite writes in a text, as a syntax tree, and what is said of those not taken."""

import ast
import warnings

from slipway.suites.reading.findings import quoted
from slipway.words import Text, text

_MOST_REASON = 200  # characters of what Python says: it may name what it found
MOST_LEVELS = 100  # of brackets, calls and attributes in each other


class ExpressionRefused(Exception):  # noqa: N818 - it is an answer, not an accident
    """A statement that is not taken, with the sentence that says why."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def only_statement(source: str) -> ast.stmt:
    """The statement in `source`. Raises ExpressionRefused where it is no Python, or not one statement."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an escape that means nothing: the value is what Python gives
            body = ast.parse(source.strip()).body
    except SyntaxError as error:
        raise ExpressionRefused(
            text("this is not Python: %(reason)s", reason=quoted(error.msg, most=_MOST_REASON))
        ) from None
    except (ValueError, MemoryError, RecursionError):
        raise too_many_levels() from None
    if len(body) == 1:
        return body[0]
    sentence = text("one call, value or assignment must stand here, and these are %(count)d", count=len(body))
    raise ExpressionRefused(sentence if body else text("nothing stands here: write a call, such as area(2, 3)"))


def too_many_levels() -> ExpressionRefused:
    """That a statement is nested too deep."""
    sentence = text("brackets and calls are nested more than %(most)d deep: make the value flatter", most=MOST_LEVELS)
    return ExpressionRefused(sentence)


def not_taken(node: ast.AST) -> ExpressionRefused:
    """That a form of Python is not read here."""
    return ExpressionRefused(
        text(
            "%(form)s is not read here, only calls, names, attributes and literals: put the rest into a function of "
            "the exercise, and call that",
            form=_form(node),
        )
    )


def _form(node: ast.AST) -> Text:
    for kinds, form in _FORMS:
        if isinstance(node, kinds):
            return form
    return text("this form of Python")


_FORMS: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], Text], ...] = (
    ((ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.AugAssign, ast.NamedExpr), text("an operator")),
    (ast.Subscript, text("an index in square brackets")),
    (ast.Lambda, text("a lambda")),
    ((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), text("a comprehension")),
    (ast.JoinedStr, text("an f-string")),
    (ast.IfExp, text("an if")),
    (ast.Starred, text("a star")),
    (ast.Constant, text("a value other than a text, a number, True, False or None")),
    ((ast.Import, ast.ImportFrom), text("an import")),
    ((ast.For, ast.AsyncFor, ast.While), text("a loop")),
    ((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef), text("a definition")),
    (ast.Delete, text("a del")),
    (ast.Assert, text("an assert")),
)
