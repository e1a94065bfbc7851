name = input("What is your name? ").strip()
if not name:
    name = "stranger"
print(f"Hello, {name}!")
