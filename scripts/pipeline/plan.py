"""The plan of a run: which tools are joined by which pipes, and what is written where.

The same plan is run (schedule.py), printed for a shell (shell.py) or for make (makefile.py), so what is printed
is what is run.
"""
import os
import shlex
from dataclasses import dataclass, field

from pipeline.messages import Stop
from pipeline.tasks import SPLITS, Task

ACCOUNTS = ("meta/stats.json", "manifest.lock.json")  # what the driver itself writes, when all else is there


class Reads(str):
    """An argument that names a file which the stage reads."""


class Writes(str):
    """An argument that names a file which the stage writes."""


class Neutral(str):
    """An argument that changes nothing in what is written."""


@dataclass
class Stage:
    name: str
    argv: list
    summary: str = None  # where the tool leaves its account
    tool: str = None  # None: not one of ours


@dataclass(eq=False)
class Pipe:
    """Stages joined stdout to stdin; the last one writes to output."""

    name: str  # distinct, and good as part of a file name
    label: str  # for messages
    task: Task  # None: all tasks together
    split: str
    stages: list
    output: str
    after: list = field(default_factory=list)  # pipes that write what this one reads

    @property
    def reads(self):
        return list(dict.fromkeys(str(a) for stage in self.stages for a in stage.argv if isinstance(a, Reads)))

    @property
    def writes(self):
        return [self.output, *(str(a) for stage in self.stages for a in stage.argv if isinstance(a, Writes))]

    @property
    def tools(self):
        return sorted({stage.tool for stage in self.stages if stage.tool})


