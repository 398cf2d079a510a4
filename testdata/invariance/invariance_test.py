"""The same command gives the same bytes for any threads, block size and kind of input."""
import base64
import gzip
import json
import os
import pathlib
import random
import tempfile
import unittest

import tools

WEIGHT = "input.schema.properties.v.maximum"  # a number in some records; the others are rejected

# For each tool, the options to try. Files that they write are below out/.
OPTIONS = {
    "validate": [["--format", "task", "--json-output"], ["--min-length", "5", "--report", "jsonl"],
                 ["--embedded-schema"], ["--task-rules", "--unique", "input.instruction", "--deny", "task=^e"]],
    "dedupe": [[], ["-k", "@response", "--duplicates", "out/list"], ["-k", "@line"], ["-k", "input.instruction,task"],
               ["-k", "input.instruction", "--keep", "last", "--fold", "case,space,punct"],
               ["-k", "input.instruction", "--keep", "none", "--duplicates", "out/list"],
               ["-k", "output", "--against", "other.jsonl", "--duplicates", "out/list"],
               ["-k", "input,output", "--near", "0.6", "--ngram", "2", "--duplicates", "out/list"],
               ["--near", "0.8", "--against", "other.jsonl", "--keep", "last", "--duplicates", "out/list"],
               ["-k", "output", "--near", "0.5", "--keep", "none"],
               ["-k", "input", "--overlap", "3", "--against", "other.jsonl", "--duplicates", "out/list"]],
    "sample": [["-n", "100"], ["-r", "2.5"], ["--bernoulli", "0.3"], ["--by", "task", "--rates", "a=0.5,*=0.1"],
               ["-r", "1.5", "--shuffle", "--seed", "9"], ["-n", "50", "--key", "input.instruction"],
               ["-r", "0.3", "--weight", WEIGHT], ["--bernoulli", "0.01", "--weight", WEIGHT],
               ["--shuffle", "--memory", "64KiB"],
               ["--by", "task", "--total", "3000", "--shares", "a=0.5,*=0.5", "--max-repeat", "3", "--summary", "out/summary"],
               ["--by", "task", "--total", "500", "--temperature", "3", "--weight", WEIGHT, "--shuffle", "--key", "input.instruction"]],
    "split": [["--ratios", "train=0.9,valid=0.05,test=0.05", "-o", "out/{split}"], ["--by", "task", "-o", "out/{value}"],
              ["--shards", "7", "-o", "out/{shard}"], ["--ratios", "a=0.5,b=0.5", "--only", "b"],
              ["--ratios", "a=0.6,b=0.4", "--stratify", "task", "-o", "out/{split}.gz"],
              ["--ratios", "a=0.6,b=0.4", "--group", "input.instruction", "--shuffle", "-o", "out/{split}"],
              ["--ratios", "a=0.6,b=0.4", "--stable", "--key", "input.instruction", "-o", "out/{split}"],
              ["--ratios", "a=0.6,b=0.4", "--stable", "--only", "a"], ["--lines", "300", "-o", "out/{shard}"],
              ["--bytes", "100KiB", "-o", "out/{shard}"], ["--shards", "3", "--shuffle", "-o", "out/{shard}"],
              ["--ratios", "a=0.6,b=0.4", "--near", "0.7", "-o", "out/{split}"], ["--by", "input.instruction", "-o", "out/{value}"], ["--by", "task", "--shuffle", "-o", "out/{value}"]],
    "convert": [["--from", "task", "--to", "messages"], ["--to", "json"], ["--from", "task", "--to", "protobuf"],
                ["--to", "csv"], ["--uniform"], ["--repair", "--canonical"], ["--from", "task", "--to", "kto", "--on-loss", "drop"],
                ["--from", "task", "--to", "harmony", "--meta", "drop"], ["--from", "task", "--to", "alpaca", "--meta", "flatten"],
                ["--repair-field", "output", "--repair-field", "none"],
                ["--tokenizer", "ranks.tiktoken", "--end-token", "300", "--meta", "drop"],
                ["--tokenizer", "ranks.tiktoken", "--end-token", "300", "--on-loss", "drop", "--to", "npy", "--seq-length", "64,1000",
                 "-o", "out/{length}.npy"]],
    "stats": [[], ["--to", "json", "--by", "input.instruction"],
              ["--to", "json", "--tokens", "chars", "--price", "1,2", "--cutoff", "50"], ["--compare", "--to", "json"],
              ["--to", "html", "--tokens", "chars", "--cutoff", "50"], ["--to", "html", "--by", "input.instruction"]],
}
OPTIONS["generate"] = [["--templates", "templates", *more] for more in (
    [], ["--limit", "777", "--seed", "3"], ["--per-template", "50"], ["--balance", "difficulty", "--summary", "out/summary"])]
