def minutes(time):
    """The minutes since midnight of a time such as "7:05". Raises ValueError for what is no time."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
