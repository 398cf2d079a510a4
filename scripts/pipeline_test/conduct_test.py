"""How the driver behaves with tools that do as they are told: fail, hang, lose records, mutter."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest

from support import TOOLS, TemporaryDirectoryTest, install, multi_task, task

# Passes its lines on and leaves an account; $FAKE says how it misbehaves: "<stage>:<how>".
FAKE_TOOL = f"#!{sys.executable} -IS\n" + r"""
import json, os, sys, time
tool, args = os.path.basename(sys.argv[0]), sys.argv[1:]
option = lambda name: args[args.index(name) + 1] if name in args else None
stage, _, how = os.environ.get("FAKE", ":").partition(":")
how = how if stage in (tool, tool + option("--key") if option("--key") else tool) else ""
flags = ("--quiet", "--json-output", "--shuffle")
files, at = [], 0
while at < len(args):
    if not args[at].startswith("--"):
        files.append(args[at])
    at += 1 if args[at] in flags or not args[at].startswith("--") else 2
if tool == "jsonl-stats":
    print(json.dumps({"records": sum(1 for f in files for line in open(f))}))
    sys.exit()
lines = [line for f in files or ["/dev/stdin"] for line in open(f)]
if how == "hang":
    open(os.environ["HANGING"], "w").write(str(os.getpid()))
    time.sleep(60)
if how == "fail":
    sys.exit(os.path.basename(tool) + ": no space left")
if how == "die":
    os.kill(os.getpid(), 9)
bad = [line for line in lines if "BAD" in line] if tool == "jsonl-validate" else []
for name in ("--rejects", "--report-file", "--duplicates"):
    if option(name) and how != "no-files":
        open(option(name), "w").write("".join(bad) if name == "--rejects" else "".join(
            json.dumps({"line": lines.index(line) + 1, "code": "x", "message": "Invalid JSON in output"} if how != "odd-report" else {}) + "\n"
            for line in bad))
good = [line for line in lines if line not in bad]
if how == "lose":
    good = good[1:]
    lines = lines[1:]
if option("--rate") and float(option("--rate")) == 0:
    good = []
sys.stdout.write("".join(good))
if how == "mutter":
    print("careful", file=sys.stderr)
if how != "no-account":
    json.dump({"tool": tool, "version": "0", "read": len(lines), "written": len(good), "rejected": len(bad),
               "dropped": len(lines) - len(good) - len(bad), "copies": 0, "reasons": {}}, open(option("--summary"), "w"))
"""


class ConductTest(TemporaryDirectoryTest):
    """Runs the driver, laid out as an installation has it, with stand-ins for the tools."""

    def setUp(self):
        super().setUp()
        self.driver = install(self.folder / "installed")
        for tool in TOOLS:
            path = self.folder / "installed/bin" / ("jsonl-" + tool)
            path.write_text(FAKE_TOOL)
            path.chmod(0o755)
        self.write("a.jsonl", '{"n": 1}\n{"n": 2, "BAD": 1}\n{"n": 3}\n')
        self.write("b.jsonl", '{"n": 4}\n{"n": 5}\n')
        self.manifest = self.write("manifest.json", multi_task({"one": task(valid="b.jsonl", weight=0.5), "two": task(train="b.jsonl")}))
        self.out = self.folder / "out"

    def command(self, *more, manifest=None):
        return [str(self.driver), "--manifest", manifest or self.manifest, "--out", str(self.out), *more]

    def drive(self, *more, fake=":", manifest=None, expect=0):
        run = subprocess.run(self.command(*more, manifest=manifest), env={**os.environ, "FAKE": fake}, capture_output=True,
                             text=True, timeout=60)
        self.assertEqual(run.returncode, expect, run.stderr)
        return run

    def files(self):
        return {str(p.relative_to(self.out)): p.read_bytes() for p in sorted(self.out.rglob("*")) if p.is_file()}

    def assert_fails(self, message, *more, **options):
        """Fails with status 2 and one line, and leaves an earlier run's outputs alone."""
        self.drive()
        before = self.files()
        run = self.drive(*more, expect=2, **options)
        self.assertIn(message, run.stderr)
        self.assertEqual(self.files(), before)
        self.assertFalse((self.out / ".jsonl-pipeline").exists())
        return run

    def test_outputs_and_what_is_said(self):
        run = self.drive()
        self.assertEqual(run.stdout, "")
        self.assertEqual(sorted(self.files()), sorted(
            ["train.jsonl", "valid.jsonl", "meta/stats.json"]
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
                self.assertFalse((self.out / ".jsonl-pipeline").exists())

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
            hanging = self.folder / f"hanging-{number}"
            driver = subprocess.Popen(self.command(), stderr=subprocess.PIPE, text=True,
                                      env={**os.environ, "FAKE": "jsonl-dedupe@record:hang", "HANGING": str(hanging)})
            while not (hanging.exists() and hanging.read_text()):
                time.sleep(0.01)
            driver.send_signal(number)
            _, said = driver.communicate(timeout=20)
            self.assertEqual(driver.returncode, 128 + number)
            self.assertIn("interrupted", said)
            with self.assertRaises(ProcessLookupError):
                os.kill(int(hanging.read_text()), 0)
            self.assertEqual(self.files(), {})

    def start_hanging(self, *prefix):
        """A run of which a tool hangs, and the tool's process id."""
        hanging = self.folder / "hanging"
        driver = subprocess.Popen([*prefix, *self.command()], stderr=subprocess.DEVNULL,
                                  env={**os.environ, "FAKE": "jsonl-dedupe@record:hang", "HANGING": str(hanging)})
        while not (hanging.exists() and hanging.read_text()):
            time.sleep(0.01)
        return driver, int(hanging.read_text())

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
        self.write("modules/sitecustomize.py", "import os, signal\nreplace = os.replace\n"
                   "os.replace = lambda *paths: (os.kill(os.getpid(), signal.SIGTERM), replace(*paths))\n")
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

    def test_a_killed_run_leaves_no_lock(self):
        driver, tool = self.start_hanging()
        driver.kill()
        driver.wait()
        self.addCleanup(os.kill, tool, signal.SIGKILL)
        self.drive()

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