TEMPLATES = """\
format: multitask
task: a
difficulty: easy
needs: [task, output, input]
variables:
  n: [1, 3, 5]
record:
  input: {q: "{n} of {letters(task, 'dash')}{nth_letter(output, n)}", any: "{any_letter(output)}"}
  target: {a: "{input}", j: !json "{sorted(input)}"}
---
format: task
task: json_repair
difficulty: hard
weight: 0.4
record:
  input: {instruction: "Fix it.", broken_json: "{broken(record, 'medium')}"}
  output: "{sorted(record)}"
"""
RESOURCES = [["--threads", "1"], ["--threads", "2"], ["--threads", "7", "--block-size", "4KiB"],
             ["--threads", "3", "--block-size", "64"]]
# Also of those that go on on disk.
LITTLE_MEMORY = ["--threads", "2", "--memory", "1KiB", "--block-size", "32KiB"]
ON_DISK = ("dedupe",)


def make_input():
    """Long and short records, some of them wrong, CRLF, blank lines, no newline at the end."""
    rng = random.Random(5)
    lines = []
    for i in range(2000):
        record = {"task": rng.choice("abcde"),
                  "input": {"instruction": "do %d" % (i % 300), "text": "x" * rng.choice([1, 10, 300, 3000])},
                  "output": "not json" if i % 50 == 0 else json.dumps({"v": i % 400, "é": "中"}, ensure_ascii=i % 2 == 0)}
        if i % 7 == 0:
            record["input"]["schema"] = {"properties": {"v": {"maximum": i % 400 - i % 3}}}
        members = list(record.items())
        rng.shuffle(members)
        text = json.dumps(dict(members), ensure_ascii=False)
        if i % 97 == 0:
            text += "\r"
        if i % 333 == 0:
            text = ""
        if i % 401 == 0:
            text = text[:len(text) // 2]
        lines.append(text)
    return "\n".join(lines).encode()


class InvarianceTest(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR"))
        self.addCleanup(self.scratch.cleanup)
        self.folder = pathlib.Path(self.scratch.name)
        self.data = make_input()
        (self.folder / "in.jsonl").write_bytes(self.data)
        middle = len(self.data) // 2  # two members
        (self.folder / "in.gz").write_bytes(gzip.compress(self.data[:middle]) + gzip.compress(self.data[middle:]))

        (self.folder / "ranks.tiktoken").write_text("".join(
            f"{base64.b64encode(token).decode()} {rank}\n" for rank, token in enumerate([bytes([i]) for i in range(256)] + [b"xx", b"in"])))

        (self.folder / "templates").mkdir()
        (self.folder / "templates" / "t.yaml").write_text(TEMPLATES)

        rest = self.data[len(self.data) // 3:]
        (self.folder / "other.jsonl").write_bytes(rest[rest.index(b"\n") + 1:])

    def outcome(self, tool, options, resources, kind):
        """All that a run leaves, with the input called the same whatever it is."""
        out = self.folder / "out"
        for file in out.glob("*"):
            file.unlink()
        out.mkdir(exist_ok=True)
        command = [*options, *resources, "--rejects", "out/rejects", "--max-errors", "0"]
        if kind == "pipe":
            done = tools.run(tool, *command, cwd=self.folder, input=self.data)
        elif kind == "redirected":
            with open(self.folder / "in.jsonl", "rb") as file:
                done = tools.run(tool, *command, cwd=self.folder, stdin=file)
        else:
            done = tools.run(tool, *command, kind, cwd=self.folder)
        def unnamed(data):
            return data.replace(b"in.jsonl", b"<stdin>").replace(b"in.gz", b"<stdin>")
        files = {f.name: unnamed(f.read_bytes()) for f in sorted(out.iterdir())}
        return {"exit": done.returncode, "stdout": done.stdout, "stderr": unnamed(done.stderr), **files}

    def check(self, tool):
        for options in OPTIONS[tool]:
            expected = self.outcome(tool, options, RESOURCES[0], "in.jsonl")
            self.assertEqual(expected["exit"], 0, expected["stderr"])
            for resources in RESOURCES + [LITTLE_MEMORY] * (tool in ON_DISK):
                for kind in ("in.jsonl", "redirected", "pipe", "in.gz"):
                    found = self.outcome(tool, options, resources, kind)
                    for what in expected.keys() | found.keys():
                        if found.get(what) != expected.get(what):
                            self.fail(f"{tool} {options}: {what} differs with {resources} from {kind}")


for _tool in OPTIONS:
    setattr(InvarianceTest, "test_" + _tool, lambda self, tool=_tool: self.check(tool))

if __name__ == "__main__":
    unittest.main()
