"""What the checkers answer to records."""
import json
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).parent


def ask(checker, records, *fields):
    """The answers: "ok", or the messages."""
    lines = "".join(json.dumps(record) + "\n" for record in records)
    done = subprocess.run(
        [sys.executable, HERE / checker, *fields],
        input=lines.encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return ["ok" if answer["ok"] else answer["message"] for answer in answers]


class PythonCompilesTest(unittest.TestCase):
    def test_compiles(self):
        records = [
            {"target": {"completed_code": "table.filter(table.age > 18)"}},
            {"target": {"fixed_code": "def f():\n    return 1\n"}},
            {"output": "```python\nx = 1\n```"},
            {"chosen": "x = '\\d'", "rejected": "("},
        ]
        self.assertEqual(ask("python-compiles", records), ["ok"] * len(records))

    def test_nothing_is_no_answer(self):
        for checker, what in [("python-compiles", "code"), ("sql-parses", "statement")]:
            for text in ["", " \n\t", "```\n```", "```sql\n\n```\n"]:
                self.assertEqual(ask(checker, [{"output": text}]), [f"output has no {what}"], text)

    def test_does_not_compile(self):
        records = [
            {"target": {"completed_code": "table.filter(table.age >"}},
            {"output": "x = 1\ny ="},
            {"output": "a\0b"},
            {"output": "(" * 5000},
            {"output": "def f():\nreturn 1"},
            {"output": 7, "text": "x"},
        ]
        answers = ask("python-compiles", records)
        for answer, start in zip(answers, [
            "target.completed_code does not compile: line 1: ",
            "output does not compile: line 2: ",
            "output does not compile: ",
            "output does not compile: line 1: ",
            "output does not compile: line 2: ",
            "no code in target.completed_code, ",
        ]):
            self.assertTrue(answer.startswith(start), answer)

    def test_the_fields_asked_for(self):
        records = [{"output": "(", "a": {"b": "1"}}, {"output": "1", "a": {"b": "("}}, {"a": 1}]
        answers = ask("python-compiles", records, "a.b")
        self.assertEqual(answers[0], "ok")
        self.assertTrue(answers[1].startswith("a.b does not compile"), answers[1])
        self.assertEqual(answers[2], "no code in a.b")

    def test_nothing_is_run(self):
        record = {"output": "import sys; sys.exit('ran'); print('ran')"}
        self.assertEqual(ask("python-compiles", [record]), ["ok"])


class SqlParsesTest(unittest.TestCase):
    def one(self, sql, **more):
        return ask("sql-parses", [{"output": sql, **more}])[0]

    def test_parses(self):
        for sql in [
            "SELECT *\nFROM t\nWHERE age > 18",
            "SELECT 1;",
            "SELECT ';'; SELECT \";\" -- ;\n; /* ; */ SELECT 2",
            "SELECT a FROM t WHERE b = ? AND c = :name",
            "WITH x AS (SELECT 1) SELECT * FROM x",
            "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END",
            "SELECT unknown_function(a) FROM nowhere.t",
            "EXPLAIN SELECT 1",
            "-- why\nexplain query plan SELECT a FROM t",
            "```sql\nSELECT 1;\n```\n",
            'SELECT "a" FROM t WHERE b = "it""s"',
        ]:
            self.assertEqual(self.one(sql), "ok", sql)

    def test_does_not_parse(self):
        for sql, message in [
            ("SELEC 1", 'near "SELEC": syntax error'),
            ("SELECT 1; SELECT FROM", "syntax error"),
            ("SELECT 'a", "unrecognized token"),
            ("SELECT 'a;", "unrecognized token"),
            ("EXPLAIN SELEC 1", "syntax error"),
            ("EXPLAIN EXPLAIN SELECT 1", "syntax error"),
            ('SELECT "a', "unrecognized token"),
            ("```sql\nSELECT 1;", "unrecognized token"),
            ("", "has no statement"),
            (" -- only words\n;", "has no statement"),
        ]:
            self.assertIn(message, self.one(sql), sql)

    def test_tables_of_the_context(self):
        for tables in [
            {"users": {"schema": {"age": "int64", "first name": "string"}}},
            {"users": {"age": "int64", "first name": "string"}},
            {"users": ["age", "first name"]},
        ]:
            context = {"tables": tables}
            for sql, answer in [
                ('SELECT age, "first name" FROM users', "ok"),
                ("SELECT agee FROM users", "output: no such column: agee"),
                ("SELECT age FROM user", "output: no such table: user"),
                ('SELECT "agee" FROM users', "output: no such column: agee"),
                ('SELECT age FROM users u WHERE "u"."first name" = \'"x"\'', "ok"),
                ('SELECT age FROM users WHERE age = "Al""ice"', 'output: no such column: Al"ice'),
            ]:
                self.assertEqual(self.one(sql, context=context), answer)

    def test_tables_do_not_outlive_their_record(self):
        records = [
            {"output": "SELECT a FROM t", "context": {"tables": {"t": {"a": "int"}}}},
            {"output": "SELECT a FROM t", "context": {"tables": {"u": {"a": "int"}}}},
        ]
        self.assertEqual(ask("sql-parses", records), ["ok", "output: no such table: t"])

    def test_nothing_is_run(self):
        self.assertEqual(self.one("ATTACH DATABASE 'attached.db' AS a"), "ok")
        self.assertFalse(pathlib.Path("attached.db").exists())

    def test_odd_records(self):
        deep = '{"a":' * 1000 + "1" * 6000 + "}" * 1000 + "\n"
        done = subprocess.run(
            [sys.executable, HERE / "sql-parses"],
            input=deep.encode(), stdout=subprocess.PIPE, check=True, timeout=60,
        )
        self.assertIn(b"no SQL in", done.stdout)
        bad = {"tables": {"t": {"a": 1}, "T": {"a": 1}}}
        self.assertIn("context.tables makes no tables", self.one("SELECT 1", context=bad))

    def test_hostile_text_takes_linear_time(self):
        for sql in ['"' * 100001, '"a' * 100000, "'" + ";" * 100000 + "'", "/*" * 100000, "'a" * 100000, "--;" * 100000]:
            self.one("SELECT " + sql)


if __name__ == "__main__":
    unittest.main()
