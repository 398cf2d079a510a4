"""What the templates that come with jsonl-generate say is right: their answers are made again here, in other ways."""
import ast
import collections
import decimal
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import tempfile
import unittest

_ROOT = pathlib.Path(os.environ["TEST_SRCDIR"]) / os.environ["TEST_WORKSPACE"]
_TEMPLATES = _ROOT / "tools" / "generate" / "templates"
_DEMO = _ROOT / "testdata" / "demo" / "generate"
_SEPARATORS = {"space": " ", "comma": ", ", "dash": "-", "arrow": " -> "}
_ORDINALS = ["first", "second", "third", "fourth", "fifth"]
_TYPES = {"int64": "INTEGER", "float64": "REAL"}


def run(tool, *arguments, stdin=None):
    return subprocess.run([str(_ROOT / "tools" / tool / ("jsonl-" + tool)), *map(str, arguments)], input=stdin,
                          capture_output=True, check=True, text=True, timeout=120)


def generate(*templates, stdin=None, options=()):
    named = [option for name in templates for option in ("--templates", _TEMPLATES / name)]
    return [json.loads(line) for line in run("generate", "-q", *named, *options, stdin=stdin).stdout.splitlines()]


def number(text):
    return decimal.Decimal(text)


def load(text):
    """The value of a JSON text, with numbers as they are and keys that are there once."""
    def members(pairs):
        assert len(dict(pairs)) == len(pairs), text
        return dict(pairs)
    return json.loads(text, parse_int=number, parse_float=number, object_pairs_hook=members)


def is_json(text):
    try:
        json.loads(text)
        return True
    except ValueError:
        return False


def is_normal(text):
    """Without white space, and with sorted keys."""
    keys = []
    json.loads(text, object_pairs_hook=lambda pairs: keys.append([key for key, _ in pairs]))
    plain = re.sub(r'"(\\.|[^"\\])*"', "", text)
    return not re.search(r"\s", plain) and all(each == sorted(each) for each in keys)


def camel(key, capital=False):
    words = [word for word in re.split("[_ -]", key) if word]
    if not words:
        return key
    change = str.upper if capital else str.lower
    return change(words[0][0]) + words[0][1:] + "".join(word[0].upper() + word[1:] for word in words[1:])


def mapped(value, keys=lambda key: key, scalars=lambda scalar: scalar):
    if isinstance(value, dict):
        return {keys(key): mapped(member, keys, scalars) for key, member in value.items()}
    if isinstance(value, list):
        return [mapped(element, keys, scalars) for element in value]
    return scalars(value)


def uncast(value):
    whole = isinstance(value, str) and re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", value)
    return number(value) if whole else value


def flat(value, prefix=""):
    members = {}
    for key, member in value.items():
        name = prefix + camel(key, capital=True) if prefix else key
        members.update(flat(member, name) if isinstance(member, dict) and member else {name: member})
    return members


def grouped(elements, key):
    groups = collections.defaultdict(list)
    for element in elements:
        groups[element[key]].append(element)
    return dict(groups)


def some_records(count):
    rng = random.Random(7)

    def value(depth):
        kind = rng.random()
        if depth > 3 or kind < 0.4:
            return rng.choice([1, -0.0, 1.50, 1e22, 12345678901234567890, True, None, "", "x", "12", "-3.5e2", "a b",
                               "Zürich", "日本", 'q"uote', "back\\", "tab\t", "/slash", "two words and more", "😀"])
        if kind < 0.6:
            return [value(depth + 1) for _ in range(rng.randrange(4))]
        keys = ["name", "first_name", "lastName", "Zip-Code", "x y", "日", "10", "id", "user"]
        return {key: value(depth + 1) for key in rng.sample(keys, rng.randrange(5))}

    records = [{"n": i, "messages": [{"role": rng.choice("ab"), "n": 1}], "v": value(0)} for i in range(count)]
    return "".join(json.dumps(record, ensure_ascii=rng.random() < 0.5) + "\n" for record in records)


