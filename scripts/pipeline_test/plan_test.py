"""Which commands a manifest becomes."""
import types
import unittest

from support import TOOLS, TemporaryDirectoryTest, multi_task, task

from pipeline.manifest import load_manifest
from pipeline.messages import Stop
from pipeline.plan import Plan


class PlanTest(TemporaryDirectoryTest):
    def plan(self, manifest, **options):
        chosen = {"out": "OUT", "order": "clean-first", "seed": 7, "threads": None, "max_invalid": None, **options}
        dataset = load_manifest(self.write("manifest.json", manifest))
        return Plan(dataset, types.SimpleNamespace(**chosen), {tool: "jsonl-" + tool for tool in TOOLS})

    def names(self, plan):
        return [(pipe.label, [stage.name for stage in pipe.stages]) for pipe in plan.pipes if pipe.stages[0].name != "stats"]

    def stage(self, plan, name):
        return next(" ".join(stage.argv) for pipe in plan.pipes for stage in pipe.stages if stage.name == name)

    def test_clean_first(self):
        tasks = {"a": task(valid="v", weight=0.5), "b": task(test="w")}
        self.assertEqual(self.names(self.plan(multi_task(tasks))), [
            ("a train", ["validate", "copies", "same-response", "sample"]),
            ("a valid", ["validate"]),
            ("b train", ["validate", "copies", "same-response"]),  # a weight of 1 needs no sampling
            ("b test", ["validate"]),
            ("train", ["combine", "shuffle"]),
            ("valid", ["combine"]),
            ("test", ["combine"]),
        ])

    def test_weight_first(self):
        tasks = {"a": task(valid="v", weight=0.5), "b": task()}
        plan = self.plan(multi_task(tasks), order="weight-first")
        self.assertEqual(self.names(plan), [
            ("a train", ["sample"]),
            ("a valid", ["validate"]),
            ("b train", ["sample"]),
            ("train", ["combine", "validate", "copies", "same-response", "shuffle"]),
            ("valid", ["combine"]),
        ])
        self.assertIn("--rejects OUT/.jsonl-pipeline/ready/rejects/a.train.jsonl", self.stage(plan, "sample"))

    def test_options_reach_the_tools(self):
        plan = self.plan(multi_task({"a": task(weight=0.25)}, validation={"min_length": 3, "max_length": 99}), threads=2)
        validate = self.stage(plan, "validate")
        self.assertIn("jsonl-validate --quiet --threads 2 --format task --json-output --min-length 3 --max-length 99 ", validate)
        self.assertIn(" --max-invalid 100% ", validate)
        self.assertIn(" --rejects OUT/.jsonl-pipeline/ready/rejects/a.train.jsonl ", validate)
        self.assertIn(" --report jsonl --report-file OUT/.jsonl-pipeline/ready/reports/a.train.jsonl ", validate)
        self.assertIn("--rate 0.25 --seed 7 ", self.stage(plan, "sample"))
        self.assertIn("--shuffle --seed 7 ", self.stage(plan, "shuffle"))

    def test_schemas_in_records_are_checked_where_that_is_asked(self):
        for asked in (True, False):
            plan = self.plan(multi_task({"a": task()}, validation={"validate_schema": asked}))
            self.assertEqual("--embedded-schema" in self.stage(plan, "validate"), asked)

    def test_checks_can_be_left_out(self):
        plan = self.plan(multi_task({"a": task()}, validation={"validate_json": False, "deduplicate": False}))
        self.assertNotIn("--json-output", self.stage(plan, "validate"))
        self.assertEqual(self.names(plan)[0], ("a train", ["validate"]))

    def test_train_is_compared_with_what_is_left_of_the_others(self):
        tasks = {"a": task(valid="v", weight=0.5), "b": task(test="w")}
        plan = self.plan(multi_task(tasks, validation={"decontaminate": True}))
        self.assertEqual(self.names(plan)[:4], [
            ("a valid", ["validate"]),
            ("b test", ["validate"]),
            ("a train", ["validate", "copies", "same-response", "decontaminate", "sample"]),
            ("b train", ["validate", "copies", "same-response", "decontaminate"]),
        ])
        parts = "OUT/.jsonl-pipeline/parts/"
        self.assertIn(f"jsonl-dedupe --quiet --keep all --against {parts}a.valid.jsonl --against {parts}b.test.jsonl "
                      "--duplicates OUT/.jsonl-pipeline/ready/reports/a.train.contaminated.jsonl", self.stage(plan, "decontaminate"))
        plan = self.plan(multi_task(tasks, validation={"decontaminate": True}), order="weight-first")
        self.assertIn(("train", ["combine", "validate", "copies", "same-response", "decontaminate", "shuffle"]), self.names(plan))
        for how, options in (({"near": 0.8, "key": "input"}, "--keep all --key input --near 0.8 --against"),
                             ({"overlap": 13}, "--overlap 13 --against"), ({}, "--keep all --against")):
            plan = self.plan(multi_task(tasks, validation={"decontaminate": how}))
            self.assertIn(f"--quiet {options}", self.stage(plan, "decontaminate"))

    def test_shares(self):
        tasks = {"a": task(share=0.25), "b": task(share=0.75)}
        plan = self.plan(multi_task(tasks, total=1000))
        self.assertIn("--by task --total 250 --shares *=1 --seed 7", self.stage(plan, "sample"))
        with self.assertRaisesRegex(Stop, "order clean-first"):
            self.plan(multi_task(tasks, total=1000), order="weight-first")

    def test_the_report_compares_what_came_out(self):
        report = self.plan(multi_task({"a": task(test="w")})).pipes[-1]
        self.assertEqual(report.output, "OUT/.jsonl-pipeline/ready/reports/report.html")
        self.assertEqual(" ".join(report.stages[0].argv), "jsonl-stats --quiet --to html --compare "
                         "OUT/.jsonl-pipeline/ready/train.jsonl OUT/.jsonl-pipeline/ready/test.jsonl")

    def test_single_file(self):
        plan = self.plan({"dataset": {"path": "old.jsonl"}})
        self.assertEqual(self.names(plan), [("old train", ["validate"]), ("train", ["combine", "shuffle"])])
        self.assertNotIn("length", self.stage(plan, "validate"))
        self.assertIn("--format auto", self.stage(plan, "validate"))

    def test_inputs_are_not_overwritten(self):
        for path in ("/tmp/OUT/train.jsonl", "/tmp/OUT/rejects/a.train.jsonl", "/tmp/OUT/.jsonl-pipeline/x.jsonl"):
            with self.subTest(path), self.assertRaisesRegex(Stop, "would overwrite the train file"):
                self.plan(multi_task({"a": task(train=path)}), out="/tmp/../tmp/OUT")

    def test_directories_are_not_overwritten(self):
        out = self.folder / "out"
        (out / "meta/stats.json").mkdir(parents=True)
        with self.assertRaisesRegex(Stop, "out/meta/stats.json is a directory"):
            self.plan(multi_task({"a": task()}), out=str(out))


if __name__ == "__main__":
    unittest.main()
