"""Runs the examples of the README in a copy of the demo, and compares what they print.

With --update, run from the top of the source tree after building the tools, it writes what they
print into the README instead.
"""
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

_ROOT = pathlib.Path(os.environ["TEST_SRCDIR"]) / os.environ["TEST_WORKSPACE"] if "TEST_SRCDIR" in os.environ \
    else pathlib.Path.cwd()
_TOOLS = _ROOT / "tools" if "TEST_SRCDIR" in os.environ else _ROOT / "bazel-bin" / "tools"
_BLOCK = re.compile(r"```console\n\$ (.*)\n((?:.*\n)*?)```\n")


def run(command):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "demo"
        shutil.copytree(_ROOT / "testdata" / "demo", folder)
        folders = [str(tool.resolve().parent) for tool in _TOOLS.glob("*/jsonl-*") if os.access(tool, os.X_OK)]
        folders.append(str(_ROOT / "scripts"))
        done = subprocess.run(["bash", "-c", command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={**os.environ, "PATH": ":".join(folders) + ":" + os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                              timeout=120, text=True)
        return done.stdout


class ReadmeTest(unittest.TestCase):
    def test_examples(self):
        examples = _BLOCK.findall((_ROOT / "README.md").read_text())
        self.assertGreaterEqual(len(examples), 7)
        for command, shown in examples:
            printed = run(command)
            difference = difflib.unified_diff(shown.splitlines(), printed.splitlines(), "README.md", command, lineterm="")
            self.assertEqual(shown, printed, "\n".join(difference))


def update():
    readme = _ROOT / "README.md"
    readme.write_text(_BLOCK.sub(lambda m: "```console\n$ %s\n%s```\n" % (m[1], run(m[1])), readme.read_text()))


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        unittest.main()