class TemplatesTest(unittest.TestCase):
    def test_nothing_is_found_wrong(self):
        run("generate", "--templates", _TEMPLATES, "--check")

    def test_spelling(self):
        words = (_DEMO / "words.txt").read_text().split() + ["Anna", "été", "Straße", "北京市", "ab", "a", "x-ray", "क्षण"]
        good = {word for word in words if len(word) > 1 and word not in ("x-ray", "क्षण")}
        seen = collections.Counter()
        for record in generate("spelling", stdin="\n".join(words), options=["--words"]):
            asked, answer, name = record["instruction"], record["output"], record["meta"]["template"]
            separator = _SEPARATORS.get(record["meta"].get("separator_style"))
            seen[name] += 1
            with self.subTest(asked=asked, answer=answer):
                if name.startswith("spelling_first"):
                    self.assertIn(answer, good)
                    self.assertIn(separator.join(answer[::-1] if name.endswith("reversed") else answer), asked)
                    continue
                word = max((word for word in good if re.search(r"\b%s\b" % word, asked)), key=len)
                if name.startswith("word_first"):
                    self.assertEqual(answer, separator.join(word[::-1] if name.endswith("reversed") else word))
                elif name == "word_length/simple":
                    self.assertEqual(answer, str(len(word)))
                elif name == "count_letter/simple":
                    letter = re.search("letter (.) ", asked)[1]
                    self.assertEqual(answer, str(word.lower().count(letter.lower())))
                elif name == "char_position/any":
                    self.assertEqual(answer, word[int(re.search(r"number (\d+)", asked)[1]) - 1])
                else:
                    self.assertEqual(name, "char_position/simple")
                    self.assertEqual(answer, word[_ORDINALS.index(asked.split()[3])])
        self.assertEqual(len(seen), 10)

    def test_json(self):
        seen = collections.Counter()
        for record in generate("json", stdin=some_records(300)):
            given, name = record["input"], record["meta"]["template"]
            answer = record.get("output", record.get("chosen"))
            seen[name] += 1
            with self.subTest(record=json.dumps(record)):
                self.assertTrue(is_normal(answer))
                if name.startswith("json_repair"):
                    self.assertFalse(is_json(given["broken_json"]))
                    self.check_rejected(record)
                    continue
                before, after = load(given["json"]), load(answer)
                quoted = re.findall("'(.*?)'", given["instruction"])
                self.assertEqual(after, {
                    "rename": lambda: {quoted[1] if key == quoted[0] else key: v for key, v in before.items()},
                    "keep": lambda: {key: before[key] for key in quoted},
                    "cast": lambda: mapped(before, scalars=uncast),
                    "case": lambda: mapped(before, keys=camel),
                    "flatten": lambda: flat(before),
                    "group": lambda: grouped(before, "role"),
                    "group_entries": lambda: grouped(before, "type"),
                }.get(name.split("/")[1], lambda: before)())
                self.assertNotEqual(given["json"], answer)
        self.assertEqual(len(seen), 14)

    def check_rejected(self, record):
        kind = record["meta"].get("rejected_kind")
        if kind == "original":
            self.assertEqual(record["rejected"], record["input"]["broken_json"])
        elif kind == "partly_fixed":
            self.assertNotEqual(record["rejected"], record["input"]["broken_json"])
            self.assertFalse(is_json(record["rejected"]))
        elif kind == "overfixed":
            self.assertNotEqual(load(record["rejected"]), load(record["chosen"]))

    def test_tables(self):
        tables = [json.loads(line) for line in (_DEMO / "tables.jsonl").read_text().splitlines()]
        database = sqlite3.connect(":memory:")
        for table in tables:
            columns = ", ".join("%s %s" % (name, _TYPES.get(kind, "TEXT")) for name, kind in table["schema"].items())
            database.execute("CREATE TABLE %s (%s)" % (table["table"], columns))
        for record in generate("multitask", stdin=(_DEMO / "tables.jsonl").read_text()):
            given, target = record["input"], record["target"]
            with self.subTest(record=json.dumps(record)):
                for key in ("completed_code", "ibis", "fixed_code", "code_example", "code"):
                    for code in (given, target):
                        ast.parse(code.get(key, ""))
                if record["task"] == "code_completion":
                    self.assertTrue(target["completed_code"].startswith(given["partial_code"]))
                    self.assertRaises(SyntaxError, ast.parse, given["partial_code"])
                elif given.get("dialect") == "sqlite":
                    database.execute(target["sql"])
                elif record["task"] == "documentation":
                    head, body = given["code"].split("\n", 1)
                    function = ast.parse("%s\n    %s\n%s" % (
                        head, target["docstring"].replace("\n", "\n    "), body)).body[0]
                    for argument in function.args.args:
                        self.assertRegex(ast.get_docstring(function), r"(?m)(^\s*|:param )%s( :|:)" % argument.arg)

    def test_the_goals_are_met(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "all.jsonl"
            run("generate", "--templates", _TEMPLATES / "multitask", _DEMO / "tables.jsonl", "-o", data)
            run("dedupe", "--duplicates", data.with_name("list"), "-o", os.devnull, data)
            self.assertEqual(data.with_name("list").read_text(), "")
            report = json.loads(run("stats", "--to", "json", "--targets", _DEMO / "goals.json", data).stdout)
        for task, goals in report["targets"].items():
            for what in ("examples", "templates"):
                self.assertFalse(goals[what].get("missing") or goals[what].get("beyond"), (task, goals))

    def test_prompts_are_chats(self):
        for record in generate("prompts", stdin=(_DEMO / "schemas.jsonl").read_text()):
            self.assertEqual([message["role"] for message in record["messages"]], ["system", "user"])
            asked = record["messages"][1]["content"]
            self.assertIn(" %d " % record["count"], asked)
            form = json.loads(asked.splitlines()[-1])
            self.assertEqual(form["task"], record["task"])

    def test_other_templates_change_no_example(self):
        words = (_DEMO / "words.txt").read_text()
        alone = generate("spelling/positions_and_counts.yaml", stdin=words, options=["--words"])
        all_of_them = generate("spelling", stdin=words, options=["--words"])
        names = {record["meta"]["template"] for record in alone}
        self.assertEqual(alone, [record for record in all_of_them if record["meta"]["template"] in names])


if __name__ == "__main__":
    unittest.main()
