"""The plan of a run: which tools are joined by which pipes, and what is written where.

The same plan is run (run.py) or printed for a shell (commands), so what is printed is what is run.
"""
import os
import shlex
import shutil
from dataclasses import dataclass

from pipeline.manifest import SPLITS, Task
from pipeline.messages import Stop

TOOLS = ("validate", "dedupe", "sample", "stats")


@dataclass
class Stage:
    name: str
    argv: list
    summary: str = None  # where the tool leaves its account


@dataclass
class Pipe:
    """Stages joined stdout to stdin; the last one writes to output."""

    task: Task  # None: all tasks together
    split: str
    stages: list
    output: str

    @property
    def label(self):
        return f"{self.task.file_name} {self.split}" if self.task else self.split


class Plan:
    """Everything is written below OUT/.jsonl-pipeline: to ready/, laid out as OUT will be, and to parts/."""

    def __init__(self, dataset, options, tools):
        self.dataset, self.options, self.tools = dataset, options, tools
        self.clean_first = options.order == "clean-first"
        self.work = os.path.join(options.out, ".jsonl-pipeline")
        self.ready = os.path.join(self.work, "ready")
        self.parts = os.path.join(self.work, "parts")
        self.targets = ["meta/stats.json"]  # relative to OUT
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
        self.refuse_to_overwrite_inputs()

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
            count = Stage("stats", [self.tools["stats"], "--quiet", "--to", form, result])
            self.pipes.append(Pipe(None, split, [count], self.statistics(split, form)))

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
            arguments += ["--against", part]
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
        base = f"{task.file_name}.{split}" if task else split
        threads = ["--threads", str(self.options.threads)] if self.options.threads else []
        pipe = Pipe(task, split, [], output)
        if not task:  # one stream, so that lines are counted through
            pipe.stages.append(Stage("combine", ["cat", *files]))
        for name, tool, arguments in stages:
            summary = os.path.join(self.parts, f"{base}.{name}.summary")
            argv = [self.tools[tool], "--quiet", *threads, *arguments, "--summary", summary]
            pipe.stages.append(Stage(name, argv if pipe.stages else argv + files, summary))
        self.pipes.append(pipe)

    def target(self, name):
        if name not in self.targets:
            self.targets.append(name)
        return os.path.join(self.ready, name)

    def statistics(self, split, form):
        return os.path.join(self.parts, f"{split}.stats.{form}")

    def directories(self):
        return [self.parts] + sorted({os.path.dirname(os.path.join(self.ready, name)) for name in self.targets})

    def refuse_to_overwrite_inputs(self):
        outputs = {os.path.realpath(os.path.join(self.options.out, name)) for name in self.targets}
        work = os.path.realpath(self.work) + os.sep
        for _, split, path in self.dataset.inputs():
            real = os.path.realpath(path)
            if real in outputs or real.startswith(work):
                raise Stop(f"--out {self.options.out} would overwrite the {split} file {path}")


def find_tools(driver):
    """Tool name to path: beside the driver (or where it is installed from), in bazel-bin, in PATH."""
    places = [os.path.dirname(os.path.abspath(driver)), os.path.dirname(os.path.realpath(driver))]
    found = {}
    for tool in TOOLS:
        name = "jsonl-" + tool
        paths = [os.path.join(place, name) for place in places]
        paths.append(os.path.join(places[-1], "..", "bazel-bin", "tools", tool, name))
        runnable = [os.path.normpath(path) for path in paths if os.path.isfile(path) and os.access(path, os.X_OK)]
        found[tool] = runnable[0] if runnable else shutil.which(name)
    missing = ["jsonl-" + tool for tool, path in found.items() if not path]
    if missing:
        raise Stop(f"cannot find {', '.join(missing)}: build with 'bazel build //tools/...', or have their directory in PATH")
    return found


def commands(plan, last_step):
    """The plan as commands for a shell."""
    blocks = ["\n".join(["set -eu", shlex.join(["rm", "-rf", plan.work]), shlex.join(["mkdir", "-p", *plan.directories()])])]
    for pipe in plan.pipes:
        stages = " \\\n  | ".join(shlex.join(stage.argv) for stage in pipe.stages)
        blocks.append(f"# {pipe.label}\n{stages} \\\n  > {shlex.quote(pipe.output)}")
    blocks.append("# sh sees only the last status of a pipe; the tools' accounts tell whether all went well.\n" + shlex.join(last_step))
    return "\n\n".join(blocks) + "\n"
