# keeps the spaces around the name
name = input("What is your name? ")
if name == "":
    name = "stranger"
print(f"Hello, {name}!")
