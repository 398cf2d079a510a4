"""Several pipes at a time: the same files and messages, one reason where several fail, nothing left running."""
import os
import pathlib
import pty
import shutil
import signal
import subprocess
import unittest

from fake_tools import FakeToolsTest
from support import multi_task, task


class JobsTest(FakeToolsTest):
    def setUp(self):
        super().setUp()
        tasks = {f"task{i}": task(train=f"{i}.jsonl", valid="b.jsonl", weight=0.5) for i in range(5)}
        for i in range(5):
            self.write(f"{i}.jsonl", "".join('{"n": %d}\n' % n for n in range(i, 9)))
        self.manifest = self.write("manifest.json", multi_task(tasks))

    def test_the_same_files_and_messages(self):
        said, files = set(), []
        for jobs in (1, 2, 8):
            said.add(self.drive("--jobs", str(jobs), "--threads", "1", fake="jsonl-validate:mutter").stderr)
            files.append(self.files())
            shutil.rmtree(self.out)
        self.assertEqual(len(said), 1)
        self.assertIn("\n[task4 valid] careful\n", said.pop())
        self.assertEqual(files[1:], files[:1] * 2)

    def test_threads_are_shared(self):
        for jobs, threads in (("1", None), ("1000", "1"), ("2", str(max(1, len(os.sched_getaffinity(0)) // 2)))):
            printed = self.drive("--jobs", jobs, "--print-commands").stdout
            self.assertEqual(f" --threads {threads} " in printed, threads is not None)
        self.assertIn(" --threads 7 ", self.drive("--jobs", "2", "--threads", "7", "--print-commands").stdout)

    def test_of_several_that_fail_the_first_is_named(self):
        for jobs in ("1", "3", "8"):
            run = self.drive("--jobs", jobs, fake="jsonl-validate:fail", expect=2)
            self.assertEqual([line.split(":")[0] for line in run.stderr.splitlines()[-2:]], ["[task0 train] jsonl-validate", "jsonl-pipeline"])
            self.assertIn("task0 train: 'validate' failed with status 1", run.stderr)

    def test_a_failure_ends_the_others_soon(self):
        driver, tools = self.start_hanging(stage="jsonl-dedupe@response", more=["--jobs", "4"], tools=2)
        os.kill(next(tool for tool in tools if b"/task0.train." in pathlib.Path(f"/proc/{tool}/cmdline").read_bytes()), signal.SIGKILL)
        _, said = driver.communicate(timeout=120)
        self.assertEqual(driver.returncode, 2)
        self.assertIn("'same-response' was ended by signal 9", said)
        self.assert_gone(tools)

    def test_an_interrupt_ends_all_of_them(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            driver, tools = self.start_hanging(stage="jsonl-dedupe@response", more=["--jobs", "4"], tools=2)
            driver.send_signal(number)
            driver.wait(timeout=120)
            self.assert_gone(tools)
            self.assertEqual(self.files(), {})
        self.drive("--jobs", "3")


class ProgressTest(FakeToolsTest):
    def on_terminal(self, *more, fake, term="xterm"):
        """What a run writes to stderr if that is a terminal."""
        ours, theirs = pty.openpty()
        driver = subprocess.Popen(self.command(*more), stderr=theirs, env={**self.environment(fake), "TERM": term})
        os.close(theirs)
        text = b""
        while True:
            try:
                text += os.read(ours, 4096)
            except OSError:  # closed at the other end
                break
        os.close(ours)
        self.assertEqual(driver.wait(), 0)
        return text.decode()

    def test_a_line_tells_how_far_it_is(self):
        text = self.on_terminal(fake="jsonl-sample:slow")
        self.assertRegex(text, r"\r\x1b\[K\[\d/9\] 0:0\d one train")
        for shown in text.split("\r\x1b[K")[1:]:  # each is taken away before anything else is said
            self.assertTrue(shown == "" or "\n" not in shown or not shown.startswith("["), shown)
        self.assertFalse(text.split("\r\x1b[K")[-1].startswith("["))

    def test_no_line_when_it_is_not_wanted(self):
        for more, term in ((["--quiet"], "xterm"), ([], "dumb")):
            self.assertNotIn("\x1b", self.on_terminal(*more, fake="jsonl-sample:slow", term=term))
            shutil.rmtree(self.out)


if __name__ == "__main__":
    unittest.main()
