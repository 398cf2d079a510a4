"""Reads a manifest into a Dataset, or says in one line what is wrong with it and where.

The manifest describes tasks: {"training": {"dataset": {"type": "multi_task", "tasks": {...}, "validation":
{...}}}}, the same without "training", or the dataset object alone. The older form {"dataset": {"path": FILE}}
is read too. Whatever stands beside the dataset belongs to the training program and is not looked at.
"""
import difflib
import json
import os
import re
import stat
import urllib.parse
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from pipeline.messages import Stop

SPLITS = ("train", "valid", "test")


class Number:
    """A JSON number together with its digits as written, which is how the tools get it."""

    def __init__(self, text):
        self.text, self.value = text, Decimal(text)


JSON_TYPES = {
    str: "a string",
    dict: "an object",
    list: "an array",
    bool: "true or false",
    Number: "a number",
    type(None): "null",
    (bool, dict): "true, false or an object",
}
DATASET_KEYS = {"type": str, "tasks": dict, "validation": dict, "path": str, "total": Number}
TASK_KEYS = {"train": str, "valid": str, "test": str, "weight": Number, "share": Number, "format": str}
VALIDATION_KEYS = {
    "validate_json": bool,
    "validate_schema": bool,
    "deduplicate": bool,
    "decontaminate": (bool, dict),
    "min_length": Number,
    "max_length": Number,
}
DECONTAMINATE_KEYS = {"near": Number, "overlap": Number, "key": str}
MULTI_TASK_DEFAULTS = {
    "validate_json": True,
    "validate_schema": False,
    "deduplicate": True,
    "decontaminate": False,
    "min_length": Number("10"),
    "max_length": Number("2048"),
}
# A single file may hold records of any format, so it gets only the checks that its manifest names.
SINGLE_FILE_DEFAULTS = {"validate_json": False, "validate_schema": False, "deduplicate": False, "decontaminate": False}


@dataclass
class Task:
    name: str
    files: dict  # split -> path as the tools get it; train is always there
    weight: Number = field(default_factory=lambda: Number("1"))
    format: str = None
    share: Number = None  # of the mix; None: the weight counts
    count: int = None  # records that the share is

    @property
    def part(self):
        """How much of it is wanted, as the manifest says it."""
        return f"weight={self.weight.text}" if self.share is None else f"share={self.share.text}"

    @property
    def file_name(self):
        """The name as part of file names: no separator, never hidden, no two alike."""
        return re.sub(r"^\.", "%2E", urllib.parse.quote(self.name, safe=""))


@dataclass
class Dataset:
    kind: str
    record_format: str  # for jsonl-validate --format
    tasks: list
    validation: dict
    total: int = None  # train records of the mix, by shares

    def inputs(self):
        return [(task, split, path) for task in self.tasks for split, path in task.files.items()]


def load_manifest(path):
    base = os.path.dirname(path)
    place, dataset = find_dataset(parse_json(path))
    for key in VALIDATION_KEYS if isinstance(dataset, dict) else ():
        if key in dataset:
            raise Stop(f"{place}.{key}: belongs into '{place}.validation'")
    check_object(dataset, place, DATASET_KEYS)
    validation = dataset.get("validation", {})
    if "path" in dataset:
        for key in ("tasks", "type", "total"):
            if key in dataset:
                raise Stop(f"{place}: 'path' names a single file and does not go with '{key}'")
        task = single_file(dataset["path"], f"{place}.path", base)
        checks = read_validation(validation, f"{place}.validation", SINGLE_FILE_DEFAULTS)
        check_compared([task], checks, place)
        return Dataset("Single File", "auto", [task], checks)
    check_choice(dataset.get("type"), f"{place}.type", ("multi_task",))
    if not dataset.get("tasks"):
        raise Stop(f"{place}.tasks: {'empty' if 'tasks' in dataset else 'missing'}; a dataset needs at least one task")
    tasks = [read_task(name, value, f"{place}.tasks.{name}", base) for name, value in dataset["tasks"].items()]
    total = read_shares(tasks, dataset, place)
    checks = read_validation(validation, f"{place}.validation", MULTI_TASK_DEFAULTS)
    check_compared(tasks, checks, place)
    return Dataset("Multi-Task", "task", tasks, checks, total)


