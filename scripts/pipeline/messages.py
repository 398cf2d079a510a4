"""What the driver says to its user: on stderr, and never more than the reader wants."""
import os
import sys
import threading


class Stop(Exception):
    """It cannot be done. The text is for the user, one line a fault; the exit status is 2."""


def open_streams():
    """Makes closed standard streams streams that fail, so that no file or pipe opened later takes their numbers."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number else os.O_WRONLY)
    sys.stdout = sys.stdout or open(1, "w")
    sys.stderr = sys.stderr or open(2, "w", errors="backslashreplace")
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")  # file names, whatever the locale


telling = threading.RLock()
shown = ""  # the last line of the terminal, which is no message and does not stay


def tell(text=""):
    with telling:
        show("")
        try:
            print(text, file=sys.stderr, flush=True)
        except OSError:  # nobody listens; the work goes on
            drop(2)


def show(text):
    """Shows one line on the terminal until something else is said; "" takes it away."""
    global shown
    with telling:
        if text == shown:
            return
        shown = text
        try:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        except OSError:
            drop(2)


def write(text):
    """Writes to stdout what it is there for."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        drop(1)
        if not isinstance(error, BrokenPipeError):  # the reader has seen enough
            raise Stop(f"<stdout>: {error.strerror}")


def write_file(path, text):
    """Writes a file that is there whole or not at all, whatever else has its present contents as a link."""
    with open(path + ".new", "w", encoding="utf-8", errors="backslashreplace") as file:  # \udc.. for bytes of file names, as JSON has it
        file.write(text)
    os.replace(path + ".new", path)


def drop(number):
    """Drops what is and will be written to a standard stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)
