"""How the driver behaves with tools that fail, hang, lose records, mutter."""
import json
import os
import shutil
import signal
import subprocess
import sys
import unittest

from fake_tools import FakeToolsTest
from support import multi_task, task


class ConductTest(FakeToolsTest):
    def assert_fails(self, message, *more, **options):
        """Fails with status 2 and one line, and leaves an earlier run's outputs alone."""
        self.drive()
        before = self.files()
        run = self.drive("--force", *more, expect=2, **options)
        self.assertIn(message, run.stderr)
        self.assertEqual(self.files(), before)
        return run

    def test_outputs_and_what_is_said(self):
        run = self.drive()
        self.assertEqual(run.stdout, "")
        self.assertEqual(sorted(self.files()), sorted(
            ["train.jsonl", "valid.jsonl", "meta/stats.json", "manifest.lock.json", "reports/report.html"]
            + [f"{kind}/{name}.jsonl" for kind in ("rejects", "reports") for name in ("one.train", "one.valid", "two.train")]
            + [f"reports/{name}.train.{kind}.jsonl" for name in ("one", "two") for kind in ("duplicates", "same-response")]))
        for line in ("Dataset type: Multi-Task", "  Task: one (weight=0.5)", "    train : 3 examples", "    valid : 2 examples",
                     "  Total train examples (before weighting): 5", "   Filtered out 1 invalid train examples",
                     "      Example 2: Invalid JSON in output", "   After validation: 4 train, 2 valid",
                     "   Removed 0 duplicate examples", "   After deduplication: 4 train",
                     "   Sampled 2/2 examples for 'one' (weight=0.5)"):
            self.assertIn(line, run.stderr.split("\n"))
        statistics = json.loads(self.files()["meta/stats.json"])
        self.assertEqual(statistics["totals"]["train"], {"read": 5, "checked": 5, "invalid": 1, "valid": 4, "written": 4,
                                                         "duplicates": 0, "same_response": 0, "contaminated": 0})
        self.assertEqual(statistics["tasks"]["one"]["weight"], 0.5)
        self.assertEqual(set(statistics["files"]), set(self.files()))

    def test_quiet(self):
        self.assertEqual(self.drive("--quiet").stderr, "")

    def test_a_weight_that_leaves_nothing(self):
        manifest = self.write("zero.json", multi_task({"one": task(weight=0.0), "two": task(train="b.jsonl")}))
        run = self.drive("--quiet", manifest=manifest)
        self.assertEqual(run.stderr, "Warning: Weight 0.0 results in 0 samples for 'one'\n")

    def test_printed_commands_give_the_same_files(self):
        for order in ("clean-first", "weight-first"):
            with self.subTest(order):
                self.drive("--order", order)
                expected = self.files()
                shutil.rmtree(self.out)
                printed = self.drive("--order", order, "--print-commands").stdout
                self.assertFalse(self.out.exists())
                subprocess.run(["sh"], input=printed, text=True, check=True, capture_output=True)
                self.assertEqual(self.files(), expected)

    def test_a_shell_does_not_hide_a_failing_stage(self):
        printed = self.drive("--print-commands").stdout
        run = subprocess.run(["sh"], input=printed, text=True, capture_output=True, env={**os.environ, "FAKE": "jsonl-dedupe@record:fail"})
        self.assertEqual(run.returncode, 2)
        self.assertIn("'copies' left no account", run.stderr)
        self.assertFalse((self.out / "train.jsonl").exists())

    def test_odd_names(self):
        self.out = self.folder / "it's a \"dir\""
        names = ["../up", "a b", "$(touch x)", "日本\n", "-rf", "'"]
        manifest = self.write("odd $name.json", multi_task({name: task() for name in names}))
        self.drive(manifest=manifest)
        expected = self.files()
        printed = self.drive("--print-commands", manifest=manifest).stdout
        subprocess.run(["sh"], input=printed, text=True, check=True, capture_output=True)
        self.assertEqual(self.files(), expected)
        self.assertEqual(len([name for name in expected if name.startswith("rejects/")]), len(names))
        self.assertIn("rejects/%2E.%2Fup.train.jsonl", expected)

    def test_names_that_are_no_utf8(self):
        folder = os.fsdecode(bytes(self.folder) + b"/\xff")
        os.mkdir(folder)
        shutil.copy(self.folder / "a.jsonl", folder)
        manifest = os.path.join(folder, "manifest.json")
        shutil.copy(self.write("one.json", multi_task({"one": task()})), manifest)
        self.drive(manifest=manifest)
        lock = json.loads(self.files()["manifest.lock.json"])
        self.assertEqual((lock["manifest"]["file"], list(lock["inputs"])), (manifest, [os.path.join(folder, "a.jsonl")]))
        self.assertIn("unchanged: one (train)", self.drive(manifest=manifest).stderr)

    def test_max_invalid(self):
        for limit, status in (("0", 1), ("1", 0), ("14.2%", 1), ("14.3%", 0), ("100%", 0)):
            with self.subTest(limit):
                run = self.drive("--max-invalid", limit, "--quiet", expect=status)
                self.assertEqual(bool(run.stderr), bool(status))
                self.assertTrue((self.out / "train.jsonl").exists())
                shutil.rmtree(self.out)
        self.assertIn("1 of 7 records are invalid, above --max-invalid 0", self.drive("--max-invalid", "0", expect=1).stderr)

    def test_what_an_earlier_run_left_goes_away(self):
        self.drive()
        mine = self.out / "reports/notes.txt"
        mine.write_text("not the driver's")
        manifest = self.write("other.json", multi_task({"three": task(train="b.jsonl")}))
        self.drive(manifest=manifest)
        self.assertEqual(set(self.files()) - {"reports/notes.txt"}, set(json.loads(self.files()["meta/stats.json"])["files"]))
        self.assertNotIn("valid.jsonl", self.files())
        self.assertTrue(mine.exists())

    def test_an_output_that_became_an_input_stays(self):
        self.drive()
        manifest = self.write("again.json", multi_task({"again": task(train="out/valid.jsonl")}))
        self.drive(manifest=manifest)
        self.assertIn("valid.jsonl", self.files())

    def test_a_failing_stage_is_named(self):
        run = self.assert_fails("one train: 'same-response' failed with status 1: ", fake="jsonl-dedupe@response:fail")
        self.assertIn("[one train] jsonl-dedupe: no space left\n", run.stderr)
        self.assert_fails("train: 'shuffle' was ended by signal 9: ", fake="jsonl-sample:die", manifest=self.write(
            "plain.json", multi_task({"two": task(train="b.jsonl")})))

    def test_accounts_must_be_there_and_meet(self):
        self.assert_fails("one train: 'copies' left no account", fake="jsonl-dedupe@record:no-account")
        self.assert_fails("one train: 'same-response' read 1 records where 2 were passed to it", fake="jsonl-dedupe@response:lose")

    def test_all_outputs_must_be_there(self):
        self.assert_fails("the tools did not write reports/one.train.duplicates.jsonl, reports/two.train.duplicates.jsonl",
                          fake="jsonl-dedupe@record:no-files")

    def test_what_a_tool_says_is_passed_on(self):
        self.assertIn("[one valid] careful\n", self.drive("--quiet", fake="jsonl-validate:mutter").stderr)

    def test_an_interrupt_ends_the_tools_and_writes_nothing(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            driver, tools = self.start_hanging()
            driver.send_signal(number)
            _, said = driver.communicate(timeout=120)
            self.assertEqual(driver.returncode, 128 + number)
            self.assertIn("interrupted", said)
            self.assert_gone(tools)
            self.assertEqual(self.files(), {})

    def test_an_interrupt_of_the_imports_is_quiet(self):
        # Stands in for the first module that is imported after signal.
        modules = self.folder / "modules"
        modules.mkdir()
        (modules / "argparse.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
        run = subprocess.run(self.command(), env={**os.environ, "PYTHONPATH": str(modules)}, capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stderr), (-signal.SIGINT, ""))

    def test_a_hangup_that_is_ignored_stays_so(self):
        ignore = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
        driver, _ = self.start_hanging(sys.executable, "-c", ignore)
        driver.send_signal(signal.SIGHUP)
        driver.send_signal(signal.SIGTERM)
        self.assertEqual(driver.wait(), 128 + signal.SIGTERM)

    def test_an_interrupt_after_the_outputs_have_their_names_is_too_late(self):
        self.write("modules/sitecustomize.py", "import os, signal\nreplace = os.replace\ndef interrupted(old, new):\n"
                   "  replace(old, new)\n  if new.endswith('out/train.jsonl'): os.kill(os.getpid(), signal.SIGTERM)\nos.replace = interrupted\n")
        run = subprocess.run(self.command(), env={**os.environ, "PYTHONPATH": str(self.folder / "modules")}, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0)
        self.assertNotIn("no output was written", run.stderr)
        self.assertEqual(set(self.files()), set(json.loads(self.files()["meta/stats.json"])["files"]))

    def test_two_runs_do_not_write_to_one_directory(self):
        driver, _ = self.start_hanging()
        said = "jsonl-pipeline: --out {} is in use by another run; wait for its end, or choose another --out\n"
        for more in ([], ["--finish"]):
            self.assertEqual(self.drive(*more, expect=2).stderr, said.format(self.out))
        self.assertTrue((self.out / ".jsonl-pipeline/parts").exists())  # the first run's
        driver.terminate()
        self.assertEqual(driver.wait(), 128 + signal.SIGTERM)
        self.drive()

    def test_a_killed_run_leaves_no_lock_and_no_tools(self):
        driver, tools = self.start_hanging()
        driver.kill()
        driver.wait()
        self.drive()
        self.assert_gone(tools)

    def test_nobody_listens(self):
        for more, stream in (([], "stderr"), (["--print-commands"], "stdout")):
            read, write = os.pipe()
            os.close(read)
            run = subprocess.run(self.command(*more), **{stream: write})
            os.close(write)
            self.assertEqual(run.returncode, 0)
        self.assertTrue((self.out / "train.jsonl").exists())

    def redirected(self, redirection, *more, fake=":"):
        command = ["sh", "-c", f'exec "$0" "$@" {redirection}', *self.command(*more)]
        return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "FAKE": fake})

    def test_messages_that_cannot_be_shown_do_not_stop_it(self):
        self.drive()
        expected = self.files()
        for redirection, more in (("2>/dev/full", []), ("2>&-", []), (">&-", ["-q"]), ("<&- >&- 2>&-", [])):
            with self.subTest(redirection):
                shutil.rmtree(self.out)
                run = self.redirected(redirection, *more)
                self.assertEqual((run.returncode, run.stdout), (0, ""))
                self.assertEqual(self.files(), expected)

    def test_status_1_is_kept_for_outputs_that_are_there(self):
        for redirection, more, fake in (("2>/dev/full", [], "jsonl-sample:fail"), ("2>&-", [], "jsonl-sample:fail"),
                                        ("2>&-", ["--order", "first"], ":"), (">/dev/full", ["--print-commands"], ":"),
                                        (">&-", ["--print-commands"], ":"), (">/dev/full", ["--help"], ":"), (">&-", ["--version"], ":")):
            with self.subTest(redirection, more=more):
                run = self.redirected(redirection, *more, fake=fake)
                self.assertEqual((run.returncode, run.stdout), (2, ""))
                self.assertEqual(run.stderr.count("jsonl-pipeline: <stdout>: "), int(redirection.startswith(">")))
                self.assertFalse((self.out / "train.jsonl").exists())

    def test_what_nobody_foresaw_is_one_line(self):
        run = self.assert_fails("jsonl-pipeline: unexpected KeyError: 'line' (narrate.py:", "--quiet", fake="jsonl-validate:odd-report")
        self.assertEqual(run.stderr.count("\n"), 1)


if __name__ == "__main__":
    unittest.main()
