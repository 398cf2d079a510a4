"""What a run takes over from the one before, and what it makes again."""
import json
import os
import shutil
import signal
import subprocess
import threading
import unittest

from fake_tools import FakeToolsTest
from support import multi_task, task

ONE = ["one.train.copies", "one.train.same-response", "one.train.sample", "one.train.validate"]
TWO = ["two.train.copies", "two.train.same-response", "two.train.validate"]
TRAIN = ["train.jsonl.html", "train.jsonl.json", "train.jsonl.text", "train.shuffle"]
VALID = ["one.valid.validate", "valid.jsonl.json"]
ALL = sorted(ONE + TWO + TRAIN + VALID)


class ResumeTest(FakeToolsTest):
    def test_what_did_not_change_is_not_made_again(self):
        self.assertEqual(self.ran(), ALL)
        self.assertNotIn("unchanged", self.last.stderr)
        before, told = self.files(), self.last.stderr
        times = {path: path.stat().st_mtime_ns for path in self.out.glob("*.jsonl")}
        self.assertEqual(self.ran(), [])
        self.assertEqual(self.files(), before)
        self.assertEqual({path: path.stat().st_mtime_ns for path in times}, times)
        self.assertIn("\n  unchanged: one (train, valid), two (train), train, train statistics, valid, valid statistics, report\n", self.last.stderr)
        self.assertIn(f"\nUnchanged: {self.out}/train.jsonl (4), {self.out}/valid.jsonl (2), {self.out}/reports/report.html\n", self.last.stderr)
        self.assertEqual(set(told.splitlines()) - set(self.last.stderr.splitlines()), {f"Wrote {self.out}/train.jsonl (4), {self.out}/valid.jsonl (2), {self.out}/reports/report.html"})
        self.assertEqual((self.ran("--quiet"), self.last.stderr), ([], ""))

    def test_what_changed_is_made_again_and_nothing_else(self):
        other = {"one": task(valid="b.jsonl", weight=0.25), "two": task(train="b.jsonl")}
        third = {"one": task(valid="b.jsonl", weight=0.5), "two": task(train="b.jsonl"), "three": task(train="c.jsonl")}
        self.write("c.jsonl", '{"n": 6}\n')
        for name, change, more, expected, reason in (
            ("a line less", lambda: self.write("a.jsonl", '{"n": 1}\n'), [], ONE + TRAIN, f"one train ({self.folder}/a.jsonl changed)"),
            ("an invalid line more", lambda: self.append("a.jsonl", '{"n": "BAD"}\n'), [], ONE, "one train ("),
            ("same bytes, other times", lambda: os.utime(self.folder / "a.jsonl", (1, 1)), [], [], None),
            ("same size and times", self.swap_a_byte, [], ONE + TRAIN, "one train ("),
            ("a weight", lambda: self.write("manifest.json", multi_task(other)), [], ONE, "one train (other options)"),
            ("a task more", lambda: self.write("manifest.json", multi_task(third)), [],
             ["three.train.copies", "three.train.same-response", "three.train.validate"] + ONE + TRAIN, "new: three train"),
            ("a task less", lambda: self.write("manifest.json", multi_task(other)), [], ONE + TRAIN, "train ("),
            ("a limit", lambda: self.write("manifest.json", multi_task(other, validation={"max_length": 99})), [],
             ONE + TWO + VALID[:1], "one valid (other options)"),
            ("white space", lambda: self.append("manifest.json", "\n"), [], [], None),
            ("what the files do not depend on", lambda: None, ["--threads", "3", "--jobs", "2", "--max-invalid", "9"], [], None),
            ("a seed", lambda: None, ["--seed", "1"], ONE + TRAIN[-1:], "train (other options)"),
            ("another tool", lambda: self.append("installed/bin/jsonl-dedupe", "#\n"), ["--seed", "1"], ONE + TWO, "one train (another jsonl-dedupe)"),
            ("everything", lambda: None, ["--seed", "1", "--force"], ALL, "two train (--force)"),
        ):
            with self.subTest(name):
                if name == "a line less":
                    self.drive()
                change()
                self.assertEqual(self.ran(*more), sorted(expected))
                if reason:
                    self.assertIn(reason, " ".join(self.last.stderr.split()))
                if expected:
                    self.assert_as_if_undisturbed(*more)

    def append(self, name, text):
        with open(self.folder / name, "a") as file:
            file.write(text)

    def swap_a_byte(self):
        path = self.folder / "a.jsonl"
        before = path.stat()
        path.write_text(path.read_text().replace("1", "7", 1))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def assert_as_if_undisturbed(self, *more):
        """What is there now is what a run into a new directory makes."""
        found, out = self.files(), self.out
        out.rename(self.folder / "kept")
        self.drive(*more)
        self.assertEqual(found, self.files())
        shutil.rmtree(out)
        (self.folder / "kept").rename(out)

    def test_what_somebody_deleted_or_edited_is_there_again(self):
        self.drive()
        expected = self.files()
        folder = self.out / ".jsonl-pipeline"
        replaced = self.folder / "replaced"
        for name, again in (("train.jsonl", ["train.shuffle"]), ("reports/one.valid.jsonl", ["one.valid.validate"]),
                            ("rejects/two.train.jsonl", TWO), ("meta/stats.json", []), ("manifest.lock.json", [])):
            with self.subTest(name):
                (self.out / name).unlink()
                self.assertEqual(self.ran(), [])
                self.assertEqual(self.files(), expected)
                replaced.write_text("replaced")
                os.replace(replaced, self.out / name)
                self.assertEqual(self.ran(), [])
                self.assertEqual(self.files(), expected)
                self.append(self.out / name, "appended")  # to the contents that the driver keeps as well
                self.assertEqual(self.ran(), again)
                self.assertEqual(self.files(), expected)
        (folder / "parts/two.train.jsonl").write_text("edited")
        self.assertEqual(self.ran(), TWO)
        (folder / "steps/two.train.json").write_text("{}")
        self.assertEqual(self.ran(), TWO)
        shutil.rmtree(folder)
        self.assertEqual(self.ran(), ALL)
        self.assertEqual(self.files(), expected)

    def test_copies_do_where_links_cannot_be_made(self):
        self.drive()
        expected = self.files()
        shutil.rmtree(self.out)
        self.write("modules/sitecustomize.py", "import os\ndef link(*paths):\n  raise OSError(1, 'no links')\nos.link = link\n")
        for _ in range(2):
            subprocess.run(self.command(), env={**self.environment(), "PYTHONPATH": str(self.folder / "modules")}, capture_output=True, check=True)
            self.assertEqual(self.files(), expected)
        self.assertEqual({path.stat().st_nlink for path in self.out.rglob("*") if path.is_file()}, {1})

    def test_a_killed_run_goes_on_where_it_was(self):
        self.drive()
        expected = self.files()
        for number, stages in ((signal.SIGKILL, 4), (signal.SIGINT, 1)):
            for stage, left in (("jsonl-validate", ALL), ("jsonl-dedupe@response", ALL), ("jsonl-sample", ALL),
                                ("jsonl-stats", [run for run in ALL if ".jsonl." in run or "train.shuffle" in run]))[:stages]:
                with self.subTest(stage, number=number):
                    shutil.rmtree(self.out)
                    driver, tools = self.start_hanging(stage=stage)
                    driver.send_signal(number)
                    driver.wait()
                    self.assertEqual(self.files(), {})
                    self.assertLessEqual(set(self.ran()), set(left))
                    self.assertEqual(self.files(), expected)
                    self.assert_gone(tools)

    def test_a_failing_run_keeps_what_was_made(self):
        self.drive("--seed", "1", fake="jsonl-stats:fail", expect=2)
        self.assertEqual(self.ran("--seed", "1"), [*TRAIN[:3], "valid.jsonl.json"])

    def test_an_account_that_is_not_sound_is_not_believed_later(self):
        self.drive(fake="jsonl-dedupe@response:lose", expect=2)
        self.assertEqual(self.ran(), ALL)

    def test_an_input_that_changes_meanwhile(self):
        run = self.drive(fake="jsonl-validate:append", expect=2)
        self.assertIn("one train: {} changed while it was read; run again".format(self.folder / "a.jsonl"), run.stderr)
        self.assertEqual(self.files(), {})
        self.assertEqual(self.ran(), ALL)

    def test_what_a_tool_said_is_said_again(self):
        first = self.drive("--quiet", fake="jsonl-sample:mutter").stderr
        self.assertEqual(first, "[one train] careful\n[train] careful\n")
        self.assertEqual((self.ran("--quiet"), self.last.stderr), ([], first))

    def test_a_pipe_is_read_each_time(self):
        os.mkfifo(self.folder / "pipe.jsonl")
        manifest = self.write("pipe.json", multi_task({"one": task(train="pipe.jsonl")}))
        for _ in range(2):
            writer = threading.Thread(target=(self.folder / "pipe.jsonl").write_text, args=['{"n": 1}\n'])
            writer.start()
            self.assertIn("one.train.validate", self.ran(manifest=manifest))
            writer.join()
        self.assertEqual(json.loads(self.files()["manifest.lock.json"])["inputs"][str(self.folder / "pipe.jsonl")], {"sha256": None, "bytes": 0})


if __name__ == "__main__":
    unittest.main()
