# gives the list of its own away
class NotEnough(Exception):
    pass


class SavingsBox:
    def __init__(self, owner):
        self.owner = owner
        self.amount = 0
        self.moves = []

    def put(self, cents):
        if cents <= 0:
            raise ValueError("not a positive amount")
        self.amount += cents
        self.moves.append(cents)
        return self.amount

    def take(self, cents):
        if cents <= 0:
            raise ValueError("not a positive amount")
        if cents > self.amount:
            raise NotEnough(f"{cents - self.amount} cents are missing")
        self.amount -= cents
        self.moves.append(-cents)
        return self.amount

    def history(self):
        return self.moves

    def __str__(self):
        return f"{self.owner}: {self.amount / 100:.2f}"
