"""What a user would write instead of jsonl-validate --format task [--json-output]."""
import json
import sys

bad = 0
for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    try:
        record = json.loads(line)
        assert isinstance(record["task"], str) and isinstance(record["input"]["instruction"], str)
        answer = record["output"] if "output" in record else record["chosen"]
        assert isinstance(answer, str)
        if len(sys.argv) > 2:
            json.loads(answer)
    except (ValueError, KeyError, AssertionError) as error:
        bad += 1
        print(number, error, file=sys.stderr)
print(bad)
