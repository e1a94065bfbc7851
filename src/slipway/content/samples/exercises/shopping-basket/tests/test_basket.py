import unittest

from basket import Basket, NotThere


def basket_of(**things):
    basket = Basket()
    for name, (price, count) in things.items():
        basket.add(name, price, count)
    return basket


class Contents(unittest.TestCase):
    """What is in a basket"""

    def setUp(self):
        self.basket = basket_of(tea=(250, 1), milk=(120, 2))

    def test_total(self):
        """The total is the sum of all prices"""
        self.assertEqual(self.basket.total, 490)
        self.assertEqual(Basket().total, 0)

    def test_len(self):
        """len counts every single thing"""
        self.assertEqual(len(self.basket), 3)
        self.assertEqual(len(Basket()), 0)

    def test_in(self):
        """in looks for a name"""
        self.assertIn("tea", self.basket)
        self.assertNotIn("coffee", self.basket)

    def test_iterate(self):
        """A loop gives the names in the order of the alphabet"""
        self.assertEqual(list(self.basket), ["milk", "tea"])

    def test_add_more(self):
        """More of a thing is added to what is there"""
        self.basket.add("tea", 250)
        self.assertEqual(len(self.basket), 4)
        self.assertEqual(list(self.basket), ["milk", "tea"])
        self.assertEqual(self.basket.total, 740)

    def test_remove(self):
        """remove takes out one of them, and the last one wholly"""
        self.basket.remove("milk")
        self.assertEqual(self.basket.total, 370)
        self.assertIn("milk", self.basket)
        self.basket.remove("milk")
        self.assertNotIn("milk", self.basket)


class TwoBaskets(unittest.TestCase):
    """Baskets beside each other"""

    def test_apart(self):
        """Two baskets have nothing in common"""
        one, other = Basket(), Basket()
        one.add("tea", 250)
        self.assertEqual(len(other), 0, "what is put into one basket is in the other too")

    def test_equal(self):
        """Baskets are equal if they hold the same"""
        one = basket_of(tea=(250, 1), milk=(120, 2))
        same = basket_of(milk=(120, 2), tea=(250, 1))
        self.assertEqual(one, same)
        self.assertNotEqual(one, basket_of(tea=(250, 1), milk=(120, 1)))
        self.assertNotEqual(one, "tea and milk")

    def test_add(self):
        """The sum is a new basket with the things of both"""
        one, other = basket_of(tea=(250, 1)), basket_of(tea=(250, 1), milk=(120, 2))
        both = one + other
        self.assertIsInstance(both, Basket)
        self.assertEqual((len(both), both.total), (4, 740))
        self.assertEqual((len(one), len(other)), (1, 3), "a sum changes neither of the two")


class NotAllowed(unittest.TestCase):
    """What is not allowed"""

    def test_prices(self):
        with self.assertRaisesRegex(ValueError, "not a price"):
            Basket().add("tea", -1)
        Basket().add("a present", 0)

    def test_counts(self):
        for count in (0, -3):
            with self.subTest(count=count), self.assertRaisesRegex(ValueError, "not a count"):
                Basket().add("tea", 250, count)

    def test_not_there(self):
        basket = basket_of(tea=(250, 1))
        with self.assertRaises(NotThere):
            basket.remove("coffee")
        self.assertTrue(issubclass(NotThere, KeyError))
        basket.remove("tea")
        with self.assertRaises(KeyError):
            basket.remove("tea")
