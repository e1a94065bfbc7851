# scores below 0.8: all baskets share one dictionary
class NotThere(KeyError):
    pass


class Basket:
    counts = {}
    prices = {}

    def add(self, name, price, count=1):
        if price < 0:
            raise ValueError("not a price")
        if count < 1:
            raise ValueError("not a count")
        self.prices[name] = price
        self.counts[name] = self.counts.get(name, 0) + count

    def remove(self, name):
        if name not in self.counts:
            raise NotThere(name)
        self.counts[name] -= 1
        if not self.counts[name]:
            del self.counts[name]

    @property
    def total(self):
        return sum(count * self.prices[name] for name, count in self.counts.items())

    def __len__(self):
        return sum(self.counts.values())

    def __contains__(self, name):
        return name in self.counts

    def __iter__(self):
        return iter(sorted(self.counts))

    def __eq__(self, other):
        return self.counts == other.counts

    def __add__(self, other):
        return Basket()