def parse_json(path):
    def unique(pairs):
        members = {}
        for name, value in pairs:
            if name in members:
                raise Stop(f"'{name}' is there twice in one object")
            members[name] = value
        return members

    def refuse(constant):
        raise Stop(f"not JSON: {constant}")

    try:
        with open(path, encoding="utf-8-sig") as file:
            return json.load(file, parse_int=Number, parse_float=Number, parse_constant=refuse, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise Stop(f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}")
    except UnicodeDecodeError as error:
        raise Stop(f"not UTF-8 at byte {error.start}")
    except (RecursionError, InvalidOperation):
        raise Stop("nested too deep, or a number out of all range")


def find_dataset(manifest):
    """The dataset object and the name of its place."""
    check_object(manifest, "manifest")
    places = []
    if isinstance(manifest.get("training"), dict) and "dataset" in manifest["training"]:
        places.append(("training.dataset", manifest["training"]["dataset"]))
    if "dataset" in manifest:
        places.append(("dataset", manifest["dataset"]))
    if not places and {"tasks", "path"} & manifest.keys():
        places.append(("manifest", manifest))
    if not places:
        raise Stop("no dataset found: expected 'training.dataset', 'dataset', or 'tasks' at the top")
    if len(places) > 1:
        raise Stop("both 'training.dataset' and 'dataset' are there; keep the one that is meant")
    return places[0]


def did_you_mean(word, known):
    close = difflib.get_close_matches(word, known, 1)
    return f", did you mean '{close[0]}'?" if close else f" (known: {', '.join(known)})"


def check_object(value, place, keys=None):
    """Fails unless value is an object and, given keys, its members are among them and of their types."""
    if not isinstance(value, dict):
        raise Stop(f"{place}: must be an object, not {JSON_TYPES[type(value)]}")
    for key, member in value.items() if keys else ():
        if key not in keys:
            raise Stop(f"{place}.{key}: unknown key{did_you_mean(key, keys)}")
        if not isinstance(member, keys[key]):
            raise Stop(f"{place}.{key}: must be {JSON_TYPES[keys[key]]}, not {JSON_TYPES[type(member)]}")


def check_choice(value, place, known):
    if value is not None and value not in known:
        raise Stop(f"{place}: unknown value '{value}'{did_you_mean(value, known)}")


def read_task(name, value, place, base):
    check_object(value, place, TASK_KEYS)
    if not name:
        raise Stop(f"{place}: a task needs a name")
    if "train" not in value:
        raise Stop(f"{place}.train: missing; a task needs at least its train file")
    check_choice(value.get("format"), f"{place}.format", ("sft", "dpo"))
    files = {split: resolve(value[split], f"{place}.{split}", base) for split in SPLITS if split in value}
    task = Task(name, files, format=value.get("format"))
    task.weight = value.get("weight", task.weight)
    if task.weight.value < 0:
        raise Stop(f"{place}.weight: must not be negative ({task.weight.text})")
    task.share = value.get("share")
    if task.share and "weight" in value:
        raise Stop(f"{place}: 'weight' is a part of the task's records and 'share' a part of the mix: give one of them")
    for key, number in (("weight", task.weight), ("share", task.share)):
        if number and not is_rate(number):
            raise Stop(f"{place}.{key}: must have at most 18 digits and 18 decimals ({number.text})")
    try:
        too_long = len(task.file_name) > 200
    except UnicodeEncodeError:
        raise Stop(f"{place}: the name of the task has half a surrogate pair in it")
    if too_long:
        raise Stop(f"{place}: the name of the task is too long for file names")
    return task


def read_shares(tasks, dataset, place):
    """The size of the mix, if there are shares of it; gives each task its count."""
    without = [task.name for task in tasks if task.share is None]
    if len(without) == len(tasks):
        if "total" in dataset:
            raise Stop(f"{place}.total: goes with a 'share' in every task")
        return None
    if without:
        raise Stop(f"{place}.tasks.{without[0]}.share: missing; either all tasks have a share or none")
    if "total" not in dataset:
        raise Stop(f"{place}.total: missing; shares are parts of so many train records")
    if not dataset["total"].text.isdigit() or not 0 < dataset["total"].value < 10**12:
        raise Stop(f"{place}.total: must be a whole number from 1 on, not {dataset['total'].text}")
    shares = [Fraction(task.share.value) for task in tasks]
    if any(share < 0 for share in shares) or sum(shares) != 1:
        written = " + ".join(task.share.text for task in tasks)
        raise Stop(f"{place}.tasks: the shares must be parts that sum to exactly 1, not {written}")
    total = int(dataset["total"].value)
    for task, count in zip(tasks, apportion(total, shares)):
        task.count = count
    return total


def apportion(total, shares):
    """Whole numbers that sum to the total, by largest remainder; of equal ones the first."""
    counts = [int(total * share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: counts[i] - total * shares[i])
    for i in by_remainder[:total - sum(counts)]:
        counts[i] += 1
    return counts


def is_rate(number):
    """Whether a number is a decimal that the tools take."""
    digits, _, exponent = number.text.lower().partition("e")
    if len(digits.replace(".", "").lstrip("0")) > 18 or abs(int(exponent or 0)) > 18:
        return False
    return number.value <= 10**18 and number.value.normalize().as_tuple().exponent >= -18


def read_validation(value, place, defaults):
    check_object(value, place, VALIDATION_KEYS)
    for key in ("min_length", "max_length"):
        if key in value and not value[key].text.isdigit():
            raise Stop(f"{place}.{key}: must be a whole number of characters, not {value[key].text}")
        if key in value and value[key].value >= 2**64:
            raise Stop(f"{place}.{key}: too large ({value[key].text})")
    check_decontaminate(value.get("decontaminate", False), f"{place}.decontaminate")
    validation = {**defaults, **value}
    low, high = validation.get("min_length"), validation.get("max_length")
    if low and high and low.value > high.value:
        raise Stop(f"{place}: min_length ({low.text}) is above max_length ({high.text})")
    return validation


def check_compared(tasks, validation, place):
    if validation["decontaminate"] is not False and not any(split != "train" for task in tasks for split in task.files):
        raise Stop(f"{place}.validation.decontaminate: there is no valid or test file that train could be compared with")


def check_decontaminate(value, place):
    if isinstance(value, bool):
        return
    check_object(value, place, DECONTAMINATE_KEYS)
    near, overlap = value.get("near"), value.get("overlap")
    if near and overlap:
        raise Stop(f"{place}: 'near' and 'overlap' are two ways to compare: give one of them")
    if near and not (is_rate(near) and Decimal("0.3") <= near.value <= 1):
        raise Stop(f"{place}.near: must be a similarity from 0.3 to 1, not {near.text}")
    if overlap and not (overlap.text.isdigit() and 0 < overlap.value < 10**6):
        raise Stop(f"{place}.overlap: must be a whole number of words, not {overlap.text}")


def resolve(text, place, base):
    if not text or "\0" in text:
        raise Stop(f"{place}: not a file name: {json.dumps(text)}")
    path = os.path.join(base, text)
    return "./" + path if path.startswith("-") else path


def single_file(text, place, base):
    path = resolve(text, place, base)
    hub = re.fullmatch(r"(?:hf://datasets/|https?://huggingface\.co/datasets/)?([\w.-]+/[\w.-]+)", text)
    looks_like_file = re.search(r"\.(jsonl?|gz|zst)$", text) or os.path.exists(os.path.dirname(path))
    if hub and not looks_like_file:
        raise Stop(
            f"{place}: '{text}' is the name of a data set on the Hugging Face hub, not of a file; download it first "
            f"(huggingface-cli download --repo-type dataset {hub[1]} --local-dir DIR) and give the path of its JSONL file"
        )
    return Task(os.path.basename(text).split(".")[0] or "dataset", {"train": path})


def check_files(dataset):
    """Fails unless every file is there. Drops the tasks whose train file is empty, and returns their names."""
    faults = [f"Missing {split} file: {path}" for _, split, path in dataset.inputs() if not os.path.exists(path)]
    faults += [f"Not a file but a directory: {path}" for _, _, path in dataset.inputs() if os.path.isdir(path)]
    if faults:
        raise Stop("\n".join(faults))
    skipped = [task.name for task in dataset.tasks if is_empty(task.files["train"])]
    for task in dataset.tasks:
        if task.count and task.name in skipped:
            raise Stop(f"the train file of '{task.name}' is empty, so there is nothing to give it its share: {task.files['train']}")
    dataset.tasks = [task for task in dataset.tasks if task.name not in skipped]
    if not dataset.tasks:
        raise Stop("nothing to do: the train file of every task is empty")
    return skipped


def is_empty(path):
    """Whether a regular file has nothing but white space; looking into a pipe would take from it."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode) or status.st_size > 4096:
        return False
    with open(path, "rb") as file:
        return not file.read().strip()
