#!/usr/bin/env python3
"""Writes the demo: a five-task dataset of invented records with planted faults.

    make_demo.py [DIR]          (default: the directory of this script)

Writes DIR/manifest.json, DIR/datasets/<task>/{train,valid,test}.jsonl and DIR/expected.json, which says
what a run over the manifest must find: the line numbers of the faulty records by diagnostic code, of the
copies and of the records that repeat another's response, and how many records each stage leaves. The
same bytes come out on every machine and every Python 3.
"""
import json
import pathlib
import random
import sys
from decimal import Decimal

WEIGHTS = {
    "schema_generate": "0.4",
    "json_repair": "0.5",
    "text_to_json": "1.0",
    "json_transform": "1.5",
    "json_style_strict": "0.25",
}
# Clean records of distinct responses a task and split, before anything is planted.
SIZES = {
    "schema_generate": (96, 12, 12),
    "json_repair": (72, 10, 10),
    "text_to_json": (80, 10, 10),
    "json_transform": (43, 8, 8),
    "json_style_strict": (50, 8, 8),
}
# What is planted: a code of jsonl-validate and how often, or one of the two kinds of duplicates.
PLANTED = {
    ("schema_generate", "train"): {"output-not-json": 2, "missing-field": 1, "output-too-long": 1, "blank-line": 1,
                                   "copy": 4, "same-response": 3},
    ("json_repair", "train"): {"output-not-json": 1, "invalid-json": 2, "wrong-type": 1, "output-too-short": 1,
                               "copy": 2, "same-response": 1},
    ("text_to_json", "train"): {"missing-field": 2, "output-too-short": 2, "output-too-long": 1, "copy": 3},
    ("json_transform", "train"): {"wrong-type": 1, "blank-line": 2, "invalid-json": 1, "same-response": 2},
    ("json_style_strict", "train"): {"output-not-json": 3, "missing-field": 1, "copy": 1, "same-response": 4},
    ("text_to_json", "valid"): {"output-not-json": 1},
    ("json_transform", "test"): {"output-too-long": 1, "missing-field": 1},
}
MIN_LENGTH, MAX_LENGTH = 10, 2048
ONLY_JSON = "Respond only with JSON."

# Only random() is promised to give the same numbers in every Python, so all choices go through it.
_random = random.Random(1857)


def number(low, high):
    return low + int(_random.random() * (high - low + 1))


def pick(items):
    return items[number(0, len(items) - 1)]


def shuffled(items):
    return [item for _, item in sorted(((_random.random(), n), item) for n, item in enumerate(items))]


def some(items, low, high):
    return shuffled(items)[: number(low, high)]


