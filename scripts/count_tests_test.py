"""Tests of count_tests.py, on events in the form that Bazel writes them."""

import pathlib
import tempfile
import unittest

import count_tests

CASES = """<testsuites><testsuite>
<testcase classname="Parse" name="Empty" status="run" result="completed"/>
<testcase classname="Parse" name="Deep" status="run" result="completed">{}</testcase>
<testcase classname="Parse" name="Off" status="notrun" result="suppressed"/>
<testcase classname="Parse" name="Skipped" status="run" result="skipped"><skipped/></testcase>
</testsuite></testsuites>"""


class CountTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def configured(self, label):
        return {"id": {"targetConfigured": {"label": label}}, "configured": {"testSize": "SMALL"}}

    def completed(self, label, success=True):
        payload = {"completed": {"success": True}} if success else {"completed": {}}
        return {"id": {"targetCompleted": {"label": label}}, **payload}

    def result(self, label, status, xml=None, **place):
        result = {"status": status, "testActionOutput": [{"name": "test.log", "uri": "file:///none"}]}
        if xml is not None:
            path = self.directory / f"{len(list(self.directory.iterdir()))} #.xml"
            path.write_text(xml, encoding="utf-8")
            result["testActionOutput"].append({"name": "test.xml", "uri": path.as_uri()})
        return {"id": {"testResult": {"label": label, **place}}, "testResult": result}

    def test_cases_count_singly_and_skipped_ones_not_at_all(self):
        events = [self.result("//a:t", "PASSED", CASES.format(""))]
        self.assertEqual(count_tests.count(events, 0), (2, []))

    def test_failed_case_is_named(self):
        events = [self.result("//a:t", "FAILED", CASES.format("<failure/>"))]
        self.assertEqual(count_tests.count(events, 3), (1, ["//a:t Parse.Deep"]))

    def test_target_that_fails_without_a_failed_case_counts(self):
        for xml in (None, "", "<testsuites><testsu", CASES.format("")):
            _, failed = count_tests.count([self.result("//a:t", "TIMEOUT", xml)], 3)
            self.assertEqual(failed, ["//a:t (TIMEOUT)"], xml)

    def test_shards_add_up(self):
        events = [self.result("//a:t", "PASSED", CASES.format(""), shard=shard) for shard in (1, 2)]
        self.assertEqual(count_tests.count(events, 0), (4, []))

    def test_last_attempt_counts(self):
        events = [
            self.result("//a:t", "FAILED", CASES.format("<failure/>"), attempt=1),
            self.result("//a:t", "PASSED", CASES.format(""), attempt=2),
        ]
        self.assertEqual(count_tests.count(events, 0), (2, []))

    def test_target_that_does_not_build_fails_once(self):
        events = [
            self.configured("//a:t"),
            self.completed("//a:t", success=False),
            self.completed("//a:binary", success=False),
        ]
        self.assertEqual(
            count_tests.count(events, 1), (0, ["//a:binary (not built)", "//a:t (not built)"])
        )

    def test_target_that_was_not_run_fails(self):
        events = [self.configured("//a:t"), self.completed("//a:t")]
        self.assertEqual(count_tests.count(events, 3), (0, ["//a:t (not run)"]))

    def test_failure_of_bazel_is_not_lost(self):
        passing = [self.result("//a:t", "PASSED", CASES.format(""))]
        self.assertEqual(count_tests.count(passing, 1), (2, ["bazel (exit 1)"]))
        self.assertEqual(count_tests.count([], 4), (0, ["no tests found"]))
        self.assertEqual(count_tests.count([], 0), (0, ["nothing ran"]))


if __name__ == "__main__":
    unittest.main()
