"""What manifest.lock.json says."""
import hashlib
import json
import subprocess
import unittest

from fake_tools import FakeToolsTest
from support import files_in


def entry(data):
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


class LockfileTest(FakeToolsTest):
    def lock(self, *more):
        self.drive(*more)
        return json.loads((self.out / "manifest.lock.json").read_text())

    def test_it_tells_all_that_the_outputs_depend_on(self):
        lock = self.lock("--seed", "7")
        self.assertEqual(list(lock), ["format", "version", "manifest", "options", "tools", "inputs", "steps", "outputs"])
        manifest = (self.folder / "manifest.json").read_bytes()
        self.assertEqual(lock["manifest"], {"file": self.manifest, **entry(manifest)})
        self.assertEqual(lock["options"], {"order": "clean-first", "seed": 7, "validate_json": True, "validate_schema": False,
                                           "deduplicate": True, "decontaminate": False, "min_length": 10, "max_length": 2048})
        tool = (self.folder / "installed/bin/jsonl-stats").read_bytes()
        self.assertEqual(lock["tools"], {f"jsonl-{name}": {"version": "1.2.3", **entry(tool)} for name in ("dedupe", "sample", "stats", "validate")})
        self.assertEqual(lock["inputs"], {str(path): entry(path.read_bytes()) for path in (self.folder / "a.jsonl", self.folder / "b.jsonl")})
        self.assertEqual(lock["outputs"], {name: entry(data) for name, data in self.files().items() if name != "manifest.lock.json"})

    def test_it_tells_what_each_step_did(self):
        step = self.lock()["steps"]["one.train"]
        path = str(self.folder / "a.jsonl")
        self.assertEqual(step["reads"], {path: entry((self.folder / "a.jsonl").read_bytes())["sha256"]})
        self.assertEqual([command.split()[0] for command in step["commands"]], ["jsonl-validate", "jsonl-dedupe", "jsonl-dedupe", "jsonl-sample"])
        self.assertIn(" --rejects ready/rejects/one.train.jsonl ", step["commands"][0])
        self.assertEqual({stage: (counts["read"], counts["out"]) for stage, counts in step["stages"].items()},
                         {"validate": (3, 2), "copies": (2, 2), "same-response": (2, 2), "sample": (2, 2)})

    def test_it_is_the_same_for_the_same_work(self):
        expected = self.lock("--threads", "1")
        self.out = self.folder / "elsewhere"
        self.assertEqual(self.lock("--threads", "2", "--jobs", "2"), expected)
        self.assertEqual(self.lock("--force"), expected)
        self.write("b.jsonl", '{"n": 4}\n')
        changed = self.lock()
        self.assertNotEqual(changed["inputs"], expected["inputs"])
        self.assertEqual(changed["steps"]["one.train"], expected["steps"]["one.train"])

    def test_it_is_there_only_with_all_that_it_names(self):
        self.drive()
        self.write("modules/sitecustomize.py", "import os, signal\nreplace = os.replace\n"
                   "def die(old, new):\n  replace(old, new)\n  if new.endswith('out/train.jsonl'): os.kill(os.getpid(), 9)\nos.replace = die\n")
        self.write("a.jsonl", '{"n": 8}\n')
        self.drive_with_modules(expect=-9)
        self.assertNotIn("manifest.lock.json", self.files())
        self.drive()
        found = self.files()
        self.out = self.folder / "undisturbed"
        self.drive()
        self.assertEqual(found, files_in(self.out))

    def drive_with_modules(self, expect):
        run = subprocess.run(self.command(), env={**self.environment(), "PYTHONPATH": str(self.folder / "modules")}, capture_output=True)
        self.assertEqual(run.returncode, expect)


if __name__ == "__main__":
    unittest.main()
