# scores below 0.4: takes an empty line for the end
import sys

arguments = sys.argv[1:]
if len(arguments) > 1:
    print("at most one argument", file=sys.stderr)
    sys.exit(2)
number = 1
if arguments:
    try:
        number = int(arguments[0])
    except ValueError:
        print(f"{arguments[0]} is no whole number", file=sys.stderr)
        sys.exit(2)
line = input()
while line:
    print(f"{number}: {line}")
    number += 1
    line = input()
