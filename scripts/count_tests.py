"""Counts the test cases of one `bazel test` run, from its build event file.

Names what failed, then ends with a line "N passed, N failed". GoogleTest's cases count singly, any
other test target as one. A target that could not be built or gave no result counts as one failure.
Only results that the run itself names are read: test.xml files of other runs may lie beside them.
"""

import argparse
import json
import pathlib
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

GOOD = ("PASSED", "FLAKY")


def read_cases(result):
    """Yields (name, passed) for each case that ran, as the result's test.xml has it."""
    for output in result.get("testActionOutput", []):
        if output.get("name") != "test.xml":
            continue
        path = pathlib.Path(urllib.request.url2pathname(urllib.parse.urlparse(output["uri"]).path))
        try:
            root = ElementTree.parse(path).getroot()
        except (OSError, ElementTree.ParseError):
            continue  # A test that was killed leaves none, or half of one; its status counts.
        for case in root.iter("testcase"):
            if case.get("status") == "notrun" or case.get("result") in ("skipped", "suppressed"):
                continue
            if case.find("skipped") is not None:
                continue
            name = ".".join(filter(None, (case.get("classname"), case.get("name"))))
            yield name, case.find("failure") is None and case.find("error") is None


def count(events, bazel_status):
    """Returns the number of passed cases and the names of the failed ones."""
    tests = set()  # labels of test targets that were to run
    results = {}  # (label, run, shard) -> result of the last attempt
    broken = []  # labels that did not build
    for event in events:
        kind, key = next(iter(event.get("id", {"": {}}).items()))
        if kind == "targetConfigured" and "configured" in event:
            if event["configured"].get("testSize"):
                tests.add(key["label"])
        elif kind in ("targetConfigured", "targetCompleted"):
            skipped = event.get("aborted", {}).get("reason") == "SKIPPED"
            good = event.get("completed", {}).get("success")
            if not good and not skipped:
                broken.append(key["label"])
        elif kind == "testResult" and "testResult" in event:
            place = (key["label"], key.get("run", 1), key.get("shard", 1))
            attempt = key.get("attempt", 1)
            if place not in results or attempt >= results[place][0]:
                results[place] = (attempt, event["testResult"])

    passed = 0
    failed = []
    for (label, _, _), (_, result) in sorted(results.items()):
        cases = list(read_cases(result))
        good = result.get("status") in GOOD
        bad = [f"{label} {name}" for name, case_passed in cases if not case_passed]
        if not good and not bad:  # Killed, timed out, crashed at exit.
            bad = [f"{label} ({result.get('status', 'no status')})"]
        passed += sum(case_passed for _, case_passed in cases)
        failed += bad

    ran = {label for label, _, _ in results}
    failed += [f"{label} (not built)" for label in sorted(set(broken) - ran)]
    failed += [f"{label} (not run)" for label in sorted(tests - ran - set(broken))]

    # 0 all passed, 3 some failed; otherwise something is wrong that no target may account for.
    if bazel_status not in (0, 3) and not broken:
        failed.append("no tests found" if bazel_status == 4 else f"bazel (exit {bazel_status})")
    if not failed and passed == 0:
        failed.append("nothing ran")
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bazel-status", type=int, required=True, help="exit status of bazel test")
    parser.add_argument("events", type=pathlib.Path, help="file that --build_event_json_file wrote")
    args = parser.parse_args()

    text = args.events.read_text(encoding="utf-8")
    passed, failed = count(map(json.loads, text.splitlines()), args.bazel_status)
    for name in failed:
        print(f"FAILED {name}")
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
