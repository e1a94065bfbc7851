# does not parse: a colon is missing
import sys

for line in sys.stdin
    print(line)
