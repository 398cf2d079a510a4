"""What the driver says to its user: on stderr, and never more than the reader wants."""
import os
import sys


class Stop(Exception):
    """It cannot be done. The text is for the user, one line a fault; the exit status is 2."""


def tell(text=""):
    try:
        print(text, file=sys.stderr, flush=True)
    except BrokenPipeError:  # nobody listens any more; the work goes on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
