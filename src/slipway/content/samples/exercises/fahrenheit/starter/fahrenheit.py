celsius = input()
