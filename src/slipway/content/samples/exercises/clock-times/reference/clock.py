def minutes(time):
    """The minutes since midnight of a time such as "7:05". Raises ValueError for what is no time."""
    parts = time.split(":")
    if len(parts) != 2:
        raise ValueError(f"no time: {time}")
    for part in parts:
        if not part.isdecimal():
            raise ValueError(f"no number: {part}")
    hour, minute = int(parts[0]), int(parts[1])
    if hour > 23:
        raise ValueError(f"no hour: {hour}")
    if minute > 59:
        raise ValueError(f"no minute: {minute}")
    return hour * 60 + minute
