"""The driver with the real tools finds in the demo what was planted there. Skipped where no tools are built."""
import collections
import json
import os
import re
import subprocess
import unittest

from demo_reading import code_of, read_lines, response_of
from support import DEMO, TOOLS, TemporaryDirectoryTest, built_tools, files_in, install, multi_task, task

from pipeline.values import Number, is_rate


@unittest.skipIf("TEST_SRCDIR" not in os.environ and len(built_tools()) < len(TOOLS), "the tools are not built")
class EndToEndTest(TemporaryDirectoryTest):
    def setUp(self):
        super().setUp()
        self.driver = install(self.folder / "installed", [path.resolve() for path in built_tools()])
        self.expected = json.loads((DEMO / "expected.json").read_text())
        self.weights = {name: t["weight"] for name, t in
                        json.loads((DEMO / "manifest.json").read_text())["training"]["dataset"]["tasks"].items()}

    def drive(self, out, *more, manifest=DEMO / "manifest.json"):
        command = [str(self.driver), "--manifest", str(manifest), "--out", str(self.folder / out), *more]
        run = subprocess.run(command, capture_output=True, text=True, timeout=120)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run

    def output(self, out):
        return files_in(self.folder / out)

    def clean(self, task_name, split):
        """The lines that validation keeps, as they are in the file."""
        bad = {number for numbers in self.expected[task_name][split]["invalid"].values() for number in numbers}
        lines = read_lines(DEMO / "datasets" / task_name / f"{split}.jsonl")
        return [line for number, line in enumerate(lines, 1) if number not in bad]

    def unique(self, task_name):
        seen, kept = set(), []
        for line in self.clean(task_name, "train"):
            if response_of(line) not in seen:
                seen.add(response_of(line))
                kept.append(line)
        return kept

    def test_what_is_found_is_what_was_planted(self):
        self.drive("out")
        for task_name, splits in self.expected.items():
            for split, expected in splits.items():
                with self.subTest(f"{task_name}.{split}"):
                    lines = read_lines(DEMO / "datasets" / task_name / f"{split}.jsonl")
                    report = self.folder / "out/reports" / f"{task_name}.{split}.jsonl"
                    found = collections.defaultdict(list)
                    for finding in map(json.loads, report.read_text().splitlines()):
                        found[finding["code"]].append(finding["line"])
                    self.assertEqual(found, expected["invalid"])
                    bad = sorted(number for numbers in found.values() for number in numbers)
                    rejects = (self.folder / "out/rejects" / f"{task_name}.{split}.jsonl").read_bytes()
                    self.assertEqual(rejects, b"".join(lines[number - 1] + b"\n" for number in bad))

    def test_what_is_kept(self):
        self.drive("out")
        files = self.output("out")
        for split in ("valid", "test"):
            self.assertEqual(files[f"{split}.jsonl"], b"".join(line + b"\n" for t in self.expected for line in self.clean(t, split)))
        train = collections.Counter(files["train.jsonl"].removesuffix(b"\n").split(b"\n"))
        for task_name, expected in self.expected.items():
            unique = self.unique(task_name)
            counts = [train.pop(line, 0) for line in unique]
            self.assertEqual((len(unique), sum(counts)), (expected["train"]["unique"], expected["train"]["sampled"]), task_name)
            whole = int(self.weights[task_name])
            self.assertLessEqual(set(counts), {whole, whole + 1})
        self.assertFalse(train)

    def test_responses_satisfy_the_schemas_in_their_records(self):
        def record(number, schema, output):
            return json.dumps({"task": "t", "input": {"instruction": f"Write number {number}", "schema": schema}, "output": output})
        integer = json.dumps({"properties": {"number": {"type": "integer"}}, "required": ["number"]})
        self.write("a.jsonl", "".join(line + "\n" for line in [
            record(1, integer, '{"number": 1}'), record(2, integer, '{"number": "2"}'), record(3, None, '{"any": "thing"}'),
            record(4, '{"type": "whole"}', '{"number": 4}')]))
        for asked in (True, False):
            manifest = self.write("manifest.json", multi_task({"a": task()}, validation={"validate_schema": asked}))
            self.drive(f"out-{asked}", manifest=manifest)
            report = (self.folder / f"out-{asked}/reports/a.train.jsonl").read_text().splitlines()
            found = [(finding["code"], finding["line"]) for finding in map(json.loads, report)]
            self.assertEqual(found, [("schema-violation", 2), ("bad-schema", 4)] if asked else [])

    def test_the_report_shows_the_splits_side_by_side(self):
        self.drive("out")
        page = (self.folder / "out/reports/report.html").read_text()
        self.assertTrue(page.lower().startswith("<!doctype html>"))
        for text in ("train.jsonl", "valid.jsonl", "test.jsonl", "json_style_strict"):
            self.assertIn(text, page)
        self.assertNotIn(".jsonl-pipeline", page)

    def test_it_is_shuffled(self):
        self.drive("out")
        tasks = [json.loads(line)["task"] for line in read_lines(self.folder / "out/train.jsonl")]
        self.assertGreater(sum(a != b for a, b in zip(tasks, tasks[1:])), 2 * len(self.expected))

    def test_statistics_and_what_is_said(self):
        run = self.drive("out")
        statistics = json.loads(self.output("out")["meta/stats.json"])
        trains = [splits["train"] for splits in self.expected.values()]
        total = statistics["totals"]["train"]
        self.assertEqual(total, {
            "read": sum(t["lines"] for t in trains), "checked": sum(t["lines"] for t in trains),
            "invalid": sum(t["lines"] - t["clean"] for t in trains), "valid": sum(t["clean"] for t in trains),
            "duplicates": sum(len(t["copies"]) for t in trains), "same_response": sum(len(t["same_response"]) for t in trains),
            "contaminated": 0, "written": sum(t["sampled"] for t in trains)})
        removed = total["duplicates"] + total["same_response"]
        for line in [f"   Filtered out {total['invalid']} invalid train examples", f"   Removed {removed} duplicate examples",
                     f"   After deduplication: {total['valid'] - removed} train"]:
            self.assertIn(line, run.stderr.split("\n"))
        for name, splits in self.expected.items():
            train = splits["train"]
            self.assertIn(f"Sampled {train['sampled']}/{train['unique']} examples for '{name}' (weight={self.weights[name]})", run.stderr)
        for text in ("Invalid JSON in output", "Missing 'task' field", "> 2048)", "Train Set Statistics", f"Total Examples: {total['written']}"):
            self.assertIn(text, run.stderr)

    def test_the_same_files_whoever_runs_it(self):
        for order in ("clean-first", "weight-first"):
            with self.subTest(order):
                self.drive(f"one-{order}", "--threads", "1", "--order", order)
                self.drive(f"two-{order}", "--threads", "2", "--order", order)
                self.assertEqual(self.output(f"one-{order}"), self.output(f"two-{order}"))
                commands = self.drive(f"shell-{order}", "--order", order, "--print-commands").stdout
                subprocess.run(["sh"], input=commands, text=True, check=True, capture_output=True)
                self.assertEqual(self.output(f"one-{order}"), self.output(f"shell-{order}"))

    def test_train_keeps_nothing_of_valid_and_test(self):
        def record(number, answer=None):
            answer = json.dumps({"answer": number if answer is None else answer, "of": "something"})
            return {"task": "t", "input": {"instruction": f"Do {number} things, one after the other, as you are told."}, "output": answer}

        def lines(records):
            return "".join(json.dumps(r) + "\n" for r in records)

        self.write("a.jsonl", lines(record(i) for i in range(100)))
        self.write("b.jsonl", lines(record(i) for i in range(100, 150)))
        self.write("a.valid.jsonl", lines(record(i) for i in range(90, 95)))  # and what a's test has is in b, with other answers
        self.write("a.test.jsonl", lines(dict(reversed(record(i, i + 7).items())) for i in range(140, 150)))
        tasks = {"a": {"train": "a.jsonl", "valid": "a.valid.jsonl", "test": "a.test.jsonl"}, "b": {"train": "b.jsonl", "weight": 0.5}}
        for how, order, contaminated, written in ((True, "clean-first", 5, 95 + 25), ({"key": "input"}, "clean-first", 15, 95 + 20),
                                                  ({"overlap": 5}, "clean-first", 150, 0), (True, "weight-first", 5, 95 + 25)):
            with self.subTest(how=how, order=order):
                manifest = self.write("manifest.json", multi_task(tasks, validation={"decontaminate": how}))
                run = self.drive("out", "--order", order, manifest=manifest)
                total = json.loads(self.output("out")["meta/stats.json"])["totals"]["train"]
                self.assertEqual((total["contaminated"], total["written"]), (contaminated, written))
                self.assertIn(f"Removed {contaminated} train examples that occur there", run.stderr)
                listed = [line for name, data in self.output("out").items() if "contaminated" in name for line in data.splitlines()]
                self.assertEqual(len(listed), contaminated)

    def test_shares_of_a_mix(self):
        for name, size in (("a", 100), ("b", 10)):
            self.write(name + ".jsonl", "".join(json.dumps(
                {"task": name, "input": {"instruction": "i"}, "output": json.dumps({"answer": "%s %d" % (name, i)})}) + "\n"
                for i in range(size)))
        tasks = {name: {"train": name + ".jsonl", "share": share} for name, share in (("a", 0.55), ("b", 0.45))}
        run = self.drive("out", manifest=self.write("manifest.json", multi_task(tasks, total=77)))
        counts = collections.Counter(json.loads(line)["task"] for line in read_lines(self.folder / "out/train.jsonl"))
        self.assertEqual(counts, {"a": 42, "b": 35})  # 42.35 and 34.65
        self.assertIn("Sampled 42/100 examples for 'a' (share=0.55)", run.stderr)
        statistics = json.loads(self.output("out")["meta/stats.json"])
        self.assertEqual((statistics["tasks"]["b"]["share"], statistics["tasks"]["b"]["count"]), (0.45, 35))
        self.assertEqual(statistics["options"]["total"], 77)

    def test_one_version(self):
        versions = {subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
                    for path in [self.driver, *built_tools()]}
        self.assertEqual(len(versions), 1)

    def test_another_seed_is_another_sample(self):
        self.drive("out")
        self.drive("other", "--seed", "1")
        here, there = (sorted(read_lines(self.folder / out / "train.jsonl")) for out in ("out", "other"))
        self.assertEqual(len(here), len(there))
        self.assertNotEqual(here, there)

    def test_weight_first_cleans_the_mix(self):
        self.drive("out", "--order", "weight-first")
        total = json.loads(self.output("out")["meta/stats.json"])["totals"]["train"]
        lines = read_lines(self.folder / "out/train.jsonl")
        self.assertEqual(total["written"], total["valid"] - total["duplicates"] - total["same_response"])
        self.assertEqual(len(lines), total["written"])
        self.assertEqual(len({response_of(line) for line in lines}), len(lines))
        self.assertEqual({code_of(line) for line in lines}, {None})

    def test_a_weight_passes_the_manifest_when_the_sampler_takes_it(self):
        sampler = next(path for path in built_tools() if path.name == "jsonl-sample")
        for text in ("0", "0.0", "0e-18", "0e-19", "1e-18", "1e-19", "1e-30", "0.0000000000000000010", "0.500000000000000000",
                     "0.5000000000000000000", "123456789012345678", "1234567890123456789", "100e-20", "1E+2", "10000000000e8",
                     "1e18", "2e18", "99e16", "99e17", "1e999999", "1e9999999", "1e-9999999", "0.000000000000000001e17"):
            with self.subTest(text):
                run = subprocess.run([sampler, "--quiet", "--rate", text], stdin=subprocess.DEVNULL, capture_output=True)
                self.assertEqual(is_rate(Number(text)), run.returncode == 0)

    def test_accounts_come_out_even_with_blank_lines(self):
        record = '{"task": "t", "input": {"instruction": "i"}, "output": "{\\"a\\": 123456%d}"}\n'
        self.write("a.jsonl", record % 1 + "\n  \n\r\nbad\n" + record % 2)
        self.write("b.jsonl", "\n" + record % 3)
        manifest = self.write("manifest.json", {"dataset": {"type": "multi_task", "tasks": {
            "t": {"train": "a.jsonl", "valid": "b.jsonl", "weight": 2}}}})
        # Blank lines are findings of jsonl-validate; jsonl-sample passes over them.
        for order, read, checked, invalid in (("clean-first", 6, 6, 4), ("weight-first", 3, 5, 1)):
            with self.subTest(order):
                run = self.drive(order, "--order", order, manifest=manifest)
                files = self.output(order)
                statistics = json.loads(files["meta/stats.json"])
                train, valid = (statistics["totals"][split] for split in ("train", "valid"))
                self.assertEqual((train["read"], train["checked"], train["invalid"]), (read, checked, invalid))
                self.assertEqual((valid["read"], valid["checked"], valid["invalid"]), (2, 2, 1))
                for split, total in (("train", train), ("valid", valid)):
                    self.assertEqual(total["checked"], total["valid"] + total["invalid"])
                    rejects = b"".join(text for name, text in files.items() if re.fullmatch(rf"rejects/(t\.)?{split}\.jsonl", name))
                    self.assertEqual(rejects.count(b"\n"), total["invalid"])
                    self.assertIn(f"    {split} : {total['read']} examples\n", run.stderr)
                    self.assertIn(f"   Filtered out {total['invalid']} invalid {split} examples\n", run.stderr)
                stages = [stage for splits in (*statistics["tasks"].values(), statistics["combined"])
                          for account in splits.values() if isinstance(account, dict) for stage in account.values()]
                self.assertGreater(len(stages), 4)
                for stage in stages:
                    self.assertEqual(stage["read"], stage["written"] + stage["dropped"] + stage["rejected"])

    def test_a_single_file(self):
        manifest = self.write("manifest.json", {"dataset": {"path": str(DEMO / "datasets/text_to_json/train.jsonl")}})
        self.drive("out", manifest=manifest)
        lines = read_lines(self.folder / "out/train.jsonl")
        expected = self.expected["text_to_json"]["train"]
        self.assertLessEqual(expected["clean"], len(lines))
        self.assertLessEqual(collections.Counter(self.clean("text_to_json", "train")), collections.Counter(lines))


if __name__ == "__main__":
    unittest.main()
