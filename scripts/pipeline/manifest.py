"""Reads a manifest into a Dataset, or says in one line what is wrong with it and where.

The manifest describes tasks: {"training": {"dataset": {"type": "multi_task", "tasks": {...}, "validation":
{...}}}}, the same without "training", or the dataset object alone. The older form {"dataset": {"path": FILE}}
is read too. Whatever stands beside the dataset belongs to the training program and is not looked at.
"""
import hashlib
import os
from dataclasses import dataclass

from pipeline.messages import Stop
from pipeline.tasks import read_shares, read_task, single_file
from pipeline.validation import MULTI_TASK_DEFAULTS, SINGLE_FILE_DEFAULTS, VALIDATION_KEYS, check_compared, read_validation
from pipeline.values import Number, check_choice, check_object, close_to, member, parse_json

DATASET_KEYS = {"type": str, "tasks": dict, "validation": dict, "path": str, "total": Number}


@dataclass
class Dataset:
    kind: str
    record_format: str  # for jsonl-validate --format
    tasks: list
    validation: dict
    total: int = None  # train records of the mix, by shares
    manifest: dict = None  # its file, sha256 and bytes

    def inputs(self):
        return [(task, split, path) for task in self.tasks for split, path in task.files.items()]


def load_manifest(path):
    with open(path, "rb") as file:
        data = file.read()
    dataset = read_dataset(*find_dataset(parse_json(data)), os.path.dirname(path))
    dataset.manifest = {"file": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return dataset


def read_dataset(place, dataset, base):
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
    tasks = [read_task(name, value, member(f"{place}.tasks", name), base) for name, value in dataset["tasks"].items()]
    total = read_shares(tasks, dataset, place)
    checks = read_validation(validation, f"{place}.validation", MULTI_TASK_DEFAULTS)
    check_compared(tasks, checks, place)
    return Dataset("Multi-Task", "task", tasks, checks, total)


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
        refuse_unknown_places(manifest)
    if len(places) > 1:
        raise Stop("both 'training.dataset' and 'dataset' are there; keep the one that is meant")
    return places[0]


def refuse_unknown_places(manifest):
    """Fails with the key that was perhaps to lead to the dataset, if there is one."""
    training = manifest.get("training")
    for inner, place, known in ((manifest, "", ("training", "dataset", "tasks", "path")), (training, "training", ("dataset",))):
        for key in inner if isinstance(inner, dict) else ():
            if key not in known and close_to(key, known):
                raise Stop(f"{member(place, key)}: no dataset found{close_to(key, known)}")
    raise Stop("no dataset found: expected 'training.dataset', 'dataset', or 'tasks' at the top")
