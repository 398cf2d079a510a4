"""The printed makefile does what the driver does, and only what must be done."""
import os
import shutil
import subprocess
import unittest

from fake_tools import FakeToolsTest
from resume_test import ALL, ONE, TRAIN, TWO
from support import multi_task, task


@unittest.skipIf(shutil.which("make") is None, "there is no make")
class MakefileTest(FakeToolsTest):
    def make(self, *more, fake=":", expect=0):
        """Runs make, and returns which tools ran."""
        (self.folder / "ran").write_text("")
        self.last = subprocess.run(["make", "-f", str(self.folder / "pipeline.mk"), *more], env=self.environment(fake),
                                   cwd=self.folder, capture_output=True, text=True, timeout=300)
        self.assertEqual(self.last.returncode, expect, self.last.stderr)
        return self.runs()

    def print(self, *more, **options):
        self.write("pipeline.mk", self.drive("--print-makefile", *more, **options).stdout)

    def compare(self, *more, **options):
        """Both make the same files."""
        found, out = self.files(), self.out
        out.rename(self.folder / "made")
        self.drive(*more, **options)
        self.assertEqual(found, self.files())
        shutil.rmtree(out)
        (self.folder / "made").rename(out)

    def test_the_same_files(self):
        for order in ("clean-first", "weight-first"):
            with self.subTest(order):
                self.print("--order", order)
                self.assertFalse(self.out.exists())
                self.make("-j4")
                self.compare("--order", order)
                shutil.rmtree(self.out)

    def test_only_what_changed(self):
        self.print()
        self.assertEqual(self.make("-j2"), ALL)
        self.assertEqual(self.make(), [])
        self.write("a.jsonl", '{"n": 7}\n')
        self.assertEqual(self.make("-j2"), sorted(ONE + TRAIN))
        self.compare()
        (self.out / "reports/two.train.jsonl").unlink()
        self.assertEqual(self.make(), [])
        self.compare()
        (self.out / ".jsonl-pipeline/ready/reports/two.train.jsonl").unlink()
        self.assertEqual(self.make(), sorted(TWO + TRAIN))
        (self.folder / "installed/bin/jsonl-sample").touch()
        self.assertEqual(self.make(), sorted(ONE + TRAIN))
        self.assertEqual(self.make(), [])

    def test_a_newer_manifest(self):
        self.print()
        self.make()
        self.write("manifest.json", multi_task({"two": task(train="b.jsonl", weight=0.25)}))
        self.assertEqual(self.make(), sorted([*TWO, "two.train.sample", *TRAIN]))
        self.compare()

    def test_a_failing_stage(self):
        self.print()
        self.make("-k", fake="jsonl-dedupe@record:fail", expect=2)
        self.assertEqual(self.files(), {})
        self.make("-k", fake="jsonl-dedupe@record:no-account", expect=2)
        self.assertEqual(self.files(), {})
        self.make()
        self.compare()

    def test_odd_names(self):
        self.out = self.folder / "the $out #1: 100% [a=b]*? (it's ~ \"so\" & {so})!"
        self.write("in $(x) #: 100% [a=b]*?.jsonl", '{"n": 1}\n')
        manifest = self.write("odd $name = #1%.json", multi_task({name: task(train="in $(x) #: 100% [a=b]*?.jsonl") for name in ("a b", "100%", "$(x)")}))
        self.print(manifest=manifest)
        self.make("-j2")
        self.compare(manifest=manifest)
        self.assertEqual(self.make(), [])

    def test_names_that_make_cannot_have(self):
        for name in ("a;b", "a|b", "a\\b", "a\nb", "a\tb"):
            with self.subTest(name):
                self.write(name, '{"n": 1}\n')
                run = self.drive("--print-makefile", manifest=self.write("m.json", multi_task({"t": task(train=name)})), expect=2)
                self.assertEqual((run.stdout, run.stderr.count("\n")), ("", 1))
                self.assertIn("make cannot handle a file name with", run.stderr)

    def test_commands_run_after_an_input_changed(self):
        self.print()
        self.make()
        (self.out / "train.jsonl").unlink()
        os.utime(self.folder / "a.jsonl")
        run = self.drive("--finish", expect=2)
        self.assertIn("a.jsonl changed after it was read; run the commands again", run.stderr)


if __name__ == "__main__":
    unittest.main()
