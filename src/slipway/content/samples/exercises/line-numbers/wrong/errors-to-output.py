# scores below 0.7: prints the errors among the results
import sys

arguments = sys.argv[1:]
if len(arguments) > 1:
    print("at most one argument")
    sys.exit(2)
number = 1
if arguments:
    try:
        number = int(arguments[0])
    except ValueError:
        print(f"{arguments[0]} is no whole number")
        sys.exit(2)
for line in sys.stdin:
    line = line.rstrip("\n")
    print(f"{number}: {line}")
    number += 1
