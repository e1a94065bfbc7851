"""`make peers`: other projects' LTI programs, for the tests in tests/peers. What is done already is skipped."""

from tools.set_up import set_up_peers

if __name__ == "__main__":
    set_up_peers()
