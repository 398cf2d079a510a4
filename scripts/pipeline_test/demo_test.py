"""The demo is what it says it is: its script's, with the planted faults and no others."""
import collections
import json
import subprocess
import sys
import unittest

from demo_reading import code_of, read_lines, response_of
from support import DEMO, TemporaryDirectoryTest


class DemoTest(TemporaryDirectoryTest):
    def test_it_is_what_its_script_writes(self):
        subprocess.run([sys.executable, str(DEMO / "make_demo.py"), str(self.folder)], check=True)
        for path in (p for p in self.folder.rglob("*") if p.is_file()):
            self.assertEqual(path.read_bytes(), (DEMO / path.relative_to(self.folder)).read_bytes(), path.name)

    def test_it_has_the_faults_that_it_says(self):
        for task_name, splits in json.loads((DEMO / "expected.json").read_text()).items():
            for split, expected in splits.items():
                lines = read_lines(DEMO / "datasets" / task_name / f"{split}.jsonl")
                found, records, responses, copies, same = collections.defaultdict(list), set(), set(), [], []
                for number, line in enumerate(lines, 1):
                    code = code_of(line)
                    if code:
                        found[code].append(number)
                        continue
                    record, response = json.dumps(json.loads(line), sort_keys=True), response_of(line)
                    if record in records:
                        copies.append(number)
                    elif response in responses:
                        same.append(number)
                    records.add(record)
                    responses.add(response)
                with self.subTest(f"{task_name}.{split}"):
                    self.assertEqual((len(lines), found, copies, same),
                                     (expected["lines"], expected["invalid"], expected["copies"], expected["same_response"]))

    def test_its_clean_records_follow_the_rules_of_their_tasks(self):
        for path in DEMO.glob("datasets/*/*.jsonl"):
            for line in (line for line in read_lines(path) if code_of(line) is None):
                record = json.loads(line)
                given, output = record["input"], record.get("output", record.get("chosen"))
                self.assertEqual(record["task"], path.parent.name)
                if record["task"] == "json_repair":
                    self.assertRaises(ValueError, json.loads, given["broken_json"])
                elif record["task"] == "json_style_strict":
                    tidy = json.dumps(json.loads(given["json"]), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
                    self.assertEqual(output, tidy)
                elif record["task"] == "json_transform":
                    json.loads(given["json"])
                elif record["task"] == "schema_generate":
                    schema = json.loads(given["schema"])
                    self.assertLessEqual(set(schema["required"]), json.loads(output).keys())
                    self.assertLessEqual(json.loads(output).keys(), schema["properties"].keys())


if __name__ == "__main__":
    unittest.main()
