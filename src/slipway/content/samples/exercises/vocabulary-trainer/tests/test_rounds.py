import io
import unittest
from contextlib import redirect_stdout
from unittest.mock import call, patch

from trainer import ask_all

WORDS = {"dog": "Hund", "cat": "Katze", "bird": "Vogel"}


class Rounds(unittest.TestCase):
    """A round of questions"""

    def play(self, *answers):
        with redirect_stdout(io.StringIO()) as printed, patch("builtins.input", side_effect=answers) as asked:
            right = ask_all(WORDS)
        return right, printed.getvalue(), asked.mock_calls

    def test_all_right(self):
        """All answers are right"""
        right, printed, _ = self.play("Hund", "Katze", "Vogel")
        self.assertEqual(right, 3)
        self.assertEqual(printed, "Right!\nRight!\nRight!\n")

    def test_some_wrong(self):
        """A wrong answer is put right"""
        right, printed, _ = self.play("hund", "Kater", "Vogel")
        self.assertEqual(right, 2)
        self.assertEqual(printed, "Right!\nNo, cat is Katze.\nRight!\n")

    def test_questions(self):
        """input gets each question"""
        _, _, asked = self.play("x", "y", "z")
        self.assertEqual(asked, [call("dog? "), call("cat? "), call("bird? ")])

    def test_giving_up(self):
        """Nothing as an answer ends the round"""
        right, printed, asked = self.play("Hund", "")
        self.assertEqual((right, printed, len(asked)), (1, "Right!\n", 2))
