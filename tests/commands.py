"""`slipway` commands for tests: each in a process of its own, forked from one that has already imported what they need.

Importing takes most of a command's half second, and tests give some two hundred.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from tempfile import TemporaryFile
from typing import BinaryIO


class CommandFailed(Exception):  # noqa: N818  # a test expects it
    """A command ended with a status other than 0; `output` is all that it wrote."""

    def __init__(self, status: int, output: str) -> None:
        super().__init__(f"status {status}: {output}")
        self.status = status
        self.output = output


class Commands:
    """Runs commands in one environment, one after the other; close it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.waiting: subprocess.Popen[str] | None = None

    def run(self, *arguments: str) -> str:
        """Run one to its end. Returns what it printed; raises CommandFailed."""
        if self.waiting is None:
            self.waiting = subprocess.Popen(
                [sys.executable, "-m", "tests.commands"],
                env=dict(self.environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.waiting.stdin
        assert self.waiting.stdout
        self.waiting.stdin.write(json.dumps(arguments) + "\n")
        self.waiting.stdin.flush()
        status, out, err = json.loads(self.waiting.stdout.readline())
        if status:
            raise CommandFailed(status, out + err)
        return str(out)

    def close(self) -> None:
        """Nobody will give a command any more."""
        if self.waiting is not None:
            self.waiting.communicate()


def serve() -> None:
    """For each line on stdin, the arguments of a command: fork, run it, and say its status and what it wrote."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "slipway.site.settings"
    import_module("django").setup()
    # An account that a command makes costs half a second of hashing; whoever signs in with it has it hashed as in life.
    import_module("django.contrib.auth.hashers").PBKDF2PasswordHasher.iterations = 1
    for name in ("apply", "show", "import_class"):
        import_module(f"slipway.site.management.commands.{name}")
    # What names addresses or checks the configuration reads all pages first.
    import_module("slipway.site.urls")
    for line in sys.stdin:
        with TemporaryFile() as out, TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                _become(json.loads(line), out, err)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            print(json.dumps([status, _written(out), _written(err)]), flush=True)


def _become(arguments: list[str], out: BinaryIO, err: BinaryIO) -> None:
    """Be the command from here to the end of the process."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, instead in enumerate((nothing, out.fileno(), err.fileno())):
        os.dup2(instead, number)
    sys.argv = ["slipway", *arguments]
    status: object = 1
    try:
        import_module("slipway.site.cli").main()
        status = 0
    except SystemExit as ended:
        status = ended.code or 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 1)


def _written(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode()


if __name__ == "__main__":
    serve()
