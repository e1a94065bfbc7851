# scores below 0.8: uses max
def largest(numbers):
    return max(numbers)
