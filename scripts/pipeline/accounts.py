"""The accounts that the tools leave (--summary): read, checked against each other, added up, written down.

They are what tells that a run is sound: each stage must have ended well enough to leave its account, and
must have read exactly what the one before it wrote.
"""
import json
import os

from pipeline.messages import Stop, write_file
from pipeline.values import Number

COUNTS = ("read", "written", "dropped", "rejected", "copies")


def read_account(pipe):
    """Stage name to its counts and reasons; "out" is the lines it passed on. Empty for pipes that keep no account."""
    account, passed_on = {}, None
    for stage in pipe.stages:
        if stage.summary is None:
            continue
        try:
            with open(stage.summary, encoding="utf-8") as file:
                summary = json.load(file)
            counts = {key: int(summary.get(key, 0)) for key in COUNTS}
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise Stop(f"{pipe.label}: '{stage.name}' left no account, so it did not run to its end ({error})")
        if passed_on not in (None, counts["read"]):
            raise Stop(f"{pipe.label}: '{stage.name}' read {counts['read']} records where {passed_on} were passed to it")
        if summary.get("reasons"):
            counts["reasons"] = summary["reasons"]
        passed_on = counts["out"] = counts["written"] + counts["copies"]
        account[stage.name] = counts
    return account


def first(account):
    return next(iter(account.values()))


def last(account):
    return list(account.values())[-1]


class Accounts:
    """The accounts of all pipes, by task (None: the pipe that combines them) and split."""

    def __init__(self, plan):
        self.plan = plan
        self.of = {}
        for pipe in plan.pipes:
            account = read_account(pipe)
            if account:
                self.of[pipe.task.name if pipe.task else None, pipe.split] = account
        parts = sum(last(self.of[task.name, "train"])["out"] for task in plan.dataset.tasks)
        combined = first(self.of[None, "train"])["read"]
        if parts != combined:
            raise Stop(f"train: the tasks have {parts} records together, but {combined} were combined")
        self.totals = {split: self.total(split) for split in plan.combined}

    def total(self, split):
        """What a split has at each step, over all tasks."""
        accounts = [account for (_, of_split), account in self.of.items() if of_split == split]

        def count(stage, key):
            return sum(account[stage][key] for account in accounts if stage in account)

        # Where lines are sampled before they are checked, those that are no records fall out there.
        no_records = count("sample", "rejected")
        total = {
            "read": sum(first(self.of[task.name, split])["read"] for task in self.plan.dataset.tasks if split in task.files),
            "checked": count("validate", "read") + no_records,
            "invalid": count("validate", "rejected") + no_records,
            "valid": count("validate", "out"),
        }
        total["written"] = total["valid"]
        if split == "train":
            total["duplicates"] = count("copies", "dropped")
            total["same_response"] = count("same-response", "dropped")
            total["contaminated"] = count("decontaminate", "dropped")
            total["written"] = last(self.of[None, split])["out"]
        return total

    def over(self, key):
        return sum(total[key] for total in self.totals.values())

    def options(self):
        """What the run was told, as it is written down."""
        dataset, options = self.plan.dataset, self.plan.options
        total = {} if dataset.total is None else {"total": dataset.total}
        return {"order": options.order, "seed": options.seed, **plain(dataset.validation), **total}

    def write(self, skipped):
        """Writes meta/stats.json. It names no absolute path and no time: same input, same bytes."""
        plan = self.plan
        outputs = {}
        for split in plan.combined:
            with open(plan.statistics(split, "json"), encoding="utf-8") as file:
                outputs[split] = json.load(file)
        tasks = {}
        for task in plan.dataset.tasks:
            part = {"weight": plain(task.weight)} if task.share is None else {"share": plain(task.share), "count": task.count}
            tasks[task.name] = {**part, "format": task.format}
            tasks[task.name].update({split: self.of[task.name, split] for split in task.files})
        statistics = {
            "options": self.options(),
            "tasks": tasks,
            "skipped": skipped,
            "combined": {"train": self.of[None, "train"]},
            "totals": self.totals,
            "outputs": outputs,
            "files": plan.files,
        }
        write_json(os.path.join(plan.ready, "meta/stats.json"), statistics)


def plain(value):
    """A value of the manifest as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    return json.loads(value.text) if isinstance(value, Number) else value


def write_json(path, value):
    write_file(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
