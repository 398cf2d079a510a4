"""The tasks of a manifest: their files, and how much of each is wanted."""
import json
import os
import re
import stat
import urllib.parse
from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.messages import Stop
from pipeline.values import Number, check_choice, check_object, is_rate, member

SPLITS = ("train", "valid", "test")
TASK_KEYS = {"train": str, "valid": str, "test": str, "weight": Number, "share": Number, "format": str}


@dataclass
class Task:
    name: str
    files: dict  # split -> path as the tools get it; train is always there
    weight: Number = field(default_factory=lambda: Number("1"))
    format: str = None
    share: Number = None  # of the mix; None: the weight counts
    count: int = None  # records that the share is
    places: dict = field(default_factory=dict)  # split -> where the manifest names its file

    @property
    def part(self):
        """How much of it is wanted, as the manifest says it."""
        return f"weight={self.weight.text}" if self.share is None else f"share={self.share.text}"

    @property
    def file_name(self):
        """The name as part of file names: no separator, never hidden, no two alike."""
        return re.sub(r"^\.", "%2E", urllib.parse.quote(self.name, safe=""))


def read_task(name, value, place, base):
    check_object(value, place, TASK_KEYS)
    if not name:
        raise Stop(f"{place}: a task needs a name")
    if "train" not in value:
        raise Stop(f"{place}.train: missing; a task needs at least its train file")
    check_choice(value.get("format"), f"{place}.format", ("sft", "dpo"))
    places = {split: member(place, split) for split in SPLITS if split in value}
    files = {split: resolve(value[split], places[split], base) for split in places}
    task = Task(name, files, format=value.get("format"), places=places)
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
        raise Stop(f"{member(f'{place}.tasks', without[0])}.share: missing; either all tasks have a share or none")
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
    return Task(os.path.basename(text).split(".")[0] or "dataset", {"train": path}, places={"train": place})


def check_files(dataset):
    """Fails unless every file is there. Drops the tasks whose train file is empty, and returns their names."""
    faults = [f"Missing {split} file: {path} ({task.places[split]})" for task, split, path in dataset.inputs() if not os.path.exists(path)]
    faults += [f"Not a file but a directory: {path} ({task.places[split]})" for task, split, path in dataset.inputs() if os.path.isdir(path)]
    if faults:
        raise Stop("\n".join(faults))
    skipped = [task.name for task in dataset.tasks if is_empty(task.files["train"])]
    for task in dataset.tasks:
        if task.count and task.name in skipped:
            raise Stop(f"the train file of '{task.name}' is empty, so there is nothing to give it its share: "
                       f"{task.files['train']} ({task.places['train']})")
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
