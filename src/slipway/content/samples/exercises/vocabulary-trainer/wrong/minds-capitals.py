# scores below 0.6: minds capital letters and spaces
def is_right(answer, word):
    return answer == word


def ask_all(words):
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
