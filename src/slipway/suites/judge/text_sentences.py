"""Sentences about texts that differ in what is hard to see."""

from slipway.suites.judge.excerpts import bounded
from slipway.suites.judge.result import Channel
from slipway.suites.suite import TextOptions
from slipway.words import Text, text


def text_sentences(expected: str, got: str, options: TextOptions) -> tuple[Text, ...]:
    """What to look for, if the difference is one of blanks, line breaks or capitals only."""
    if options.ignores_case:
        expected, got = expected.lower(), got.lower()
    if options.ignores_space_at_end:
        expected, got = expected.rstrip(), got.rstrip()
    sentence = _sentence(expected, got)
    return () if sentence is None else (sentence,)


def silence_sentence(channel: Channel) -> Text:
    """Said where something was written and silence was expected."""
    if channel is Channel.STDERR:
        return text("Nothing should be written to stderr here.")
    return text("Nothing should be printed here.")


def cut_sentence(more: int) -> Text:
    """Said where the end of a text was not seen."""
    return text("The program wrote %(count)s characters more than are compared.", count=bounded(more))


def _sentence(expected: str, got: str) -> Text | None:
    if not got:
        return text("Nothing was written.")
    if got.rstrip("\n") == expected.rstrip("\n"):
        return _line_breaks(len(got) - len(expected))
    if "".join(got.split()) == "".join(expected.split()):
        return text("Only blanks or line breaks differ.")
    if got.lower() == expected.lower():
        return text("Only small and capital letters differ.")
    return None


def _line_breaks(extra: int) -> Text:
    if extra == 1:
        return text("There is one line break too many at the end.")
    if extra > 1:
        return text("There are %(count)s line breaks too many at the end.", count=extra)
    if extra == -1:
        return text("A line break is missing at the end.")
    return text("%(count)s line breaks are missing at the end.", count=-extra)
