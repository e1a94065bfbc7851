# scores below 0.5: cuts the cents off
count = int(input())
total = 0
for _ in range(count):
    name, price = input().split()
    euros = int(price) // 100
    total += euros
    print(f"{name}: {euros:.2f}")
print()
print(f"Total: {total:.2f}")
