"""The tables of formats in the manuals say what --list-formats says, and the schemas of formats in
testdata/schemas are those of --print-schema.

    formats_test.py --update [--bin DIR]

writes both anew: run it from the top of the source tree after building the tools, which are in DIR
or a folder below it (by default bazel-bin/tools).
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import unittest

_IN_BAZEL = "TEST_SRCDIR" in os.environ
_ROOT = pathlib.Path(os.environ["TEST_SRCDIR"]) / os.environ["TEST_WORKSPACE"] if _IN_BAZEL else pathlib.Path.cwd()
_TOOLS = _ROOT / ("tools" if _IN_BAZEL else "bazel-bin/tools")
_SCHEMAS = _ROOT / "testdata/schemas"
_TABLE = re.compile(r"(<!-- formats: [^\n]*-->\n\n)(.*?)(\n<!-- end of formats -->\n)", re.DOTALL)


def run(folder, tool, *arguments):
    found = [path for path in [*folder.glob(tool), *folder.glob("*/" + tool)] if os.access(path, os.X_OK)]
    if not found:
        sys.exit(f"{folder}: {tool} is not there")
    return subprocess.run([found[0].absolute(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def list_formats(folder, tool):
    """What the tool prints as {name: {"": summary, "Fields": ..., "Rules": ...}}."""
    printed = run(folder, tool, "--list-formats").stdout
    formats = {}
    for block in printed[printed.index("Record formats") :].split("\n\n")[1:]:
        name, text = re.sub(r"\s+", " ", block).split(" ", 1)
        parts = re.split(r" (Fields|Rules): ", text)
        formats[name] = {"": parts[0], **dict(zip(parts[1::2], parts[2::2]))}
    return formats


def cell(text):
    """Plain text, in which a star marks what must be there, as Markdown."""
    text = text.strip().removesuffix(".").replace("|", "\\|")
    return re.sub(r"([\w.]+)\*", r"**\1**", text)


def table(heads, formats, columns):
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, parts in formats.items():
        rows.append(f"| `{name}` | {' | '.join(cell(parts.get(column, '')) for column in columns)} |".replace("|  |", "| |"))
    return "\n".join(rows) + "\n"


def manuals(folder):
    """The manuals and the tables that belong there."""
    yield _ROOT / "tools/validate/README.md", table(
        ["name", "fields (those in bold must be there)", "rules"], list_formats(folder, "jsonl-validate"), ["Fields", "Rules"])
    yield _ROOT / "tools/convert/README.md", table(
        ["format", "", "fields"], list_formats(folder, "jsonl-convert"), ["", "Fields"])


def print_schemas(folder):
    """The schemas of the formats that have one, by name."""
    for name in list_formats(folder, "jsonl-validate"):
        printed = run(folder, "jsonl-validate", "--print-schema", name)
        if printed.returncode == 0:
            yield name, printed.stdout


class FormatsTest(unittest.TestCase):
    maxDiff = None

    def test_tables(self):
        for path, wanted in manuals(_TOOLS):
            found = _TABLE.findall(path.read_text())
            self.assertEqual(len(found), 1, path)
            difference = difflib.unified_diff(found[0][1].splitlines(), wanted.splitlines(), path.name, "wanted", lineterm="")
            self.assertEqual(found[0][1], wanted, "\n".join([*difference, __doc__]))


    def test_schemas(self):
        found = {path.stem: path.read_text() for path in _SCHEMAS.glob("*.json")}
        self.assertEqual(found, dict(print_schemas(_TOOLS)), __doc__)


def update(folder):
    for path in _SCHEMAS.glob("*.json"):
        path.unlink()
    _SCHEMAS.mkdir(exist_ok=True)
    for name, schema in print_schemas(folder):
        (_SCHEMAS / (name + ".json")).write_text(schema)
    for path, wanted in manuals(folder):
        path.write_text(_TABLE.sub(lambda m: m[1] + wanted + m[3], path.read_text()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--update"]:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--update", action="store_true")
        parser.add_argument("--bin", type=pathlib.Path, default=_TOOLS)
        update(parser.parse_args().bin)
    else:
        unittest.main()