class Plan:
    """Everything is written below OUT/.jsonl-pipeline: to ready/, laid out as OUT will be, and to parts/."""

    def __init__(self, dataset, options, tools):
        self.dataset, self.options, self.tools = dataset, options, tools
        self.clean_first = options.order == "clean-first"
        self.work = os.path.join(options.out, ".jsonl-pipeline")
        self.ready = os.path.join(self.work, "ready")
        self.parts = os.path.join(self.work, "parts")
        self.targets = []  # relative to OUT
        self.pipes = []
        self.combined = {split: [] for split in SPLITS if any(split in task.files for task in dataset.tasks)}
        if dataset.total is not None and not self.clean_first:
            raise Stop("shares are parts of what is clean: they go with --order clean-first")
        self.compared = [self.part(task, split) for task, split, _ in dataset.inputs() if split != "train"]
        inputs = dataset.inputs()
        if dataset.validation["decontaminate"] is not False:  # train is compared with the others, so they are made first
            inputs.sort(key=lambda entry: entry[1] == "train")
        for task, split, path in inputs:
            self.combined[split].append(self.one_task(task, split, path))
        for split, parts in self.combined.items():
            self.all_tasks(split, parts)
        self.report()
        self.link()
        self.check_outputs()

    def one_task(self, task, split, path):
        """Adds the pipe of one file, and returns what it writes."""
        base = f"{task.file_name}.{split}"
        part = self.part(task, split)
        if split != "train":
            stages = self.validate(base)
        elif self.clean_first:
            stages = self.validate(base) + self.dedupe(base) + self.decontaminate(base)
            if task.count is not None or task.weight.value != 1:
                stages += self.sample(task)
        else:  # the lines are read unchecked, so those that are no records need a place to go
            stages = self.sample(task, "--rejects", self.target(f"rejects/{base}.jsonl"))
        self.add(task, split, stages, [path], part)
        return part

    def all_tasks(self, split, parts):
        """Adds the pipes that combine a split and count what is in it."""
        result = self.target(split + ".jsonl")
        stages = []
        if split == "train":
            stages += [] if self.clean_first else self.validate(split) + self.dedupe(split) + self.decontaminate(split)
            stages += [("shuffle", "sample", ["--shuffle", "--seed", str(self.options.seed)])]
        self.add(None, split, stages, parts, result)
        for form in ("json", "text") if split == "train" else ("json",):
            self.count(f"{split}.stats.{form}", f"{split} statistics", split, ["--to", form, Reads(result)], self.statistics(split, form))

    def report(self):
        """Adds the page that shows the splits side by side."""
        results = [Reads(os.path.join(self.ready, split + ".jsonl")) for split in self.combined]
        self.count("report", "report", None, ["--to", "html", "--compare", *results], self.target("reports/report.html"))

    def count(self, name, label, split, arguments, output):
        stats = Stage("stats", [self.tools["stats"], "--quiet", *arguments], tool="stats")
        self.pipes.append(Pipe(name, label, None, split, [stats], output))

    # A stage to be is (name, tool, arguments); add() makes it a Stage.

    def validate(self, base):
        validation = self.dataset.validation
        arguments = ["--format", self.dataset.record_format]
        arguments += ["--json-output"] if validation["validate_json"] else []
        arguments += ["--embedded-schema"] if validation["validate_schema"] else []
        arguments += ["--min-length", validation["min_length"].text] if "min_length" in validation else []
        arguments += ["--max-length", validation["max_length"].text] if "max_length" in validation else []
        arguments += ["--max-invalid", "100%"]  # finish() decides over all tasks whether there are too many
        arguments += ["--rejects", self.target(f"rejects/{base}.jsonl")]
        arguments += ["--report", "jsonl", "--report-file", self.target(f"reports/{base}.jsonl")]
        return [("validate", "validate", arguments)]

    def dedupe(self, base):
        """Copies go first, so that what the second stage drops is another prompt that got the same response.

        Both together leave what '--key @response' alone would leave: records that are equal have equal responses.
        """
        if not self.dataset.validation["deduplicate"]:
            return []
        copies = ["--key", "@record", "--duplicates", self.target(f"reports/{base}.duplicates.jsonl")]
        same = ["--key", "@response", "--duplicates", self.target(f"reports/{base}.same-response.jsonl")]
        return [("copies", "dedupe", copies), ("same-response", "dedupe", same)]

    def decontaminate(self, base):
        """What occurs in a valid or test set, of whichever task, goes. Runs after all of them are made."""
        how = self.dataset.validation["decontaminate"]
        if how is False:
            return []
        how = {} if how is True else how
        arguments = [] if "overlap" in how else ["--keep", "all"]
        arguments += ["--key", how["key"]] if "key" in how else []
        for option in ("near", "overlap"):
            arguments += ["--" + option, how[option].text] if option in how else []
        for part in self.compared:
            arguments += ["--against", Reads(part)]
        arguments += ["--duplicates", self.target(f"reports/{base}.contaminated.jsonl")]
        return [("decontaminate", "dedupe", arguments)]

    def sample(self, task, *more):
        """By weight; or the task's count, of which each value of its field 'task' has its part."""
        how = ["--rate", task.weight.text]
        if task.count is not None:
            how = ["--by", "task", "--total", str(task.count), "--shares", "*=1"]
        return [("sample", "sample", [*how, "--seed", str(self.options.seed), *more])]

    def part(self, task, split):
        return os.path.join(self.parts, f"{task.file_name}.{split}.jsonl")

    def add(self, task, split, stages, files, output):
        name = f"{task.file_name}.{split}" if task else split
        files = [Reads(path) for path in files]
        threads = [Neutral("--threads"), Neutral(self.options.threads)] if self.options.threads else []
        pipe = Pipe(name, f"{task.file_name} {split}" if task else split, task, split, [], output)
        if not task:  # one stream, so that lines are counted through
            pipe.stages.append(Stage("combine", ["cat", *files]))
        for stage, tool, arguments in stages:
            summary = Writes(os.path.join(self.parts, f"{name}.{stage}.summary"))
            argv = [self.tools[tool], "--quiet", *threads, *arguments, "--summary", summary]
            pipe.stages.append(Stage(stage, argv if pipe.stages else argv + files, summary, tool))
        self.pipes.append(pipe)

    def target(self, name):
        self.targets.append(name)
        return Writes(os.path.join(self.ready, name))

    def link(self):
        """Tells each pipe which others it has to wait for."""
        makers = {}
        for pipe in self.pipes:
            pipe.after = [makers[path] for path in pipe.reads if path in makers]
            makers.update((path, pipe) for path in pipe.writes)

    def relative(self, path):
        """A path below the working directory without it, others as they are."""
        return os.path.relpath(path, self.work) if path.startswith(self.work + os.sep) else path

    def commands(self, pipe):
        """The pipe as text, free of what changes nothing: where the tools are and OUT is, and the number of threads."""
        said = []
        for stage in pipe.stages:
            argv = [argument for argument in stage.argv if not isinstance(argument, Neutral)]
            if stage.tool:
                argv[0] = "jsonl-" + stage.tool
            # What a tool reads it may name in what it writes.
            named = stage.name not in ("combine", "stats")
            said.append(shlex.join(a if named and isinstance(a, Reads) else self.relative(a) for a in argv))
        return said

    def statistics(self, split, form):
        return os.path.join(self.parts, f"{split}.stats.{form}")

    @property
    def files(self):
        """All that is written, relative to OUT."""
        return sorted([*self.targets, *ACCOUNTS])

    def directories(self):
        return [self.parts] + sorted({os.path.dirname(os.path.join(self.ready, name)) for name in self.files})

    def check_outputs(self):
        for name in self.files:
            if os.path.isdir(os.path.join(self.options.out, name)):
                raise Stop(f"{os.path.join(self.options.out, name)} is a directory, where a file is to be written")
        outputs = {os.path.realpath(os.path.join(self.options.out, name)) for name in self.files}
        work = os.path.realpath(self.work) + os.sep
        for task, split, path in self.dataset.inputs():
            real = os.path.realpath(path)
            if real in outputs or real.startswith(work):
                raise Stop(f"--out {self.options.out} would overwrite the {split} file {path} ({task.places[split]})")
