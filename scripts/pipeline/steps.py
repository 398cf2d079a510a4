"""Remembers of each pipe what it was made from and what it made, so that what did not change is not made again.

A record is written when all that a pipe writes is complete, and is believed only as far as the digests of what is
there now agree with it: a run that was killed, a file that was deleted or edited, another manifest or tool come out
as differences.
"""
import json
import os

from pipeline.accounts import read_account
from pipeline.messages import Stop, write_file

FORMAT = 1  # of the records
NEW = "new"


class Steps:
    def __init__(self, plan, tools, digests, force):
        self.plan, self.tools, self.digests, self.force = plan, tools, digests, force
        self.folder = os.path.join(plan.work, "steps")
        self.why = {}  # pipe -> why it was made, or None: it is unchanged
        os.makedirs(self.folder, exist_ok=True)

    def path(self, pipe):
        return os.path.join(self.folder, pipe.name + ".json")

    def dependencies(self, pipe):
        """All that the pipe's files depend on."""
        reads = self.digests.of(pipe.reads)
        for path, digest in reads.items():
            if digest is None:
                raise Stop(f"{pipe.label}: {path} is gone")
        return {
            "format": FORMAT,
            "commands": self.plan.commands(pipe),
            "reads": {self.plan.relative(path): digest.sha256 for path, digest in reads.items()},
            "tools": {tool: self.tools[tool] for tool in pipe.tools},
        }

    def check(self, pipe, depends):
        """Returns what its tools said when it was made, or None if it must be made; fills in why."""
        record = self.load(pipe)
        self.why[pipe] = self.difference(pipe, record, depends)
        return record["said"] if self.why[pipe] is None else None

    def load(self, pipe):
        try:
            with open(self.path(pipe), encoding="utf-8") as file:
                record = json.load(file)
            return record if record["depends"]["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def difference(self, pipe, record, depends):
        if record is None:
            return NEW
        if self.force:
            return "--force"
        before = record["depends"]
        for tool, digest in depends["tools"].items():
            if before["tools"].get(tool) != digest:
                return f"another jsonl-{tool}"
        if before["commands"] != depends["commands"]:
            return "other options"
        for path, digest in depends["reads"].items():
            if digest is None or before["reads"].get(path) != digest:
                return f"{os.path.basename(path) if path.startswith('parts') else path} changed"
        there = self.digests.of(pipe.writes)
        for path, digest in there.items():
            if digest is None or record["writes"].get(self.plan.relative(path)) != digest.sha256:
                return f"{os.path.basename(path)} is {'gone' if digest is None else 'not as it was made'}"
        return None

    def begin(self, pipe):
        """Forgets the pipe. What has its names now may be linked from OUT, so nothing may write into it."""
        for path in (self.path(pipe), *pipe.writes):
            if os.path.lexists(path):
                os.remove(path)
        self.digests.forget(pipe.writes)

    def end(self, pipe, depends, said):
        """Remembers the pipe, if its tools ended well."""
        read_account(pipe)
        for path in pipe.reads:
            if not self.digests.is_unchanged(path):
                raise Stop(f"{pipe.label}: {path} changed while it was read; run again when it is complete")
        writes = {self.plan.relative(path): digest and digest.sha256 for path, digest in self.digests.of(pipe.writes).items()}
        if None not in writes.values():  # otherwise publish() will say what is missing
            write_file(self.path(pipe), json.dumps({"depends": depends, "writes": writes, "said": said}) + "\n")
