"""One line at the bottom of the terminal that tells how far a run is. Nothing where stderr is no terminal."""
import os
import sys
import time

from pipeline.messages import show

BEGINS = 1.0  # second


class Progress:
    def __init__(self, steps, quiet):
        self.steps, self.begun = steps, time.monotonic()
        self.on = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def show(self, running, done):
        seconds = time.monotonic() - self.begun
        if self.on and seconds >= BEGINS:
            names = ", ".join(dict.fromkeys(pipe.label for pipe in running))
            line = f"[{done}/{self.steps}] {int(seconds) // 60}:{int(seconds) % 60:02} {names}"
            try:
                columns = os.get_terminal_size(2).columns or 80
            except OSError:
                columns = 80
            show(line[:max(1, columns - 1)])

    def clear(self):
        if self.on:
            show("")
