count = int(input())
for number in range(count):
    line = input()
    print(line)
