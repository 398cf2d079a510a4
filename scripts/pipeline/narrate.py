"""Tells the user how a run goes and what it did, step by step, on stderr."""
import json
import os
import textwrap

from pipeline.accounts import first, last, read_account
from pipeline.messages import tell
from pipeline.steps import NEW

SHOWN_FINDINGS = 5


def listed(counts):
    return ", ".join(f"{count} {split}" for split, count in counts.items())


class Narrator:
    """Says nothing but warnings when quiet."""

    def __init__(self, plan, quiet):
        self.plan, self.tasks = plan, plan.dataset.tasks
        self.say = (lambda text: None) if quiet else tell
        self.task = None  # told of last

    def begin(self, skipped):
        self.say(f"Dataset type: {self.plan.dataset.kind}")
        for name in skipped:
            self.say(f"\n  Task: {name} skipped, its train file is empty")

    def progress(self, pipe):
        if not pipe.task:
            return
        if pipe.task is not self.task:
            self.say(f"\n  Task: {pipe.task.name} ({pipe.task.part})")
            self.task = pipe.task
        self.say(f"    {pipe.split} : {first(read_account(pipe))['read']} examples")

    def changes(self, why):
        """What was left as it is, if anything, and why the rest was not. why: pipe -> reason, None, or NEW."""
        pipes = [pipe for pipe in self.plan.pipes if pipe in why]
        if all(why[pipe] == NEW for pipe in pipes):
            return
        unchanged = {}
        for pipe in (pipe for pipe in pipes if why[pipe] is None):
            splits = unchanged.setdefault((pipe.task.name, pipe.task.file_name) if pipe.task else (None, pipe.label), [])
            splits += [pipe.split] if pipe.task else []
        unchanged = [f"{name} ({', '.join(splits)})" if splits else name for (_, name), splits in unchanged.items()]
        again = list(dict.fromkeys(f"{pipe.label} ({why[pipe]})" for pipe in pipes if why[pipe] not in (None, NEW)))
        new = list(dict.fromkeys(pipe.label for pipe in pipes if why[pipe] == NEW))
        self.say("")
        for what, names in (("unchanged", unchanged), ("made again", again), ("new", new)):
            if names:
                self.say(textwrap.fill(f"{what}: {', '.join(names)}", 120, initial_indent="  ", subsequent_indent="    ",
                                       break_long_words=False, break_on_hyphens=False))

    def account(self, accounts):
        totals = accounts.totals
        self.say(f"\n  Total train examples (before weighting): {totals['train']['read']}\n")
        if self.plan.clean_first:
            self.validation(accounts)
            self.duplicates(totals["train"])
            self.contamination(totals["train"])
            self.weights(accounts)
        else:
            self.weights(accounts)
            counts = {split: total["checked"] for split, total in totals.items()}
            counts["train"] = first(accounts.of[None, "train"])["read"]
            self.say("   Raw counts: " + listed(counts) + "\n")
            self.validation(accounts)
            self.duplicates(totals["train"])
            self.contamination(totals["train"])
        with open(self.plan.statistics("train", "text"), encoding="utf-8") as file:
            self.say(file.read().rstrip("\n").replace("Dataset Statistics", "Train Set Statistics", 1))

    def end(self, totals, placed):
        """placed: the names of the files that are not as they were before."""
        for what, wanted in (("Wrote", True), ("Unchanged:", False)):
            names = [f"{os.path.join(self.plan.options.out, split)}.jsonl ({totals[split]['written']})" for split in totals
                     if (split + ".jsonl" in placed) == wanted]
            if ("reports/report.html" in placed) == wanted:
                names.append(os.path.join(self.plan.options.out, "reports/report.html"))
            if names:
                self.say(f"\n{what} " + ", ".join(names))

    def weights(self, accounts):
        for task in self.tasks:
            account = accounts.of[task.name, "train"]
            chosen = last(account)["out"]
            available = last(account)["read"] - last(account)["rejected"] if "sample" in account else chosen
            self.say(f"   Sampled {chosen}/{available} examples for '{task.name}' ({task.part})")
            if available and not chosen and task.count is None:
                tell(f"Warning: Weight {task.weight.text} results in 0 samples for '{task.name}'")
            elif not chosen and task.count != 0:
                tell(f"Warning: no train examples are left for '{task.name}'")
        self.say("")

    def validation(self, accounts):
        for split, total in accounts.totals.items():
            self.say(f"   Validating {split} examples...")
            if total["invalid"]:
                self.say(f"   Filtered out {total['invalid']} invalid {split} examples")
            for task in [*self.tasks, None]:
                account = accounts.of.get((task.name if task else None, split), {})
                base = f"{task.file_name}.{split}" if task else split
                if account.get("sample", {}).get("rejected"):
                    self.say(f"    {task.name}: {account['sample']['rejected']} (lines that are no records)")
                if account.get("validate", {}).get("rejected"):
                    self.findings(task, account["validate"]["rejected"], f"reports/{base}.jsonl")
        self.say("\n   After validation: " + listed({split: total["valid"] for split, total in accounts.totals.items()}) + "\n")

    def findings(self, task, rejected, report):
        self.say(f"    {task.name if task else 'all tasks'}: {rejected}")
        with open(os.path.join(self.plan.ready, report), encoding="utf-8") as file:
            for number, line in enumerate(file):
                if number == SHOWN_FINDINGS:
                    self.say(f"      ... the others are in {os.path.join(self.plan.options.out, report)}")
                    break
                finding = json.loads(line)
                self.say(f"      Example {finding['line']}: {finding['message']}")

    def contamination(self, total):
        if self.plan.dataset.validation["decontaminate"] is False:
            return
        self.say(f"   Comparing train with valid and test...\n   Removed {total['contaminated']} train examples that occur there")
        if total["contaminated"]:
            self.say(f"      {os.path.join(self.plan.options.out, 'reports', '*.contaminated.jsonl')} tells which and where")
        left = total["valid"] - total["duplicates"] - total["same_response"] - total["contaminated"]
        self.say(f"\n   After decontamination: {left} train\n")

    def duplicates(self, total):
        if not self.plan.dataset.validation["deduplicate"]:
            return
        removed = total["duplicates"] + total["same_response"]
        self.say(f"   Deduplicating train set...\n   Removed {removed} duplicate examples")
        if total["same_response"]:
            where = os.path.join(self.plan.options.out, "reports", "*.same-response.jsonl")
            self.say(f"      {total['same_response']} of them were other prompts with a response already seen ({where})")
        self.say(f"\n   After deduplication: {total['valid'] - removed} train\n")
