# scores below 0.4: reads the first line only
line = input().lower()
for vowel in "aeiou":
    print(vowel, "*" * line.count(vowel))
