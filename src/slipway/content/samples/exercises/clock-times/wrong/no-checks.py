# scores below 0.6: leaves the errors to Python
def minutes(time):
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
