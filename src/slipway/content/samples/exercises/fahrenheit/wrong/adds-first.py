# adds 32 before it multiplies
celsius = float(input())
print((celsius + 32) * 9 / 5)
