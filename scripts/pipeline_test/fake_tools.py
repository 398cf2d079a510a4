"""Stand-ins for the tools, which do as they are told: fail, hang, lose records, mutter."""
import os
import subprocess
import sys
import time

from support import TOOLS, TemporaryDirectoryTest, files_in, install, multi_task, task

# Passes its lines on and leaves an account; $FAKE says how it misbehaves: "<stage>:<how>".
FAKE_TOOL = f"#!{sys.executable} -IS\n" + r"""
import json, os, sys, time
tool, args = os.path.basename(sys.argv[0]), sys.argv[1:]
option = lambda name: args[args.index(name) + 1] if name in args else None
stage, _, how = os.environ.get("FAKE", ":").partition(":")
how = how if stage in (tool, tool + option("--key") if option("--key") else tool) else ""
flags = ("--quiet", "--json-output", "--shuffle", "--compare")
files, at = [], 0
while at < len(args):
    if not args[at].startswith("--"):
        files.append(args[at])
    at += 1 if args[at] in flags or not args[at].startswith("--") else 2
if args == ["--version"]:
    sys.exit(print(tool, "(jsonl-tools)", "1.2.3"))
if os.environ.get("RAN"):
    open(os.environ["RAN"], "a").write(tool + " " + (option("--summary") or files[0] + "." + option("--to")).split("/")[-1] + "\n")
lines = [line for f in files or ["/dev/stdin"] for line in open(f)]
if how == "hang":
    open(os.environ["HANGING"], "a").write(f"{os.getpid()}\n")
    time.sleep(60)
if how == "slow":
    time.sleep(1.5)
if how == "append":
    open(files[0], "a").write('{"n": 9}\n')
if how == "fail":
    sys.exit(os.path.basename(tool) + ": no space left")
if how == "die":
    os.kill(os.getpid(), 9)
if tool == "jsonl-stats":
    print(json.dumps({"records": sum(1 for f in files for line in open(f))}))
    sys.exit()
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


class FakeToolsTest(TemporaryDirectoryTest):
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
        return [str(self.driver), "--manifest", str(manifest or self.manifest), "--out", str(self.out), *more]

    def drive(self, *more, fake=":", manifest=None, expect=0):
        run = subprocess.run(self.command(*more, manifest=manifest), env=self.environment(fake), capture_output=True, text=True, timeout=300)
        self.assertEqual(run.returncode, expect, run.stderr)
        return run

    def files(self):
        return files_in(self.out)

    def environment(self, fake=":"):
        """For the driver's process: FAKE is how the tools behave; RAN is where they say that they ran, HANGING that they hang."""
        return {**os.environ, "FAKE": fake, "RAN": str(self.folder / "ran"), "HANGING": str(self.folder / "hanging")}

    def ran(self, *more, **options):
        """Runs the driver, and returns what it had to run: the summaries of the tools' runs, or what jsonl-stats read."""
        log = self.folder / "ran"
        log.write_text("")
        self.last = self.drive(*more, **options)
        return self.runs()

    def runs(self):
        return sorted(line.split()[1].removesuffix(".summary") for line in (self.folder / "ran").read_text().splitlines())

    def start_hanging(self, *prefix, stage="jsonl-dedupe@record", more=(), tools=1):
        """A run of which some tools hang, and the process ids of these."""
        hanging = self.folder / "hanging"
        hanging.write_text("")
        driver = subprocess.Popen([*prefix, *self.command(*more)], stderr=subprocess.PIPE, text=True, env=self.environment(stage + ":hang"))
        self.addCleanup(driver.stderr.close)
        while hanging.read_text().count("\n") < tools:
            time.sleep(0.01)
        return driver, [int(line) for line in hanging.read_text().splitlines()]

    def assert_gone(self, processes):
        """Fails unless processes end soon (a zombie has ended)."""
        until = time.monotonic() + 60
        for process in processes:
            while is_running(process):
                self.assertLess(time.monotonic(), until, "a tool goes on")
                time.sleep(0.01)


def is_running(process):
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
