# scores below 0.3: begins with 0, which is larger than negative numbers
def largest(numbers):
    found = 0
    for number in numbers:
        if number > found:
            found = number
    return found
