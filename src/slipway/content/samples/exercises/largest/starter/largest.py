def largest(numbers):
    """The largest of the numbers, of which there is at least one."""
