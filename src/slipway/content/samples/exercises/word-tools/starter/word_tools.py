def longest(words):
    """The longest word; of several the first; None for no words."""


def mean_length(words):
    """The mean length of the words; 0.0 for no words."""


def is_palindrome(word):
    """Whether the word reads the same backwards, whatever the capitals."""


def ends(word):
    """The first and the last letter, as a tuple."""


def letters(word):
    """The set of the word's letters, in lower case."""


def by_length(words):
    """Length → list of the words of that length, in their order."""
