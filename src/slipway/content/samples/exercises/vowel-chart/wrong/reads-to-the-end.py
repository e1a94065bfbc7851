# reads on after the empty line
import sys

text = sys.stdin.read().lower()
for vowel in "aeiou":
    print(vowel, "*" * text.count(vowel))
