line = input()
while line != "":
    print(line)
    line = input()
