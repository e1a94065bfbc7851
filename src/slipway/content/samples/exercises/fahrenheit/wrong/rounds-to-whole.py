# scores below 0.1: rounds to whole degrees
celsius = float(input())
print(round(celsius * 9 / 5 + 32))
