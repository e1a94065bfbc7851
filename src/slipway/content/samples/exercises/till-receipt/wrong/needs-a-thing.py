# scores below 0.8: stops with an error when nothing is bought
count = int(input())
prices = []
for _ in range(count):
    name, price = input().split()
    prices.append(int(price))
    print(f"{name}: {int(price) / 100:.2f}")
print()
total = prices[0]
for price in prices[1:]:
    total += price
print(f"Total: {total / 100:.2f}")
