"""`python -m practice_lms serve --bind 127.0.0.1:8001 --data DIR`."""

import argparse
import os
import sys

from practice_lms.serve import NotLoopbackError, loopback_address, serve


def main(arguments: list[str] | None = None) -> int:
    """Run the command line. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m practice_lms")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("serve", help="migrate, seed and serve the practice LMS")
    command.add_argument("--bind", default="127.0.0.1:8001", help="loopback address and port")
    command.add_argument("--data", default=None, help="folder of its database (PRACTICE_LMS_DATA)")
    options = parser.parse_args(arguments)
    try:
        host, port = loopback_address(options.bind)
    except NotLoopbackError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    if options.data:
        os.environ["PRACTICE_LMS_DATA"] = options.data
    os.environ.setdefault("PRACTICE_LMS_URL", f"http://{options.bind}")
    os.umask(0o077)  # its database is nobody else's
    serve(host, port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
