# looks at the minute before the hour
def minutes(time):
    parts = time.split(":")
    if len(parts) != 2:
        raise ValueError(f"no time: {time}")
    for part in reversed(parts):
        if not part.isdecimal():
            raise ValueError(f"no number: {part}")
    hour, minute = int(parts[0]), int(parts[1])
    if minute > 59:
        raise ValueError(f"no minute: {minute}")
    if hour > 23:
        raise ValueError(f"no hour: {hour}")
    return hour * 60 + minute
