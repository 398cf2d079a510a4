"""Reports as a browser shows them: on screens wide and narrow, light and dark, and on paper."""
import json
import os
import pathlib
import random
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

import browser

_ROOT = pathlib.Path(os.environ["TEST_SRCDIR"]) / os.environ["TEST_WORKSPACE"] / "tools/stats"
_HOSTILE = ["<script>document.title='run'</script>", "\u202egnp.exe", "a\u0000b\u001b[31m", "x" * 5000, "", " ", "\uffff",
            "--><!--", "]]>", "&amp;", "'\"", "\u05e9\u05dc\u05d5\u05dd", "\u4e2d\u6587", "{*}", "\n\n", "W" * 59]


def records(rng, tasks, count):
    for i in range(count):
        task = rng.choice(tasks)
        length = int(rng.lognormvariate(4 + len(task) % 3, 1))
        record = {"id": i if i % 50 else str(i), "task": task, "meta": {"difficulty": rng.choice(["easy", "hard"])}}
        if i % 5 == 0:
            record["messages"] = [{"role": r, "content": "w" * length} for r in ("user", "assistant") * rng.randrange(1, 4)]
        else:
            answer = json.dumps({"a": "\u0434" * length}, ensure_ascii=False)
            record.update(input={"instruction": "q" * (i % 90)}, output=answer if i % 9 else answer[:-1])
        yield record


class BrowserTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if browser.find() is None:
            raise RuntimeError("chromium is not installed: run scripts/bootstrap --tests")
        scratch = tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR"), ignore_cleanup_errors=True)
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = pathlib.Path(scratch.name)
        cls.browser = browser.Browser(cls.folder)
        cls.addClassCleanup(cls.browser.close)
        rng = random.Random(7)
        for name, tasks, count in (("train", ["qa", "sql", "extract_json"], 3000), ("valid", ["qa", "sql"], 300),
                                   ("many", ["task-%d" % i for i in range(300)], 2000), ("hostile", _HOSTILE, 800), ("empty", [], 0)):
            lines = [json.dumps(r) for r in records(rng, tasks, count)] if tasks else []
            (cls.folder / (name + ".jsonl")).write_text("".join(line + "\n" for line in lines))
        goals = {task: {"examples": [900, 1200], "templates": 3} for task in ["qa", "sql", "other", *_HOSTILE]}
        (cls.folder / "goals.json").write_text(json.dumps(goals))
        cls.checks = (_ROOT / "html/page_checks.js").read_text().strip()

    def report(self, *options):
        data = subprocess.run([_ROOT / "jsonl-stats", "-q", "--to", "html", *options], cwd=self.folder, check=True,
                              stdout=subprocess.PIPE).stdout
        xml.etree.ElementTree.fromstring(data)  # raises where it is not well-formed
        self.assertLess(len(data), 300_000)
        path = self.folder / "report.html"
        path.write_bytes(data)
        return path

    def check(self, *options):
        path = self.report(*options)
        for width in (1280, 700, 360):
            for scheme in ("light", "dark"):
                self.show(path, width, scheme)
        # The width of A4 without its margins.
        self.show(path, 688, "dark", "print")
        self.assertTrue(self.browser.pdf().startswith(b"%PDF"))

    def show(self, path, width, scheme, media="screen"):
        """Loads the page, and fails for whatever is wrong with it."""
        self.browser.look(width, scheme, media)
        self.browser.load(path)
        where = "%d pixels, %s, %s" % (width, scheme, media)
        printed = "true" if media == "print" else "false"
        self.assertEqual(self.browser.run("(%s)(%s)" % (self.checks, printed)), [], where)
        background = self.browser.run("getComputedStyle(document.body).backgroundColor")
        is_dark = scheme == "dark" and media == "screen"
        self.assertEqual(background == "rgb(255, 255, 255)", not is_dark, where)
        for event in self.browser.events:
            method, params = event.get("method"), event.get("params", {})
            self.assertNotIn(method, ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"), event)
            if method == "Network.requestWillBeSent":
                self.assertIn(params["request"]["url"], (path.as_uri(), "data:,"))

    def test_one_input(self):
        self.check("train.jsonl")
        self.assertEqual(self.browser.run("document.title"), "Dataset report")

    def test_everything(self):
        self.check("train.jsonl", "--tokens", "chars", "--price", "0.27,1.10", "--cutoff", "100", "--targets", "goals.json")

    def test_two_inputs(self):
        self.check("--compare", "train.jsonl", "valid.jsonl", "--tokens", "chars", "--targets", "goals.json")

    def test_more_inputs_than_colors(self):
        self.check("--compare", *["train.jsonl", "valid.jsonl", "hostile.jsonl", "empty.jsonl"] * 3)

    def test_many_groups(self):
        self.check("many.jsonl")

    def test_hostile_names(self):
        self.check("hostile.jsonl", "--targets", "goals.json")
        self.assertEqual(self.browser.run("document.title"), "Dataset report")

    def test_nothing(self):
        self.check("empty.jsonl")

    def test_a_reader_hears_names_of_tables_and_pictures(self):
        self.browser.look(1280)
        self.browser.load(self.report("train.jsonl"))
        nodes = self.browser.call("Accessibility.getFullAXTree")["nodes"]
        named = {}
        for node in nodes:
            if not node["ignored"]:
                named.setdefault(node["role"]["value"], []).append(node["name"]["value"])
        self.assertIn("Findings", named["heading"])
        pictures = named.get("image", []) + named.get("img", [])
        self.assertTrue(any("Response: records by characters" in name for name in pictures), pictures)
        self.assertTrue(named["table"] and all(named["table"]), named["table"])
        self.assertIn("Stands out", named["columnheader"])
        self.assertIn("qa", named["rowheader"])


if __name__ == "__main__":
    unittest.main()
