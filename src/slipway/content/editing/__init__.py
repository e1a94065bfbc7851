"""Units that are written in the browser: their files, changed as in a folder and checked as an import checks them, what
a new exercise begins with, and the mark by which a form knows that somebody else has saved meanwhile."""
