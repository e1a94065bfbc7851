# greets nobody when nothing was typed
name = input("What is your name? ").strip()
print(f"Hello, {name}!")
