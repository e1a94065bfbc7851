def largest(numbers):
    """The largest of the numbers, of which there is at least one."""
    found = numbers[0]
    for number in numbers:
        if number > found:
            found = number
    return found
