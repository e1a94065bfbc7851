count = int(input())
total = 0
for _ in range(count):
    name, price = input().split()
    total += int(price)
    print(f"{name}: {int(price) / 100:.2f}")
print()
print(f"Total: {total / 100:.2f}")
