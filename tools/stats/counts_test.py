"""Every number of the JSON report equals an independent count in Python, on data that is made here."""
import collections
import json
import os
import pathlib
import random
import subprocess
import tempfile
import unicodedata
import unittest

_TOOL = pathlib.Path(os.environ["TEST_SRCDIR"]) / os.environ["TEST_WORKSPACE"] / "tools/stats/jsonl-stats"
_WORDS = ["the", "value", "is", "中文", "字", "привет", "мир", "αβγ", "{}", "42", "€", "😀", "é", ""]
_SCRIPTS = {"CJK": "Han", "CYRILLIC": "Cyrillic", "GREEK": "Greek", "LATIN": "Latin"}


def text(rng, most=60):
    return " ".join(rng.choice(_WORDS) for _ in range(rng.randrange(most)))


def answer(rng):
    kind = rng.randrange(4)
    if kind == 0:
        return json.dumps({"a": rng.randrange(50), "b": text(rng, 5)})
    return "[1, 2" if kind == 1 else text(rng) if kind == 2 else rng.choice(["1", " [] ", "null", "nul", ""])


def meta(rng):
    labels = {"difficulty": rng.choice(["easy", "medium", "hard"]), "template": "t%d" % rng.randrange(40)}
    return {key: value for key, value in labels.items() if rng.random() < 0.7}


def make_record(rng):
    """A record and what is to be counted: format, kind, instruction, context, text (lists), response, roles."""
    task, instruction, context, response = "task-%d" % rng.randrange(5), text(rng), text(rng), answer(rng)
    kind = rng.randrange(6)
    if kind == 0:
        record = {"task": task, "input": {"instruction": instruction, "text": context}, "output": response}
        return record, ("task", "sft", [instruction], [context], [], response, [])
    if kind == 1:
        record = {"task": task, "input": {"instruction": instruction}, "chosen": response, "rejected": text(rng)}
        return record, ("task", "dpo", [instruction], [], [], response, [])
    if kind == 2:
        record = {"instruction": instruction, "input": context, "output": response, "meta": meta(rng)}
        return record, ("alpaca", "sft", [instruction], [context], [], response, [])
    if kind == 3:
        record = {"text": context}
        return record, ("text", "text", [], [], [context], None, [])
    if kind == 4:
        record = {"id": "x", "task": task, "input": {"question": instruction, "more": context},
                  "target": {"answer": response}, "meta": meta(rng)}
        return record, ("multitask", "other", [], [instruction, context], [], response if task else None, [])
    turns = [{"role": "system", "content": context}]
    said, earlier = [], [context]
    for turn in range(rng.randrange(1, 4)):
        said.append(text(rng))
        turns.append({"role": "user", "content": said[-1]})
        earlier.append(answer(rng))
        turns.append({"role": "assistant", "content": earlier[-1]})
    response = earlier.pop()
    return {"messages": turns, "task": task}, ("messages", "chat", said, earlier, [], response,
                                               [turn["role"] for turn in turns])


def is_json(value):
    try:
        json.loads(value)
        return True
    except ValueError:
        return False


