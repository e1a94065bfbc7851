# scores below 0.1: sorts the list that it was given
def largest(numbers):
    numbers.sort()
    return numbers[-1]
