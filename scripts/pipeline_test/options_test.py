"""What the driver says of its options, and where it looks for the tools."""
import os
import shutil
import subprocess
import sys
import unittest

from fake_tools import FakeToolsTest


class OptionsTest(FakeToolsTest):
    def test_usage(self):
        for arguments, message in (
            (["--out", "x"], "--manifest"),
            (["--manifest", "nowhere.json", "--out", "x"], "nowhere.json: No such file or directory"),
            (self.command("--thread", "2")[1:], "unrecognized arguments: --thread 2"),
            (self.command("--threads", "0")[1:], "'0' is not a whole number from 1 to 1024"),
            (self.command("--threads", "1025")[1:], "'1025' is not a whole number from 1 to 1024"),
            (self.command("--max-invalid", "5x")[1:], "'5x' is neither a count nor a percentage"),
            (self.command("--max-invalid", "101%")[1:], "'101%' is neither a count nor a percentage"),
            (self.command("--order", "first")[1:], "invalid choice: 'first'"),
            (self.command("--print-commands", "--finish")[1:], "exclude each other"),
        ):
            run = subprocess.run([self.driver, *arguments], capture_output=True, text=True)
            self.assertEqual(run.returncode, 2)
            self.assertIn(message, run.stderr)
            self.assertEqual(run.stderr.count("\n"), 1)

    def test_help_and_version(self):
        for option in ("-h", "--help", "--version"):
            run = subprocess.run([self.driver, option], capture_output=True, text=True)
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            self.assertIn("jsonl-pipeline", run.stdout)

    def test_missing_tools_are_named(self):
        (self.folder / "installed/bin/jsonl-dedupe").unlink()
        run = subprocess.run([sys.executable, *self.command()], capture_output=True, text=True, env={"PATH": ""})
        self.assertEqual(run.returncode, 2)
        self.assertIn("cannot find jsonl-dedupe: build with", run.stderr)

    def test_tools_are_found_in_path(self):
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        shutil.move(self.folder / "installed/bin/jsonl-stats", elsewhere / "jsonl-stats")
        run = subprocess.run(self.command(), capture_output=True, env={**os.environ, "PATH": f"{elsewhere}:{os.environ['PATH']}"})
        self.assertEqual(run.returncode, 0)


if __name__ == "__main__":
    unittest.main()
