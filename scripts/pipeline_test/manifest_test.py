"""What the driver makes of a manifest, and what it says of a faulty one."""
import json
import pathlib
import unittest

from support import TemporaryDirectoryTest, multi_task, task

from pipeline import manifest as manifests
from pipeline import tasks
from pipeline.messages import Stop


class ManifestTest(TemporaryDirectoryTest):
    def load(self, manifest):
        return manifests.load_manifest(self.write("manifest.json", manifest))

    def test_the_dataset_is_found_in_each_of_its_places(self):
        dataset = multi_task({"t": task()})["dataset"]
        for manifest in ({"training": {"dataset": dataset, "config": {"rank": 16}}}, {"dataset": dataset, "name": "x"}, dataset):
            loaded = self.load(manifest)
            self.assertEqual([t.name for t in loaded.tasks], ["t"])
            self.assertEqual(loaded.kind, "Multi-Task")

    def test_defaults(self):
        loaded = self.load(multi_task({"t": task()}))
        self.assertEqual(loaded.tasks[0].weight.text, "1")
        checks = {key: getattr(value, "text", value) for key, value in loaded.validation.items()}
        self.assertEqual(checks, {"validate_json": True, "validate_schema": False, "deduplicate": True, "decontaminate": False,
                                  "min_length": "10", "max_length": "2048"})

    def test_paths_are_relative_to_the_manifest(self):
        loaded = self.load(multi_task({"t": task(train="sub/a.jsonl", valid="/abs/b.jsonl")}))
        self.assertEqual(loaded.tasks[0].files, {"train": str(self.folder / "sub/a.jsonl"), "valid": "/abs/b.jsonl"})

    def test_a_path_is_never_taken_for_an_option(self):
        self.assertEqual(tasks.resolve("-o.jsonl", "place", ""), "./-o.jsonl")

    def test_numbers_keep_their_digits(self):
        text = '{"tasks": {"t": {"train": "a", "weight": %s}}}'
        for digits in ("0.1", "0.30", "1e-2", "3", "0.100000000000000000"):
            self.assertEqual(self.load(text % digits).tasks[0].weight.text, digits)

    def test_a_single_file_gets_only_the_checks_it_names(self):
        loaded = self.load({"dataset": {"path": "sets/local.v1.jsonl", "validation": {"max_length": 9}}})
        self.assertEqual((loaded.kind, loaded.record_format), ("Single File", "auto"))
        self.assertEqual(loaded.tasks[0].name, "local")
        self.assertEqual({key: value for key, value in loaded.validation.items() if value is not False}.keys(), {"max_length"})

    def test_names_make_file_names(self):
        for name, file_name in (("plain_name-1.x", "plain_name-1.x"), ("a/b", "a%2Fb"), ("..", "%2E."), ("a b", "a%20b"),
                                ("100%", "100%25"), ("é", "%C3%A9"), ("a\n", "a%0A")):
            self.assertEqual(tasks.Task(name, {}).file_name, file_name)

    def test_faults(self):
        ok = {"t": task()}
        for manifest, message in (
            ("", "line 1, column 1: not JSON"),
            ('{\n  "a": }', "line 2, column 8: not JSON"),
            ('{"a": NaN}', "not JSON: NaN"),
            ('{"tasks": {"t": {}, "t": {}}}', "tasks.t: 't' is there twice"),
            ('{"a": [1, {"b c": {"d": 1, "d": 2}}]}', "a[1][\"b c\"].d: 'd' is there twice"),
            ('{"training": {"epochs": 1e99999999999999999999}}', "training.epochs: a number out of all range"),
            ({"trainig": {"dataset": {}}}, "trainig: no dataset found, did you mean 'training'?"),
            ({"training": {"datasets": {}}}, "training.datasets: no dataset found, did you mean 'dataset'?"),
            (multi_task({"my task": task(wieght=1)}), "dataset.tasks[\"my task\"].wieght: unknown key, did you mean 'weight'?"),
            (multi_task({"a\nb": task(weight="1")}), 'dataset.tasks["a\\nb"].weight: must be a number, not a string'),
            ({"training": {"dataset": multi_task({"t": task(trian="x")})["dataset"]}}, "training.dataset.tasks.t.trian: unknown key"),
            ("[" * 100000, "nested too deep"),
            ([], "manifest: must be an object, not an array"),
            ({"training": {"epochs": 3}}, "no dataset found"),
            ({"training": {"dataset": {}}, "dataset": {}}, "both 'training.dataset' and 'dataset'"),
            ({"dataset": []}, "dataset: must be an object, not an array"),
            ({"dataset": {"taks": {}}}, "dataset.taks: unknown key, did you mean 'tasks'?"),
            ({"dataset": {"zzz": 1}}, "dataset.zzz: unknown key (known: type, tasks, validation, path, total)"),
            ({"dataset": {}}, "dataset.tasks: missing"),
            (multi_task({}), "dataset.tasks: empty"),
            ({"dataset": {"type": "multitask", "tasks": ok}}, "dataset.type: unknown value 'multitask', did you mean 'multi_task'?"),
            ({"dataset": {"path": "a.jsonl", "tasks": ok}}, "dataset: 'path' names a single file and does not go with 'tasks'"),
            (multi_task({"t": []}), "dataset.tasks.t: must be an object, not an array"),
            (multi_task({"": task()}), "a task needs a name"),
            (multi_task({"\ud800": task()}), "half a surrogate pair"),
            (multi_task({"é" * 99: task()}), "too long for file names"),
            (multi_task({"t": {"valid": "v"}}), "dataset.tasks.t.train: missing"),
            (multi_task({"t": task(train=3)}), "dataset.tasks.t.train: must be a string, not a number"),
            (multi_task({"t": task(train="")}), 'dataset.tasks.t.train: not a file name: ""'),
            (multi_task({"t": task(valid=None)}), "dataset.tasks.t.valid: must be a string, not null"),
            (multi_task({"t": task(weight="0.4")}), "dataset.tasks.t.weight: must be a number, not a string"),
            (multi_task({"t": task(weight=True)}), "dataset.tasks.t.weight: must be a number, not true or false"),
            (multi_task({"t": task(weight=-0.5)}), "dataset.tasks.t.weight: must not be negative (-0.5)"),
            (multi_task({"t": task(weight=1e-30)}), "dataset.tasks.t.weight: must have at most 18 digits and 18 decimals (1e-30)"),
            (multi_task({"t": task(format="sftt")}), "dataset.tasks.t.format: unknown value 'sftt', did you mean 'sft'?"),
            ({"training": multi_task({"foo": task(wieght=1)})},
             "training.dataset.tasks.foo.wieght: unknown key, did you mean 'weight'?"),
            (multi_task(ok, validation={"validate-json": True}), "dataset.validation.validate-json: unknown key, did you mean"),
            (multi_task(ok, validation={"deduplicate": 1}), "dataset.validation.deduplicate: must be true or false, not a number"),
            (multi_task(ok, validation={"min_length": 1.5}), "dataset.validation.min_length: must be a whole number"),
            (multi_task(ok, validation={"min_length": -1}), "dataset.validation.min_length: must be a whole number"),
            (multi_task(ok, validation={"max_length": 2**64}), "dataset.validation.max_length: too large (18446744073709551616)"),
            (multi_task(ok, validation={"min_length": 5000}), "min_length (5000) is above max_length (2048)"),
            (multi_task(ok, decontaminate=True), "dataset.decontaminate: belongs into 'dataset.validation'"),
            (multi_task(ok, validation={"decontaminate": True}), "dataset.validation.decontaminate: there is no valid or test file"),
            ({"dataset": {"path": "a.jsonl", "validation": {"decontaminate": {}}}}, "there is no valid or test file"),
            (multi_task(ok, validation={"decontaminate": 1}),
             "dataset.validation.decontaminate: must be true, false or an object, not a number"),
            (multi_task(ok, validation={"decontaminate": {"nera": 1}}), "dataset.validation.decontaminate.nera: unknown key, did you"),
            (multi_task(ok, validation={"decontaminate": {"near": 0.8, "overlap": 13}}), "give one of them"),
            (multi_task(ok, validation={"decontaminate": {"near": 8}}), "decontaminate.near: must be a similarity from 0.3 to 1, not 8"),
            (multi_task(ok, validation={"decontaminate": {"overlap": 1.5}}), "decontaminate.overlap: must be a whole number of words"),
            (multi_task({"t": task(share=0.5, weight=2)}, total=9), "dataset.tasks.t: 'weight' is a part of the task's records and 'share'"),
            (multi_task({"t": task(share=1), "u": task()}, total=9), "dataset.tasks.u.share: missing; either all tasks have a share or none"),
            (multi_task({"t": task(share=1)}), "dataset.total: missing; shares are parts of so many train records"),
            (multi_task(ok, total=9), "dataset.total: goes with a 'share' in every task"),
            (multi_task({"t": task(share=1)}, total=0.5), "dataset.total: must be a whole number from 1 on, not 0.5"),
            (multi_task({"t": task(share=0.3), "u": task(share=0.6)}, total=9),
             "dataset.tasks: the shares must be parts that sum to exactly 1, not 0.3 + 0.6"),
            (multi_task({"t": task(share=-0.5), "u": task(share=1.5)}, total=9), "sum to exactly 1, not -0.5 + 1.5"),
            (multi_task({"t": task(share="1")}, total=9), "dataset.tasks.t.share: must be a number, not a string"),
            ({"dataset": {"path": "a.jsonl", "total": 9}}, "dataset: 'path' names a single file and does not go with 'total'"),
            ({"dataset": {"path": "tatsu-lab/alpaca"}}, "huggingface-cli download --repo-type dataset tatsu-lab/alpaca"),
            ({"dataset": {"path": "hf://datasets/tatsu-lab/alpaca"}}, "--repo-type dataset tatsu-lab/alpaca"),
        ):
            with self.subTest(message), self.assertRaises(Stop) as caught:
                self.load(manifest)
            self.assertIn(message, str(caught.exception))
            self.assertNotIn("\n", str(caught.exception))

    def test_shares_become_counts_that_sum_to_the_total(self):
        for total, shares, counts in ((10, (0.5, 0.3, 0.2), [5, 3, 2]), (10, (0.25, 0.25, 0.5), [3, 2, 5]),
                                      (1, (0.3, 0.4, 0.3), [0, 1, 0]), (7, (1, 0), [7, 0]), (3, (0.1, 0.2, 0.7), [0, 1, 2])):
            tasks = {"t%d" % i: task(share=share) for i, share in enumerate(shares)}
            loaded = self.load(multi_task(tasks, total=total))
            self.assertEqual(([t.count for t in loaded.tasks], loaded.total), (counts, total))
        self.assertEqual(self.load(multi_task({"t": task()})).tasks[0].count, None)

    def test_bytes_that_are_no_utf8(self):
        (self.folder / "manifest.json").write_bytes(b'{"a": "\xff"}')
        with self.assertRaisesRegex(Stop, "not UTF-8 at byte 7"):
            manifests.load_manifest(str(self.folder / "manifest.json"))

    def test_every_missing_file_is_named(self):
        loaded = self.load(multi_task({"t": task(valid="b.jsonl"), "u": task(train="c.jsonl")}))
        self.write("c.jsonl", "{}")
        with self.assertRaises(Stop) as caught:
            tasks.check_files(loaded)
        self.assertEqual(str(caught.exception), f"Missing train file: {self.folder}/a.jsonl (dataset.tasks.t.train)\n"
                         f"Missing valid file: {self.folder}/b.jsonl (dataset.tasks.t.valid)")

    def test_an_empty_train_file_skips_its_task(self):
        loaded = self.load(multi_task({"t": task(), "u": task(train="c.jsonl")}))
        self.write("a.jsonl", "\n\n")
        self.write("c.jsonl", "{}")
        self.assertEqual(tasks.check_files(loaded), ["t"])
        self.assertEqual([t.name for t in loaded.tasks], ["u"])
        self.write("c.jsonl", "")
        with self.assertRaisesRegex(Stop, "nothing to do"):
            tasks.check_files(loaded)


if __name__ == "__main__":
    unittest.main()
