import unittest

from trainer import is_right


class Answers(unittest.TestCase):
    def test_the_word(self):
        """The word itself is right"""
        self.assertIs(is_right("Hund", "Hund"), True)

    def test_another_word(self):
        """Another word is not"""
        self.assertIs(is_right("Katze", "Hund"), False)

    def test_spaces_and_capitals(self):
        """Spaces around it and capital letters do not matter"""
        for answer in (" Hund", "Hund  ", "hund", " HUND "):
            with self.subTest(answer=answer):
                self.assertTrue(is_right(answer, "Hund"))
