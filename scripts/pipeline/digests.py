"""SHA-256 of files, each read once, several at a time. Always of what is in the file: neither times nor sizes are trusted."""
import hashlib
import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pipeline.messages import Stop

CHUNK = 1 << 20


@dataclass
class Digest:
    sha256: str  # None: not a regular file, which can be read but once
    bytes: int
    state: tuple  # tells whether the file was written to or replaced since


def state_of(status):
    return status.st_ino, status.st_size, status.st_mtime_ns


class Digests:
    def __init__(self):
        self.pool = ThreadPoolExecutor(os.cpu_count() or 1)
        self.lock, self.wanted, self.closed = threading.Lock(), {}, False

    def begin(self, paths):
        """Has files read in the background; returns path to what will give its digest."""
        with self.lock:
            for path in paths:
                if path not in self.wanted:
                    self.wanted[path] = self.pool.submit(self.read, path)
            return {path: self.wanted[path] for path in paths}

    def of(self, paths):
        """Path to Digest, or to None where there is no such file."""
        return {path: wanted.result() for path, wanted in self.begin(paths).items()}

    def forget(self, paths):
        with self.lock:
            for path in paths:
                wanted = self.wanted.pop(path, None)
                if wanted:
                    wanted.cancel()

    def read(self, path):
        try:
            if not stat.S_ISREG(os.stat(path).st_mode):  # opening a pipe would wait for its writer
                return Digest(None, 0, ())
            with open(path, "rb", buffering=0) as file:
                state = state_of(os.fstat(file.fileno()))
                found, size, chunk = hashlib.sha256(), 0, bytearray(CHUNK)
                while (count := file.readinto(chunk)) and not self.closed:
                    found.update(memoryview(chunk)[:count])
                    size += count
        except FileNotFoundError:
            return None
        if self.closed:
            raise Stop(f"{path}: not read to its end")
        return Digest(found.hexdigest(), size, state)

    def stop(self):
        """Has what waits for a digest fail."""
        self.closed = True

    def close(self):
        self.stop()
        self.pool.shutdown(cancel_futures=True)
