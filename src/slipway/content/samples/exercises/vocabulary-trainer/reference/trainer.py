def is_right(answer, word):
    """Whether the answer is the word, whatever its spaces and capital letters."""
    return answer.strip().casefold() == word.casefold()


def ask_all(words):
    """Ask for all words; how many answers were right."""
    right = 0
    for question, word in words.items():
        answer = input(f"{question}? ")
        if not answer:
            break
        if is_right(answer, word):
            print("Right!")
            right += 1
        else:
            print(f"No, {question} is {word}.")
    return right
