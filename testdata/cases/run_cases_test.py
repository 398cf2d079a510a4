"""Tests that run_cases.py finds what differs, on a tool and cases made for it."""
import contextlib
import io
import os
import pathlib
import tempfile
import unittest
import unittest.mock
import xml.etree.ElementTree as ElementTree

import run_cases

# Copies its input, says its name, and does what the environment of the command tells.
TOOL = """#!/bin/sh
cat
echo jsonl-fake: done >&2
for file; do echo written > "$file"; done
exit ${STATUS:-0}
"""


class RunCasesTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name) / "testdata" / "cases"
        self.tools = pathlib.Path(directory.name) / "bin"
        self.write(self.tools / "jsonl-fake", TOOL)
        (self.tools / "jsonl-fake").chmod(0o755)
        self.xml = pathlib.Path(directory.name) / "test.xml"

    def write(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def make_case(self, files, case="fake/case"):
        files = {"cmd": "jsonl-fake", "stderr": "jsonl-fake: done\n", **files}
        for name, text in files.items():
            if text is not None:
                self.write(self.root / case / name, text)
        return self.root / case

    def run_all(self, *arguments):
        """Exit status and report."""
        out = io.StringIO()
        environment = {"XML_OUTPUT_FILE": str(self.xml)}
        with contextlib.redirect_stdout(out), unittest.mock.patch.dict(os.environ, environment):
            status = run_cases.main(self.root, ["--bin", str(self.tools), *arguments])
        return status, out.getvalue()

    def test_passes_what_is_as_expected(self):
        self.make_case({
            "cmd": "STATUS=3 jsonl-fake out dir/out < given", "given": "in\n", "dir/other": "",
            "stdout": "in\n", "exit": "3\n", "expected/out": "written\n",
            "expected/dir/out": "written\n"})
        self.assertEqual(self.run_all(), (0, "1 cases, 0 failed\n"))

    def test_finds_every_kind_of_difference(self):
        for files, report in (
            ({"stdin": "a\nb\n", "stdout": "a\nc\n"}, "-c\n+b\n"),
            ({"stdin": "a\n", "stdout": "a"}, "-\\ no newline at the end\n"),
            ({"stdin": "a\r\n", "stdout": "a\n"}, "+a\\u000d\n"),
            ({"stdout": "a\n"}, "-a\n"),
            ({"stderr": None}, "+jsonl-fake: done\n"),
            ({"cmd": "STATUS=1 jsonl-fake"}, "-0\n+1\n"),
            ({"exit": "1\n"}, "-1\n+0\n"),
            ({"cmd": "jsonl-fake out", "expected/out": "other\n"}, "-other\n+written\n"),
            ({"cmd": "jsonl-fake out"}, "expected/out: written, but not expected\n"),
            ({"expected/out": ""}, "expected/out: not written\n"),
            ({"cmd": "jsonl-fake in", "in": ""}, "expected/in: written, but not expected\n"),
            ({"cmd": "jsonl-fake; rm in", "in": ""}, "expected/in (removed): written"),
            ({"cmd": None}, "there is no cmd"),
        ):
            with self.subTest(files=files):
                case = self.make_case(files, case=f"fake/{abs(hash(str(files)))}")
                status, text = self.run_all(f"fake/{case.name}")
                self.assertEqual(status, 1)
                self.assertIn(f"FAILED fake/{case.name}\n", text)
                self.assertIn(report, text)

    def test_update_makes_it_pass(self):
        case = self.make_case({
            "cmd": "STATUS=1 jsonl-fake new", "stdin": "a\n", "stdout": "b\n",
            "expected/old": "written\n"})
        self.assertEqual(self.run_all("--update")[0], 0)
        self.assertEqual(self.run_all(), (0, "1 cases, 0 failed\n"))
        self.assertEqual((case / "stdout").read_text(), "a\n")
        self.assertEqual((case / "exit").read_text(), "1\n")
        self.assertEqual([f.name for f in (case / "expected").iterdir()], ["new"])

    def test_update_leaves_no_file_that_says_nothing(self):
        case = self.make_case({"cmd": "true", "stdout": "b\n", "exit": "1\n"})
        self.run_all("--update")
        self.assertEqual([f.name for f in case.iterdir()], ["cmd"])

    def test_each_case_is_a_test_case(self):
        self.make_case({}, case="fake/good")
        self.make_case({"stdin": "\0\x1b\n"}, case="fake/bad")
        self.run_all()
        cases = ElementTree.parse(self.xml).getroot().findall("testcase")
        self.assertEqual([c.get("name") for c in cases], ["bad", "good"])
        self.assertEqual([c.find("failure") is not None for c in cases], [True, False])

    def test_selects_by_tool_and_by_case(self):
        for case in ("a/one", "a/two", "b/one"):
            self.make_case({}, case=case)
        for names, count in ((["a"], 2), (["a/one"], 1), (["a", "b/one"], 3), ([], 3)):
            self.assertEqual(self.run_all(*names), (0, f"{count} cases, 0 failed\n"))
        with self.assertRaises(SystemExit):
            self.run_all("c")

    def test_no_cases_do_not_pass(self):
        self.root.mkdir(parents=True)
        self.assertEqual(self.run_all()[0], 1)


if __name__ == "__main__":
    unittest.main()
