class NotThere(KeyError):
    """What should be taken out of a basket is not in it."""


class Basket:
    """A basket of a shop: things by their names, with their prices in cents."""

    def __init__(self):
        self._counts = {}
        self._prices = {}

    def add(self, name, price, count=1):
        """Put things in. Raises ValueError."""
        if price < 0:
            raise ValueError("not a price")
        if count < 1:
            raise ValueError("not a count")
        self._prices[name] = price
        self._counts[name] = self._counts.get(name, 0) + count

    def remove(self, name):
        """Take one out. Raises NotThere."""
        if name not in self:
            raise NotThere(name)
        self._counts[name] -= 1
        if not self._counts[name]:
            del self._counts[name]

    @property
    def total(self):
        """What all of it costs."""
        return sum(count * self._prices[name] for name, count in self._counts.items())

    def __len__(self):
        return sum(self._counts.values())

    def __contains__(self, name):
        return name in self._counts

    def __iter__(self):
        return iter(sorted(self._counts))

    def __eq__(self, other):
        if not isinstance(other, Basket):
            return NotImplemented
        return self._counts == other._counts

    def __add__(self, other):
        both = Basket()
        for basket in (self, other):
            for name, count in basket._counts.items():
                both.add(name, basket._prices[name], count)
        return both
