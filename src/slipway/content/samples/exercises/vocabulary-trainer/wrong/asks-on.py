# scores below 0.9: asks on after somebody has given up
def is_right(answer, word):
    return answer.strip().lower() == word.lower()


def ask_all(words):
    right = 0
    for question, word in words.items():
        if is_right(input(f"{question}? "), word):
            print("Right!")
            right += 1
        else:
            print(f"No, {question} is {word}.")
    return right
