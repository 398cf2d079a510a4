"""manifest.lock.json: what a run depended on and what came of it, by SHA-256.

It names no time and no machine: the same inputs, manifest, options and tools give the same file.
"""
import os
import time

from pipeline.accounts import read_account, write_json
from pipeline.messages import Stop

FORMAT = 1


def write_lock(plan, accounts, version, tools, digests):
    """tools: tool name to its version. Files that are no regular ones, such as pipes, have null for a digest."""
    inputs = list(dict.fromkeys(path for _, _, path in plan.dataset.inputs()))
    outputs = {name: os.path.join(plan.ready, name) for name in plan.files if name != "manifest.lock.json"}
    digests.forget([outputs["meta/stats.json"]])
    found = digests.of([*inputs, *plan.tools.values(), *outputs.values(),
                        *(path for pipe in plan.pipes for path in pipe.reads)])
    gone = [path for path, digest in found.items() if digest is None]
    if gone:
        raise Stop(f"{gone[0]} is gone")
    steps = {}
    for pipe in plan.pipes:
        steps[pipe.name] = {
            "commands": plan.commands(pipe),
            "reads": {plan.relative(path): found[path].sha256 for path in pipe.reads},
            "stages": read_account(pipe),
        }
    write_json(os.path.join(plan.ready, "manifest.lock.json"), {
        "format": FORMAT,
        "version": version,
        "manifest": plan.dataset.manifest,
        "options": accounts.options(),
        "tools": {f"jsonl-{tool}": {"version": tools[tool], **entry(found[path])} for tool, path in sorted(plan.tools.items())},
        "inputs": {path: entry(found[path]) for path in inputs},
        "steps": steps,
        "outputs": {name: entry(found[path]) for name, path in outputs.items()},
    })


def entry(digest):
    return {"sha256": digest.sha256, "bytes": digest.bytes}


def refuse_changed_inputs(plan):
    """Fails if an input was written to after what was made of it: the digests would not be of what was read."""
    for pipe in plan.pipes:
        for path in pipe.reads if pipe.task else ():
            if os.stat(pipe.output).st_mtime_ns < os.stat(path).st_mtime_ns < time.time_ns():
                raise Stop(f"{pipe.label}: {path} changed after it was read; run the commands again")
