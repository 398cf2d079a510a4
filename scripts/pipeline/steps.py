"""Remembers of each pipe what it was made from and what it made, so that what did not change is not made again.

A record is written when all that a pipe writes is complete, and is believed only as far as the digests of what is
there now agree with it: a run that was killed, a file that was deleted or edited, another manifest or tool come out
as differences.
"""
import json
import os
from concurrent.futures import ThreadPoolExecutor

from pipeline.accounts import read_account
from pipeline.digests import state_of
from pipeline.messages import Stop, write_file

FORMAT = 1  # of the records
NEW = "new"


class Steps:
    def __init__(self, plan, tools, digests, force):
        """tools: tool name to the digest of the program."""
        self.plan, self.tools, self.digests, self.force = plan, tools, digests, force
        self.folder = os.path.join(plan.work, "steps")
        os.makedirs(self.folder, exist_ok=True)
        self.records = {pipe: self.load(pipe) for pipe in plan.pipes}
        self.why = {}  # pipe -> why it was made, or None: it is unchanged
        self.found = {}  # pipe -> states of what it read, from before it did
        self.writer, self.written = ThreadPoolExecutor(1), {}
        digests.begin([path for _, _, path in plan.dataset.inputs()])
        digests.begin([path for pipe in plan.pipes if self.records[pipe] and not force for path in pipe.writes])

    def path(self, pipe):
        return os.path.join(self.folder, pipe.name + ".json")

    def load(self, pipe):
        try:
            with open(self.path(pipe), encoding="utf-8") as file:
                record = json.load(file)
            return record if record["depends"]["format"] == FORMAT else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

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

    def said_before(self, pipe):
        """What the pipe's tools said when its files were made, or None if they must be made."""
        self.why[pipe] = self.difference(pipe)
        return self.records[pipe]["said"] if self.why[pipe] is None else None

    def difference(self, pipe):
        record = self.records[pipe]
        if record is None:
            return NEW
        if self.force:
            return "--force"
        before, depends = record["depends"], self.dependencies(pipe)
        for tool, digest in depends["tools"].items():
            if before["tools"].get(tool) != digest:
                return f"another jsonl-{tool}"
        if before["commands"] != depends["commands"]:
            return "other options"
        for path, digest in depends["reads"].items():
            if digest is None or before["reads"].get(path) != digest:
                return f"{os.path.basename(path) if path.startswith('parts') else path} changed"
        for path, digest in self.digests.of(pipe.writes).items():
            if digest is None or record["writes"].get(self.plan.relative(path)) != digest.sha256:
                return f"{os.path.basename(path)} is {'gone' if digest is None else 'not as it was made'}"
        return None

    def begin(self, pipe):
        """Forgets the pipe. What has its names now may be linked from OUT, so nothing may write into it."""
        for path in (self.path(pipe), *pipe.writes):
            if os.path.lexists(path):
                os.remove(path)
        self.digests.forget(pipe.writes)
        self.found[pipe] = {path: state_of(os.stat(path)) for path in pipe.reads}

    def end(self, pipe, said):
        """Remembers the pipe, if its tools ended well; the digests are computed while others run."""
        read_account(pipe)
        self.digests.begin([*pipe.reads, *pipe.writes])
        self.written[pipe] = self.writer.submit(self.remember, pipe, said)

    def remember(self, pipe, said):
        depends = self.dependencies(pipe)
        for path, digest in self.digests.of(pipe.reads).items():
            if digest.sha256 and not self.found[pipe][path] == digest.state == state_of(os.stat(path)):
                raise Stop(f"{pipe.label}: {path} changed while it was read; run again when it is complete")
        writes = {self.plan.relative(path): digest and digest.sha256 for path, digest in self.digests.of(pipe.writes).items()}
        if None not in writes.values():  # otherwise check_complete() will say what is missing
            write_file(self.path(pipe), json.dumps({"depends": depends, "writes": writes, "said": said}) + "\n")

    def finish(self):
        """Waits until all that was made is remembered. Returns why that failed, for the first in the plan, or None."""
        self.writer.shutdown()
        failures = (self.written[pipe].exception() for pipe in self.plan.pipes if pipe in self.written)
        return next((failure for failure in failures if failure), None)
