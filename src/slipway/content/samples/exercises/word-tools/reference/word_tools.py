def longest(words):
    """The longest word; of several the first; None for no words."""
    return max(words, key=len, default=None)


def mean_length(words):
    """The mean length of the words; 0.0 for no words."""
    return sum(len(word) for word in words) / len(words) if words else 0.0


def is_palindrome(word):
    """Whether the word reads the same backwards, whatever the capitals."""
    word = word.lower()
    return word == word[::-1]


def ends(word):
    """The first and the last letter, as a tuple."""
    return word[0], word[-1]


def letters(word):
    """The set of the word's letters, in lower case."""
    return set(word.lower())


def by_length(words):
    """Length → list of the words of that length, in their order."""
    found = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found
