# scores below 0.6: changes the capital letters
name = input("What is your name? ").strip().title() or "stranger"
print(f"Hello, {name}!")
