import sys

number = 1
for line in sys.stdin:
    print(line)
