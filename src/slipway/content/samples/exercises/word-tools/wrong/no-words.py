# scores below 0.5: forgets lists without words, and capital letters
def longest(words):
    return max(words, key=len)


def mean_length(words):
    return sum(len(word) for word in words) / len(words)


def is_palindrome(word):
    return word == word[::-1]


def ends(word):
    return word[0], word[-1]


def letters(word):
    return set(word)


def by_length(words):
    found = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found
