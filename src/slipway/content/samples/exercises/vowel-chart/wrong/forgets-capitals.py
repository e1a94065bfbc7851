# scores below 0.7: forgets the capital letters
counts = {"a": 0, "e": 0, "i": 0, "o": 0, "u": 0}
line = input()
while line != "":
    for letter in line:
        if letter in counts:
            counts[letter] += 1
    line = input()
for vowel, count in counts.items():
    print(vowel, "*" * count)
