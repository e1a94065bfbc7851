# sorts the list that it was given, and finds the last of the longest words
def longest(words):
    words.sort(key=len)
    return words[-1] if words else None


def mean_length(words):
    return sum(len(word) for word in words) / len(words) if words else 0.0


def is_palindrome(word):
    word = word.lower()
    return word == word[::-1]


def ends(word):
    return word[0], word[-1]


def letters(word):
    return set(word.lower())


def by_length(words):
    words.sort(key=len)
    found = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found
