"""Runs the golden cases: commands, with the output that is expected of them.

    run_cases.py [--bin DIR] [--update] [TOOL | TOOL/CASE]...

A case is a directory TOOL/CASE with the file cmd, which sh runs in a scratch directory with the
tools on its PATH, and what belongs to it: stdin, stdout, stderr and exit (where absent: nothing, and
status 0), the files that the command writes in expected/, and other files, which it finds there.
With --update, what the commands do becomes what is expected.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

UNLESS_SAID = {"stdout": b"", "stderr": b"", "exit": b"0\n"}
EXPECTED = "expected/"


def read_files(folder):
    """The contents of all files below a folder, by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def is_expectation(name):
    return name in UNLESS_SAID or name.startswith(EXPECTED)


def read_expectations(case):
    found = {name: data for name, data in read_files(case).items() if is_expectation(name)}
    return {**UNLESS_SAID, **found}


def run(case, path):
    """What the case's command does, in the form of read_expectations."""
    files = read_files(case)
    inputs = {n: d for n, d in files.items() if not is_expectation(n) and n not in ("cmd", "stdin")}
    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as name:
        scratch = pathlib.Path(name)
        for name, data in inputs.items():
            (scratch / name).parent.mkdir(parents=True, exist_ok=True)
            (scratch / name).write_bytes(data)
        # Temporary files that a tool leaves behind are then found as well.
        env = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "TMPDIR": str(scratch)}
        with open(case / "stdin" if "stdin" in files else os.devnull, "rb") as stdin:
            done = subprocess.run(
                ["sh", "-c", files["cmd"].decode()],
                cwd=scratch,
                env=env,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                check=False,
            )
        left = read_files(scratch)
    outcome = {"stdout": done.stdout, "stderr": done.stderr, "exit": b"%d\n" % done.returncode}
    for name, data in left.items():
        if inputs.get(name) != data:
            outcome[EXPECTED + name] = data
    for name in inputs.keys() - left.keys():
        outcome[EXPECTED + name + " (removed)"] = b""
    return outcome


def visible_lines(data):
    """Lines for a person and for XML: what does not show is escaped."""
    text = re.sub(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]",
        lambda match: f"\\u{ord(match[0]):04x}",
        data.decode("utf-8", "backslashreplace"),
    )
    lines = text.split("\n")
    if lines[-1]:
        lines.append("\\ no newline at the end")
    else:
        lines.pop()
    return lines


def differences(expected, found):
    """A unified diff, empty when all is as expected."""
    out = []
    for name in sorted(expected.keys() | found.keys()):
        old, new = expected.get(name), found.get(name)
        if old == new:
            continue
        if new is None:
            out.append(f"{name}: not written")
        elif old is None:
            out.append(f"{name}: written, but not expected")
        old, new = visible_lines(old or b""), visible_lines(new or b"")
        out += difflib.unified_diff(old, new, f"{name} expected", f"{name} found", lineterm="")
    return "\n".join(out)


def update(case, found):
    """Makes the files of the case say what was found."""
    for name in read_expectations(case).keys() - found.keys():
        (case / name).unlink()
    for name, data in found.items():
        if data == UNLESS_SAID.get(name):
            (case / name).unlink(missing_ok=True)
            continue
        (case / name).parent.mkdir(parents=True, exist_ok=True)
        (case / name).write_bytes(data)


def find_cases(root, names):
    """The directories of the cases that are asked for: all, a tool's or a single one."""
    cases = sorted(path for path in root.glob("*/*") if path.is_dir())
    missing = [name for name in names if not (root / name).is_dir()]
    if missing:
        sys.exit(f"no such case: {' '.join(missing)}")
    wanted = {root / name for name in names}
    return [case for case in cases if not names or case in wanted or case.parent in wanted]


def write_xml(path, results):
    """JUnit's form, in which the cases are counted singly."""
    suite = ElementTree.Element("testsuite", name="cases", tests=str(len(results)))
    for case, difference in results:
        element = ElementTree.SubElement(
            suite, "testcase", classname=case.parent.name, name=case.name
        )
        if difference:
            ElementTree.SubElement(element, "failure").text = difference
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def search_path(folder):
    """PATH with the tools in front, which are in the folder or, as Bazel builds them, one below."""
    tools = [*folder.glob("jsonl-*"), *folder.glob("*/jsonl-*")]
    folders = sorted({str(t.absolute().parent) for t in tools if t.is_file() and os.access(t, os.X_OK)})
    if not folders:
        sys.exit(f"{folder}: no tools there")
    return os.pathsep.join([*folders, os.environ["PATH"]])


def main(root, arguments):
    in_bazel = "TEST_SRCDIR" in os.environ
    tools = root.parents[1] / ("tools" if in_bazel else "bazel-bin/tools")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bin", type=pathlib.Path, default=tools, help="where the tools are")
    parser.add_argument("--update", action="store_true", help="rewrite what is expected")
    parser.add_argument("names", nargs="*", metavar="TOOL[/CASE]")
    options = parser.parse_args(arguments)
    path = search_path(options.bin)

    results = []
    for case in find_cases(root, options.names):
        difference = "there is no cmd"
        if (case / "cmd").is_file():
            found = run(case, path)
            difference = differences(read_expectations(case), found)
            if difference and options.update:
                update(case, found)
        results.append((case, difference))
        if difference:
            verdict = "updated" if options.update else "FAILED"
            print(f"{verdict} {case.parent.name}/{case.name}\n{difference}\n", flush=True)

    bad = sum(bool(difference) for _, difference in results)
    print(f"{len(results)} cases, {bad} {'updated' if options.update else 'failed'}")
    if "XML_OUTPUT_FILE" in os.environ:
        write_xml(os.environ["XML_OUTPUT_FILE"], results)
    return 0 if results and (options.update or not bad) else 1


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(__file__).absolute().parent, sys.argv[1:]))
