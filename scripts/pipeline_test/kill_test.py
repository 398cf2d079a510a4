"""Runs of the real tools that are killed at any moment leave nothing wrong behind, and the next ends as if they had not been."""
import os
import random
import shutil
import signal
import subprocess
import time
import unittest

from fake_tools import is_running
from support import DEMO, TOOLS, TemporaryDirectoryTest, built_tools, files_in, install

ROUNDS = 12


@unittest.skipIf("TEST_SRCDIR" not in os.environ and len(built_tools()) < len(TOOLS), "the tools are not built")
class KillTest(TemporaryDirectoryTest):
    def setUp(self):
        super().setUp()
        self.driver = install(self.folder / "installed", [path.resolve() for path in built_tools()])
        self.out = self.folder / "out"

    def start(self, seed, *more):
        """In a session of its own, so that all its processes can be found."""
        return subprocess.Popen([self.driver, "--manifest", DEMO / "manifest.json", "--out", self.out, "--quiet", "--seed", str(seed), *more],
                                stderr=subprocess.DEVNULL, start_new_session=True)

    def processes(self, session):
        found = []
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.getsid(int(name)) == session and is_running(name):
                    found.append(name)
            except OSError:
                pass  # it ended
        return found

    def test_any_moment(self):
        expected, seconds = [], 0
        for seed in range(2):
            begun = time.monotonic()
            self.assertEqual(self.start(seed).wait(), 0)
            seconds = max(seconds, time.monotonic() - begun)
            expected.append(files_in(self.out))
            shutil.rmtree(self.out)
        chance = random.Random(7)
        for turn in range(ROUNDS):
            number = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT)[turn % 3]
            killed = self.start(turn % 2, *(["--jobs", "3"] if turn % 4 > 1 else []))
            time.sleep(chance.uniform(0, seconds))
            killed.send_signal(number)
            killed.wait()
            until = time.monotonic() + 60
            while self.processes(killed.pid):
                self.assertLess(time.monotonic(), until, "tools go on")
            for name, data in files_in(self.out).items() if self.out.exists() else ():
                self.assertIn(data, [files.get(name) for files in expected], name)  # the one run's or the other's, and all of it
            if turn % 3 == 2:
                self.assertEqual(self.start(turn % 2).wait(), 0)
                self.assertEqual(files_in(self.out), expected[turn % 2])


if __name__ == "__main__":
    unittest.main()
