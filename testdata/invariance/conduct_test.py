"""How every tool behaves as a Unix program: exit codes, pipes, devices, files in place."""
import gzip
import os
import pathlib
import signal
import stat
import subprocess
import tempfile
import time
import unittest

import tools

# The least options that make each tool copy, or count, {"text":"..."} records.
OPTIONS = {
    "validate": [],
    "dedupe": [],
    "sample": ["--rate", "1"],
    "split": ["--ratios", "a=1", "--only", "a"],
    "convert": ["--to", "jsonl"],
    "stats": [],
}
ONE_PASS = ("validate", "dedupe", "convert")  # these write while they read
RECORD = b'{"text":"a"}\n'


class ConductTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR"))
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        (self.folder / "in.jsonl").write_bytes(RECORD + b'{"text":"b"}\r\n' + b'{"text":"c"}')

    def each(self):
        for tool, options in OPTIONS.items():
            with self.subTest(tool=tool):
                yield tool, options

    def run_tool(self, tool, *options, **kwargs):
        return tools.run(tool, *OPTIONS[tool], *options, cwd=self.folder, **kwargs)

    def test_help_and_version(self):
        for tool, _ in self.each():
            help_text = tools.run(tool, "--help")
            self.assertEqual((help_text.returncode, help_text.stderr), (0, b""))
            self.assertIn(b"Example:", help_text.stdout)
            self.assertLessEqual(max(map(len, help_text.stdout.splitlines())), 132)
            self.assertEqual(tools.run(tool, "--version").returncode, 0)

    def test_bad_usage_is_one_line_and_2(self):
        for tool, _ in self.each():
            for options in (["--no-such-option"], ["--threads", "0"], ["--memory", "x"], ["--report", "x"]):
                done = self.run_tool(tool, *options, "in.jsonl")
                self.assertEqual((done.returncode, done.stdout), (2, b""), options)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_findings_that_nobody_reads_do_not_stop_the_work(self):
        lines = b"".join(RECORD + b'{"a":"%d"\n' % i for i in range(20000))
        (self.folder / "bad.jsonl").write_bytes(lines)
        command = '"$0" --max-errors 0 -o good.jsonl bad.jsonl 2>&1 | head -1 > first; echo ${PIPESTATUS[0]}'
        done = subprocess.run(["bash", "-c", command, tools.path("validate")], cwd=self.folder, capture_output=True)
        self.assertEqual(done.stdout, b"1\n")
        self.assertEqual((self.folder / "good.jsonl").read_bytes(), RECORD * 20000)

    def test_rejects_that_nobody_reads_are_a_failure(self):
        (self.folder / "bad.jsonl").write_bytes(b'{"a":\n' * 200000)
        command = '"$0" -q --rejects >(head -1 > first) --report-file /dev/null bad.jsonl'
        done = subprocess.run(["bash", "-c", command, tools.path("validate")], cwd=self.folder, capture_output=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"Broken pipe", done.stderr)

    def test_unreadable_inputs_are_named(self):
        (self.folder / "cut.gz").write_bytes(gzip.compress(RECORD * 1000)[:-9])
        for tool, _ in self.each():
            for name in ("missing.jsonl", ".", "cut.gz"):
                done = self.run_tool(tool, name)
                self.assertEqual(done.returncode, 2, name)
                self.assertIn(name.encode() + b":", done.stderr)

    def test_empty_input(self):
        for tool, _ in self.each():
            self.assertEqual(self.run_tool(tool, input=b"").returncode, 0)

    def test_records_are_copied_byte_for_byte(self):
        for tool, _ in self.each():
            if tool in ("stats", "convert"):
                continue
            done = self.run_tool(tool, "in.jsonl", "in.jsonl", *(["-k", "none"] if tool == "dedupe" else []))
            self.assertEqual(done.stdout, 2 * (RECORD + b'{"text":"b"}\r\n{"text":"c"}\n'))

    def test_a_malformed_line_stops_all_but_validate(self):
        data = RECORD + b'{"text":\n' + RECORD.replace(b"a", b"z")
        for tool, _ in self.each():
            done = self.run_tool(tool, input=data)
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"<stdin>:2: error: Invalid JSON", done.stderr)
            if tool in ONE_PASS:
                self.assertEqual(b"z" in done.stdout, tool == "validate")
            done = self.run_tool(tool, "--rejects", "rejects", input=data)
            self.assertEqual(done.returncode, 0)
            self.assertEqual((self.folder / "rejects").read_bytes(), b'{"text":\n')

    def test_a_json_array_is_one_message(self):
        for tool, _ in self.each():
            if tool == "convert":
                continue
            done = self.run_tool(tool, input=b'[\n{"text":"a"},\n{"text":"b"}\n]\n')
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"jsonl-convert --from json", done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_full_disk(self):
        for tool, _ in self.each():
            with open("/dev/full", "wb") as full:
                done = subprocess.run([tools.path(tool), *OPTIONS[tool], "in.jsonl"], cwd=self.folder,
                                      stdout=full, stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"No space left on device", done.stderr)

    def test_a_closed_pipe_is_quiet(self):
        for tool in ONE_PASS:
            options = ["-k", "none"] if tool == "dedupe" else OPTIONS[tool]
            with self.subTest(tool=tool):
                endless = subprocess.Popen(["yes", RECORD.decode().strip()], stdout=subprocess.PIPE)
                process = subprocess.Popen([tools.path(tool), *options], stdin=endless.stdout, stdout=subprocess.PIPE,
                                           stderr=subprocess.PIPE)
                endless.stdout.close()
                self.assertEqual(process.stdout.readline(), RECORD)
                process.stdout.close()
                self.assertEqual(process.stderr.read(), b"")
                process.stderr.close()
                self.assertEqual(process.wait(timeout=30), 0)
                endless.wait(timeout=30)

    def test_devices_stay_devices(self):
        for tool, _ in self.each():
            self.run_tool(tool, "in.jsonl", "-o", "/dev/null", "--rejects", "/dev/null")
            self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def test_output_may_be_an_input(self):
        for tool, _ in self.each():
            if tool in ("stats", "convert"):
                continue
            file = self.folder / "same.jsonl"
            file.write_bytes(RECORD)
            file.chmod(0o640)
            self.assertEqual(self.run_tool(tool, "same.jsonl", "-o", "same.jsonl").returncode, 0)
            self.assertEqual(file.read_bytes(), RECORD)
            self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o640)

    def test_standard_output_must_not_be_an_input(self):
        for tool, _ in self.each():
            with open(self.folder / "in.jsonl", "ab") as out:
                done = subprocess.run([tools.path(tool), *OPTIONS[tool], "in.jsonl"], cwd=self.folder, stdout=out,
                                      stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"in.jsonl: ", done.stderr)

    def test_an_interrupted_run_leaves_no_output(self):
        for tool, _ in self.each():
            process = subprocess.Popen([tools.path(tool), *OPTIONS[tool], "-o", "out.jsonl"], cwd=self.folder,
                                       stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
            process.stdin.write(RECORD)
            process.stdin.flush()
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            self.assertNotEqual(process.wait(timeout=30), 0)
            process.stdin.close()
            self.assertEqual([f.name for f in self.folder.iterdir()], ["in.jsonl"])

    def test_a_killed_split_leaves_nothing_under_a_name(self):
        # More values than outputs that are open, and than wait in memory.
        lines = b"".join(b'{"v":%d,"text":"%s"}\n' % (i % 600, b"x" * 500) for i in range(6000))
        for options in (["--by", "v", "-o", "out/{value}"], ["--stable", "--ratios", "a=0.5,b=0.5", "-o", "out/{split}"]):
            process = subprocess.Popen([tools.path("split"), *options, "--memory", "1MiB"], cwd=self.folder,
                                       stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
            process.stdin.write(lines)
            process.stdin.flush()
            time.sleep(0.2)
            process.kill()
            process.wait(timeout=30)
            process.stdin.close()
            named = [f.name for f in (self.folder / "out").iterdir() if not f.name.startswith(".")]
            self.assertEqual(named, [])

    def test_a_slow_writer_is_served_at_once(self):
        for tool in ONE_PASS:
            with self.subTest(tool=tool):
                process = subprocess.Popen([tools.path(tool), *OPTIONS[tool]], stdin=subprocess.PIPE,
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
                for text in (b"one", b"two", b"three"):
                    record = b'{"text":"' + text + b'"}\n'
                    process.stdin.write(record)
                    process.stdin.flush()
                    self.assertEqual(process.stdout.readline(), record)  # waits for ever if it is held back
                process.stdin.close()
                process.stdout.close()
                self.assertEqual(process.wait(timeout=30), 0)


if __name__ == "__main__":
    unittest.main()
