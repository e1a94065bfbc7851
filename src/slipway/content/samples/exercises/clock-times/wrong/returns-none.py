# scores below 0.6: returns None where it should raise an error
def minutes(time):
    parts = time.split(":")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        return None
    hour, minute = int(parts[0]), int(parts[1])
    if hour > 23 or minute > 59:
        return None
    return hour * 60 + minute
