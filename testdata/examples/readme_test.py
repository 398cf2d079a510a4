"""Runs the examples of the README and of guides in copies of their files, and compares what they print.

With --update, run from the top of the source tree after building the tools, it writes what they
print there instead.
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


# Each page: what its commands find, and whether they find what the ones before them left.
_PAGES = {
    "README.md": ("testdata/demo", False),
    "tools/convert/guide.md": ("testdata/examples/old", True),
    "tools/dedupe/README.md": ("testdata/demo", False),
    "tools/stats/README.md": ("testdata/demo", False),
    "tools/generate/README.md": ("testdata/demo", False),
}


def run(command, folder):
    folders = [str(tool.resolve().parent) for tool in _TOOLS.glob("*/jsonl-*") if os.access(tool, os.X_OK)]
    folders.append(str(_ROOT / "scripts"))
    done = subprocess.run(["bash", "-c", command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "PATH": ":".join(folders) + ":" + os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                          timeout=120, text=True)
    return done.stdout


def run_all(page):
    """The examples of a page as [(command, what the page shows, what it prints)]."""
    files, go_on = _PAGES[page]
    done = []
    with tempfile.TemporaryDirectory() as scratch:
        for number, (command, shown) in enumerate(_BLOCK.findall((_ROOT / page).read_text())):
            folder = pathlib.Path(scratch) / ("page" if go_on else str(number))
            if not folder.exists():
                shutil.copytree(_ROOT / files, folder)
                (folder / "templates").symlink_to((_ROOT / "tools" / "generate" / "templates").resolve())
            done.append((command, shown, run(command, folder)))
    return done


class ReadmeTest(unittest.TestCase):
    def test_examples(self):
        for page in _PAGES:
            examples = run_all(page)
            self.assertGreaterEqual(len(examples), 2)
            for command, shown, printed in examples:
                difference = difflib.unified_diff(shown.splitlines(), printed.splitlines(), page, command, lineterm="")
                self.assertEqual(shown, printed, "\n".join(difference))


def update():
    for page in _PAGES:
        printed = iter([text for _, _, text in run_all(page)])
        path = _ROOT / page
        path.write_text(_BLOCK.sub(lambda m: "```console\n$ %s\n%s```\n" % (m[1], next(printed)), path.read_text()))


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        unittest.main()
