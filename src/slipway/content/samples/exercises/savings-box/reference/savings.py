class NotEnough(Exception):
    """More was to be taken out of a box than there is in it."""


class SavingsBox:
    """A box in which somebody saves money, in cents."""

    def __init__(self, owner):
        self.owner = owner
        self.amount = 0
        self._moves = []

    def put(self, cents):
        """Put money in; the amount that is in the box then."""
        self._check(cents)
        return self._move(cents)

    def take(self, cents):
        """Take money out; the amount that is left. Raises NotEnough."""
        self._check(cents)
        if cents > self.amount:
            raise NotEnough(f"{cents - self.amount} cents are missing")
        return self._move(-cents)

    def history(self):
        """What was put in and taken out, in order."""
        return list(self._moves)

    def __str__(self):
        return f"{self.owner}: {self.amount / 100:.2f}"

    def _check(self, cents):
        if cents <= 0:
            raise ValueError("not a positive amount")

    def _move(self, cents):
        self.amount += cents
        self._moves.append(cents)
        return self.amount
