# scores below 0.7: counts, and prints nothing
def is_right(answer, word):
    return answer.strip().lower() == word.lower()


def ask_all(words):
    right = 0
    for question, word in words.items():
        answer = input(f"{question}? ")
        if not answer:
            break
        right += is_right(answer, word)
    return right