def nearest_rank(lengths, percent):
    return sorted(lengths)[-(-len(lengths) * percent // 100) - 1] if lengths else None


def lengths_of(lengths):
    return {"min": min(lengths, default=None), "mean": sum(lengths) / len(lengths) if lengths else None,
            "max": max(lengths, default=None), "p50": nearest_rank(lengths, 50), "p90": nearest_rank(lengths, 90),
            "p99": nearest_rank(lengths, 99), "sum": sum(lengths)}


def tally(values):
    return {"values": dict(collections.Counter(values)), "others": 0}


def expected_of(records):
    kinds, formats = (collections.Counter(facts[i] for _, facts in records) for i in (1, 0))
    responses = [facts[5] for _, facts in records if facts[5] is not None]
    valid = sum(map(is_json, responses))
    expected = {"records": len(records), "formats": dict(kinds), "record_formats": dict(formats),
                "responses": len(responses), "length": lengths_of([len(r) for r in responses]),
                "valid_json": {"count": valid, "rate": valid / len(responses) if responses else None},
                "distinct_responses": {"count": len(set(responses)), "exact": True}}
    for name, place in (("instruction", 2), ("context", 3), ("text", 4)):
        lengths = [sum(map(len, facts[place])) for _, facts in records if facts[place]]
        expected[name] = {"records": len(lengths), **lengths_of(lengths)}
    turns = [len(facts[6]) for _, facts in records if facts[6]]
    expected["turns"] = {"records": len(turns), **lengths_of(turns)}
    expected["roles"] = tally(role for _, facts in records for role in facts[6])
    scripts = {}
    for _, (_, _, instruction, context, whole, response, _) in records:
        found = collections.Counter()
        for c in "".join([*instruction, *context, *whole, response or ""]):
            if unicodedata.category(c)[0] == "L":
                found[_SCRIPTS[unicodedata.name(c).split()[0]]] += 1
        for script, count in found.items():
            entry = scripts.setdefault(script, {"records": 0, "characters": 0})
            entry["records"] += 1
            entry["characters"] += count
    expected["scripts"] = scripts
    for label in ("difficulty", "template", "template_category"):
        expected[label] = tally(r["meta"][label] for r, _ in records if label in r.get("meta", {}))
    return expected


class CountsTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR"))
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def run_tool(self, *options):
        done = subprocess.run([_TOOL, "-q", *options], cwd=self.folder, capture_output=True, timeout=120, check=True)
        return done.stdout

    def write(self, name, records):
        lines = [json.dumps(record, ensure_ascii=i % 2 == 0) + "\n" for i, (record, _) in enumerate(records)]
        (self.folder / name).write_text("".join(lines), encoding="utf-8")

    def test_every_number_equals_a_count_in_python(self):
        rng = random.Random(7)
        records = [make_record(rng) for _ in range(3000)]
        self.write("in.jsonl", records)
        report = json.loads(self.run_tool("--to", "json", "in.jsonl"))
        groups = report.pop("groups")
        self.assertEqual(report.pop("by"), "task")
        report.pop("paths"), report.pop("conflicts")
        self.assertEqual(report, expected_of(records))
        members = collections.defaultdict(list)
        for record in records:
            members[record[0].get("task", "(none)")].append(record)
        self.assertEqual(groups.keys(), members.keys())
        for name, group in groups.items():
            self.assertEqual(group, {"share": len(members[name]) / len(records), **expected_of(members[name])}, name)

    def test_many_distinct_responses_are_estimated(self):
        with open(self.folder / "in.jsonl", "w") as file:
            for i in range(50000):
                file.write('{"output":"%d"}\n' % (i % 30000))
        found = json.loads(self.run_tool("--to", "json", "in.jsonl"))["distinct_responses"]
        self.assertFalse(found["exact"])
        self.assertLess(abs(found["count"] - 30000), 3 * 0.0081 * 30000)

    def test_conflicts_are_where_they_first_occur(self):
        filler = "x" * 1000
        with open(self.folder / "in.jsonl", "w") as file:
            for i in range(12000):
                record = {"id": i, "date": "2024-01-%02d" % (i % 28 + 1), "pad": filler, "maybe": None}
                if i == 70:
                    record["id"] = "seventy"
                if i >= 11000:
                    record["late"], record["maybe"] = 1, [1]
                if i == 5:
                    record["big"] = 2**63
                file.write(json.dumps(record) + "\n")
        conflicts = json.loads(self.run_tool("--to", "json", "--by", "none", "in.jsonl"))["conflicts"]
        self.assertEqual({c["path"]: c["problems"] for c in conflicts},
                         {"id": ["mixed-types"], "date": ["dates"], "late": ["late-key"], "maybe": ["late-type"],
                          "big": ["big-integers"]})
        types = {c["path"]: c["types"] for c in conflicts}
        self.assertEqual(types["id"], {"integer": {"count": 11999, "input": 1, "line": 1},
                                       "string": {"count": 1, "input": 1, "line": 71}})
        self.assertEqual(types["maybe"], {"null": {"count": 11000, "input": 1, "line": 1},
                                          "array": {"count": 1000, "input": 1, "line": 11001}})
        self.assertEqual(types["late"]["integer"], {"count": 1000, "input": 1, "line": 11001})
        self.assertEqual(types["big"]["big integer"], {"count": 1, "input": 1, "line": 6})


if __name__ == "__main__":
    unittest.main()
