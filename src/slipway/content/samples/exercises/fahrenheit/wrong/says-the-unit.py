# scores below 0.1: prints the unit too
celsius = float(input())
print(celsius * 9 / 5 + 32, "°F")
