"""What a user would write in Python instead of the tools: peers.py TOOL FILE, records to standard output."""
import collections
import json
import random
import sys


def validate(lines):
    """Writes the records of the task format whose answer is JSON."""
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            assert isinstance(record["task"], str) and isinstance(record["input"]["instruction"], str)
            answer = record["output"] if "output" in record else record["chosen"]
            assert isinstance(answer, str)
            json.loads(answer)
        except (ValueError, KeyError, AssertionError) as error:
            print(number, error, file=sys.stderr)
        else:
            sys.stdout.write(line)


def dedupe(lines):
    """Writes the first of all records that are equal as JSON."""
    seen = set()
    for line in lines:
        key = json.dumps(json.loads(line), sort_keys=True)
        if key not in seen:
            seen.add(key)
            sys.stdout.write(line)


def dedupe_field(lines):
    """Writes the first of all records of one output."""
    seen = set()
    for line in lines:
        key = json.loads(line)["output"]
        if key not in seen:
            seen.add(key)
            sys.stdout.write(line)


def sample(lines):
    """Writes 40 % of the records, in order."""
    records = [line for line in lines if isinstance(json.loads(line), dict)]
    chosen = random.Random(1).sample(range(len(records)), len(records) * 2 // 5)
    for i in sorted(chosen):
        sys.stdout.write(records[i])


def split(lines):
    """Writes 90 %, 5 % and 5 % of the records to files."""
    records = [line for line in lines if isinstance(json.loads(line), dict)]
    random.Random(1).shuffle(records)
    start = 0
    for share in (90, 5, 5):
        count = len(records) * share // 100
        with open(f"part-{share}-{start}", "w", encoding="utf-8") as file:
            file.writelines(records[start:start + count])
        start += count


def convert(lines):
    """Writes records of the task format as chats."""
    for line in lines:
        record = json.loads(line)
        json.dump({"messages": [{"role": "user", "content": record["input"]["instruction"]},
                                {"role": "assistant", "content": record["output"]}]},
                  sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")


def generate(lines):
    """Writes spelling questions about words, from templates."""
    templates = ["The letters {letters} spell what word?", "Which word do the letters {letters} spell?",
                 "Put these letters together to one word: {letters}"]
    for line in lines:
        word = line.strip()
        for style, separator in (("space", " "), ("comma", ", "), ("dash", "-")):
            for template in templates:
                example = {"instruction": template.format(letters=separator.join(word)), "input": "", "output": word,
                           "meta": {"separator_style": style, "template": "spelling"}}
                sys.stdout.write(json.dumps(example, ensure_ascii=False) + "\n")


def stats(lines):
    """Prints counts, lengths and valid JSON by task."""
    counts, lengths, valid = collections.Counter(), collections.Counter(), collections.Counter()
    for line in lines:
        record = json.loads(line)
        task, answer = record["task"], record["output"]
        counts[task] += 1
        lengths[task] += len(answer)
        try:
            json.loads(answer)
            valid[task] += 1
        except ValueError:
            pass
    for task in counts:
        print(task, counts[task], lengths[task] / counts[task], valid[task] / counts[task])


with open(sys.argv[2], encoding="utf-8") as data:
    globals()[sys.argv[1]](data)
