"""Sentences about programs that were stopped, and about cases that were not run because of it."""

from slipway.suites.observed import End
from slipway.words import text

STOPPED_IN_A_CASE = frozenset({End.TIME, End.MEMORY, End.OUTPUT, End.CRASHED})  # which fails then, whatever it showed
NOTHING_RAN = frozenset({End.SYNTAX, End.MISSING})

# Why a case was not run, in a context that ended so before it.
NOT_RUN_SENTENCES = {
    End.EXIT: text("Not run because the program had ended before this case."),
    End.TIME: text("Not run because the time was used up before this case."),
    End.MEMORY: text("Not run because the memory was used up before this case."),
    End.OUTPUT: text("Not run because the program had written too much before this case."),
    End.CRASHED: text("Not run because Python itself stopped working before this case."),
    End.SYNTAX: text("Not run because the program is not valid Python."),
    End.MISSING: text("Not run because no program was handed in."),
}

# What happened in a case in which the program was stopped.
STOPPED_SENTENCES = {
    End.TIME: text("The program took too long and was stopped in this case. Is there a loop that never ends?"),
    End.MEMORY: text("The program used up its memory in this case and was stopped."),
    End.OUTPUT: text("The program wrote too much in this case and was stopped. Is there a loop that never ends?"),
    End.CRASHED: text("Python itself stopped working in this case. Does a function call itself without end?"),
}

UNGRADED_SENTENCE = text("This could not be graded. It is not your program's fault, and nothing is taken off for it.")
