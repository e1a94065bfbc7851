"""`slipway reproduce RECEIPT`: grade again what a receipt is for."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from slipway.receipts.key_source import bounded_file
from slipway.receipts.receipt_file import MOST_RECEIPT_BYTES
from slipway.receipts.reproducing import Reproduction, reproduce
from slipway.receipts.signing import ReceiptRefusedError
from slipway.sandbox.sandbox import SandboxFailed
from slipway.site.management.on_database import DatabaseCommand
from slipway.submissions.exercises import BrokenExerciseError
from slipway.submissions.grading import sandbox

STATUS = {Reproduction.EQUAL: 0, Reproduction.DIFFERS: 3, Reproduction.OTHER_TESTS: 4}


class Command(DatabaseCommand):
    help = (
        "Check a receipt, and grade again what was handed in. Nothing is changed. Ends with 0 where the result is the "
        "same, 3 where it differs, 4 where the unit has other tests by now, 1 where nothing could be compared."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", type=Path, help="the receipt, as it was downloaded")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = reproduce(bounded_file(options["receipt"], most=MOST_RECEIPT_BYTES), sandbox())
        except (ReceiptRefusedError, BrokenExerciseError, SandboxFailed) as fault:
            raise CommandError(fault.cause.english) from fault
        for sentence in found.said:
            self.stdout.write(sentence.english)
        self.stdout.flush()
        if status := STATUS[found.came_to]:
            sys.exit(status)