def compact(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


NAMES = ["Ana Lindqvist", "João Pé-de-Vento", "林晓梅", "Tomasz Wróbel", "Oluwaseun Ade", "Íris Magalhães",
         "Priya Raghunath", "周子安", "Hedda Moe", "Zoë van Dam", "Mateus Figueira", "Søren Krag", "Noor El-Amin"]
TOWNS = ["Harrowgate Quay", "São Bento do Mar", "青石镇", "Ostrava-Jih", "Vila Nova da Ponte", "Kerrin", "Lodestar Bay",
         "云溪县", "Puy-le-Sec", "Østerdal"]
THINGS = ["brass telescope", "chaleira azul", "毛笔套装", "folding kayak", "rede de pesca", "竹编灯笼", "cedar bookcase",
          "rain gauge 🌧️", "bússola antiga", "marble chess set ♟️", "wool blanket", "茶叶罐"]
INTERESTS = ["chess", "pottery", "birding 🐦", "samba", "tide tables", "围棋", "书法", "old maps", "queijo", "cartography",
             "telegraphy", "jardinagem"]
REMARKS = ["arrives after dark", "chegará de comboio", "需要靠窗的座位", "leave the key with the baker", "sem glúten, por favor",
           "says \"call first\"", "path C:\\boats\\north", "line one\nline two", "no tea ☕, thanks", "请提前电话联系"]
SERVICES = ["ferry-desk", "tide-watch", "lamp-relay", "cold-store", "quay-gate"]


def day():
    return "20%02d-%02d-%02d" % (number(19, 26), number(1, 12), number(1, 28))


def clock():
    return "%02d:%02d:%02d" % (number(0, 23), number(0, 59), number(0, 59))


# --- records -----------------------------------------------------------------------------------------


def sft(task, fields, output):
    return {"task": task, "input": fields, "output": output}


def string(**limits):
    return {"type": "string", **limits}


def schema_generate():
    kind = number(0, 4)
    if kind == 0:
        properties = {"guest": string(minLength=1), "nights": {"type": "integer", "minimum": 1, "maximum": 30},
                      "room": {"enum": ["attic", "garden", "harbour"]}, "breakfast": {"type": "boolean"}, "note": string()}
        required = ["guest", "nights", "room"]
        value = {"guest": pick(NAMES), "nights": number(1, 30), "room": pick(["attic", "garden", "harbour"])}
        if number(0, 1):
            value["breakfast"] = bool(number(0, 1))
        if number(0, 2):
            value["note"] = pick(REMARKS)
    elif kind == 1:
        properties = {"name": string(pattern="^[a-z][a-z0-9-]*$"), "version": string(pattern="^[0-9]+\\.[0-9]+\\.[0-9]+$"),
                      "keywords": {"type": "array", "items": string(), "uniqueItems": True},
                      "dependencies": {"type": "object", "additionalProperties": string()}}
        required = ["name", "version"]
        value = {"name": pick(SERVICES), "version": "%d.%d.%d" % (number(0, 9), number(0, 20), number(0, 9)),
                 "keywords": some(INTERESTS, 0, 4)}
        if number(0, 1):
            value["dependencies"] = {name: "^%d.%d" % (number(0, 5), number(0, 9)) for name in some(SERVICES, 0, 3)}
    elif kind == 2:
        properties = {"station": string(), "unit": {"enum": ["°C", "hPa", "m/s"]},
                      "values": {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 6}, "at": string()}
        required = ["station", "values", "unit"]
        value = {"station": pick(TOWNS), "unit": pick(["°C", "hPa", "m/s"]), "at": day() + "T" + clock() + "Z",
                 "values": [number(-90, 999) / 4 for _ in range(number(1, 6))]}
    elif kind == 3:
        properties = {"dish": string(), "serves": {"type": "integer", "minimum": 1},
                      "steps": {"type": "array", "items": {"$ref": "#/definitions/step"}}}
        required = ["dish", "steps"]
        value = {"dish": pick(["caldo verde", "芝麻面", "leek pie", "moqueca", "plum soup 🍲"]), "serves": number(1, 12),
                 "steps": [{"do": what, "minutes": number(1, 90)}
                           for what in some(["chop", "ferver", "慢炖", "rest", "season"], 1, 4)]}
    else:
        properties = {"id": {"type": "integer"}, "owner": {"type": ["string", "null"]},
                      "state": {"enum": ["open", "waiting", "closed"]}, "remark": string(maxLength=60)}
        required = ["id", "owner", "state"]
        value = {"id": number(1000, 9999), "owner": pick(NAMES + [None]), "state": pick(["open", "waiting", "closed"])}
        if number(0, 1):
            value["remark"] = pick(REMARKS)
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    if kind == 3:
        schema["definitions"] = {"step": {"type": "object", "required": ["do"], "properties": {
            "do": string(), "minutes": {"type": "integer", "minimum": 0}}}}
    return sft("schema_generate", {"instruction": "Generate JSON following this schema. " + ONLY_JSON,
                                   "schema": compact(schema)}, compact(value))


def inventory_item():
    value = {"item": pick(THINGS), "count": number(0, 400), "shelf": "%s-%d" % (pick("ABCDEF"), number(1, 40)),
             "found_in": pick(TOWNS)}
    if number(0, 1):
        value["tags"] = some(INTERESTS, 1, 3)
    if number(0, 1):
        value["keeper"] = {"name": pick(NAMES), "since": number(1990, 2025)}
    return value


def break_json(text):
    """One of the slips that generated JSON shows; the result never parses."""
    breaks = [lambda: text[:-1] + ",}",                          # trailing comma
              lambda: text.replace(',"', ' "', 1),               # missing comma
              lambda: text.replace('"count"', "count", 1),       # key without quotes
              lambda: "[" + text[1:],                            # wrong bracket
              lambda: text[:-1],                                 # missing bracket
              lambda: text.replace('"', "'"),                    # single quotes
              lambda: text.replace(":", " =", 1)]                # another language's syntax
    broken = pick(breaks)()
    try:
        json.loads(broken)
    except ValueError:
        return broken
    return text[:-1]


def json_repair():
    value = inventory_item()
    good = compact(value)
    broken = break_json(good)
    fields = {"instruction": "Fix this broken JSON. Respond only with valid JSON.", "broken_json": broken}
    if number(0, 3) == 0:
        return sft("json_repair", fields, good)
    # Rejected: the input echoed, or a fix that lost a field.
    worse = broken if number(0, 1) else compact({k: v for k, v in value.items() if k != "count"})
    return {"task": "json_repair", "input": fields, "chosen": good, "rejected": worse}


def text_to_json():
    kind = number(0, 4)
    if kind == 0:
        name, age, tags = pick(NAMES), number(17, 94), some(INTERESTS, 2, 3)
        value, fields = {"name": name, "age": age, "tags": tags}, "name:string, age:int, tags:string[]"
        text = pick(["%s is %d and likes %s.", "%s tem %d anos e gosta de %s.", "%s今年%d岁，喜欢%s。"]) % (name, age, ", ".join(tags))
    elif kind == 1:
        thing, price = pick(THINGS), number(100, 99999) / 100
        currency = pick(["EUR", "BRL", "CNY"])
        value, fields = {"product": thing, "price": price, "currency": currency}, "product:string, price:float, currency:string"
        text = pick(["One %s, yours for %.2f %s.", "Vende-se %s por %.2f %s.", "出售%s，价格%.2f %s。"]) % (thing, price, currency)
    elif kind == 2:
        service, level, when = pick(SERVICES), pick(["info", "warning", "critical"]), day() + "T" + clock() + "Z"
        value, fields = {"type": service, "severity": level, "timestamp": when}, "type:string, severity:string, timestamp:string"
        text = pick(["%s raised a %s event at %s 🚨", "Evento de %s, gravidade %s, às %s"]) % (service, level, when)
    elif kind == 3:
        town, east, north = pick(TOWNS), number(-1800, 1800) / 10, number(-900, 900) / 10
        value, fields = {"city": town, "lon": east, "lat": north}, "city:string, lon:float, lat:float"
        text = pick(["%s lies at longitude %s, latitude %s.", "%s fica na longitude %s e latitude %s."]) % (town, east, north)
    else:
        service, ok, retries = pick(SERVICES), bool(number(0, 1)), number(0, 40)
        value, fields = {"message": service + pick([" restarted", " respondeu", " 已恢复"]), "ok": ok, "retries": retries}, \
            "message:string, ok:bool, retries:int"
        text = "[%s] %s (%d retries, %s)" % (clock(), value["message"], retries, "fine" if ok else "not fine")
    return sft("text_to_json", {"instruction": "Extract {%s} from the text. %s" % (fields, ONLY_JSON), "text": text},
               compact(value))


def long_note():
    """Below the limit in characters, far above it in bytes."""
    note = "潮水退去以后，灯塔看守人记下每一条船的名字。" * 40
    return sft("text_to_json", {"instruction": "Extract {note:string} from the text. " + ONLY_JSON, "text": "他说：" + note},
               compact({"note": note}))


def json_transform():
    value = inventory_item()
    value["keeper"] = {"name": pick(NAMES), "since": number(1990, 2025)}
    kind = number(0, 3)
    if kind == 0:
        rule, result = "rename 'found_in' to 'origin'", {("origin" if k == "found_in" else k): v for k, v in value.items()}
    elif kind == 1:
        rule, result = "keep only 'item' and 'shelf'", {k: value[k] for k in ("item", "shelf")}
    elif kind == 2:
        value["count"] = str(value["count"])
        rule, result = "turn 'count' into a number", {**value, "count": int(value["count"])}
    else:
        rule, result = "flatten 'keeper' into 'keeperName' and 'keeperSince'", {k: v for k, v in value.items() if k != "keeper"}
        result.update(keeperName=value["keeper"]["name"], keeperSince=value["keeper"]["since"])
    return sft("json_transform", {"instruction": "Transform: %s. %s" % (rule, ONLY_JSON),
                                  "json": json.dumps(value, ensure_ascii=False)}, compact(result))


def messy(value):
    """The same value in another spelling: key order, spacing, escapes."""
    value = dict(shuffled(list(value.items())))
    style = number(0, 2)
    if style == 0:
        return json.dumps(value, indent=2, ensure_ascii=False)
    if style == 1:
        return json.dumps(value)  # non-ASCII text as \u escapes
    return "{ " + " ,\t".join("%s :  %s" % (json.dumps(k), json.dumps(v, ensure_ascii=False)) for k, v in value.items()) + "\n}"


def json_style_strict():
    value = inventory_item()
    return sft("json_style_strict", {"instruction": "Normalize this JSON: minify and sort keys alphabetically. " + ONLY_JSON,
                                     "json": messy(value)}, compact(value))


MAKERS = {"schema_generate": schema_generate, "json_repair": json_repair, "text_to_json": text_to_json,
          "json_transform": json_transform, "json_style_strict": json_style_strict}

# --- faults ------------------------------------------------------------------------------------------


def response_key(record):
    return "output" if "output" in record else "chosen"


def with_response(record, text):
    return {**record, response_key(record): text}


def line_of(record):
    return json.dumps(record, ensure_ascii=False)


def faulty_line(code, record):
    """The record with one fault that gives exactly one finding, of that code."""
    response = record[response_key(record)]
    if code == "output-not-json":
        return line_of(with_response(record, pick([response[:-1], "Here it is: " + response, response + "}"])))
    if code == "output-too-long":
        return line_of(with_response(record, compact({"log": "水 " * number(1100, 1400)})))
    if code == "output-too-short":
        return line_of(with_response(record, pick(['{"a":%d}', "[%d]", '"x%d"']) % number(1, 99)))
    if code == "missing-field":
        return line_of({k: v for k, v in record.items() if k != "task"})
    if code == "wrong-type":
        return line_of({**record, "input": pick([record["input"]["instruction"], [record["input"]]])})
    if code == "invalid-json":
        return line_of(record)[: number(30, 70)]
    assert code == "blank-line", code
    return pick(["", "  "])


def copy_line(record):
    """Equal as JSON, but not as bytes."""
    turned = {**dict(reversed(record.items())), "input": dict(reversed(record["input"].items()))}
    return json.dumps(turned, ensure_ascii=bool(number(0, 1)), separators=pick([(",", ":"), (", ", ": ")]))


def reprompted_line(record):
    """Another prompt with the same response."""
    fields = dict(record["input"])
    if record["task"] == "json_style_strict":
        fields["json"] = json.dumps(json.loads(fields["json"]), indent=4)
    else:
        fields["instruction"] = pick(["Please! ", "Vamos lá: ", "请注意："]) + fields["instruction"]
    return line_of({**record, "input": fields})


def plant(records, faults):
    """Lines of the file and, by kind, the 1-based numbers of the planted ones."""
    entries = [(line_of(record), None) for record in records]
    for kind, count in faults.items():
        for record in shuffled(records)[:count]:
            if kind in ("copy", "same-response"):  # after the original, which is the one that stays
                line = copy_line(record) if kind == "copy" else reprompted_line(record)
                first = entries.index((line_of(record), None)) + 1
            else:
                line, first = faulty_line(kind, record), 0
            entries.insert(number(first, len(entries)), (line, kind))
    found = {}
    for at, (_, kind) in enumerate(entries, 1):
        if kind:
            found.setdefault(kind, []).append(at)
    return [line for line, _ in entries], found


def expectation(lines, found):
    copies, same = found.pop("copy", []), found.pop("same-response", [])
    invalid = sum(map(len, found.values()))
    return {"lines": lines, "invalid": found, "clean": lines - invalid, "copies": copies, "same_response": same,
            "unique": lines - invalid - len(copies) - len(same)}


def distinct(task, count):
    records = {"": long_note()} if task == "text_to_json" else {}
    while len(records) < count:
        record = MAKERS[task]()
        response = record[response_key(record)]
        if MIN_LENGTH <= len(response) <= MAX_LENGTH:
            records.setdefault(response, record)
    return list(records.values())


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent
    tasks, expected = {}, {}
    for task, sizes in SIZES.items():
        records = distinct(task, sum(sizes))
        folder = out / "datasets" / task
        folder.mkdir(parents=True, exist_ok=True)
        expected[task] = {}
        for split, size in zip(("train", "valid", "test"), sizes):
            part, records = records[:size], records[size:]
            lines, found = plant(part, PLANTED.get((task, split), {}))
            expected[task][split] = expectation(len(lines), found)
            # One file ends without a newline, as many in the wild do.
            end = "" if (task, split) == ("text_to_json", "valid") else "\n"
            (folder / (split + ".jsonl")).write_bytes(("\n".join(lines) + end).encode())
        unique = expected[task]["train"]["unique"]
        expected[task]["train"]["sampled"] = int(unique * Decimal(WEIGHTS[task]))
        tasks[task] = {split: "datasets/%s/%s.jsonl" % (task, split) for split in ("train", "valid", "test")}
        tasks[task].update(weight=float(WEIGHTS[task]), format="dpo" if task == "json_repair" else "sft")
    validation = {"validate_json": True, "validate_schema": False, "deduplicate": True,
                  "min_length": MIN_LENGTH, "max_length": MAX_LENGTH}
    manifest = {"training": {"dataset": {"type": "multi_task", "tasks": tasks, "validation": validation}}}
    for name, value in (("manifest.json", manifest), ("expected.json", expected)):
        (out / name).write_bytes((json.dumps(value, indent=2) + "\n").encode())


if __name__ == "__main__":
    main()
