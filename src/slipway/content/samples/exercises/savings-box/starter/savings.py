class NotEnough(Exception):
    """More was to be taken out of a box than there is in it."""


class SavingsBox:
    """A box in which somebody saves money, in cents."""

    def __init__(self, owner):
        self.owner = owner
        self.amount = 0
