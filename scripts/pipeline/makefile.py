"""The plan as a makefile for GNU make."""
import os
import re
import shlex

from pipeline.messages import Stop
from pipeline.shell import redirected

HEAD = """\
# Written by jsonl-pipeline --print-makefile, and written again when the manifest is newer.
ifeq ($(filter grouped-target,$(.FEATURES)),)
$(error this makefile needs GNU make 4.3 or later)
endif
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
EQUALS := =
MAKEFILE := $(lastword $(MAKEFILE_LIST))"""


def makefile(plan, last_step, print_again):
    out = plan.options.out
    lock = os.path.join(out, "manifest.lock.json")
    blocks = [HEAD, f".PHONY: all missing\nall: {prerequisite(lock)}"]
    made = []
    for pipe in plan.pipes:
        made += pipe.writes
        needs = [*(plan.tools[tool] for tool in pipe.tools), *pipe.reads]
        directories = sorted({os.path.dirname(path) for path in pipe.writes})
        rule = f"# {pipe.label}\n" + " ".join(map(target, pipe.writes)) + " &: $(MAKEFILE) " + " ".join(map(prerequisite, needs))
        blocks.append("\n\t".join([rule, "@" + recipe(["mkdir", "-p", *directories]), "@" + recipe(["rm", "-f", *pipe.writes]),
                                   escaped(redirected(pipe)).replace("\n", "\n\t")]))
    names = recipe([os.path.join(out, name) for name in plan.files])
    blocks.append(f"# Files that somebody deleted are put back.\ndefine OUTPUTS\n{names}\nendef\n"
                  "MISSING := $(shell ls -d -- $(OUTPUTS) > /dev/null 2>&1 || echo missing)")
    blocks.append(f"{target(lock)}: $(MAKEFILE) $(MISSING) " + " ".join(map(prerequisite, made)) + "\n\t" + "\n\t".join([
        "@" + recipe(["mkdir", "-p", os.path.join(plan.ready, "meta")]), "@" + recipe(last_step)]))
    blocks.append(f"$(MAKEFILE): {prerequisite(plan.options.manifest)}\n\t@{recipe(print_again)} > $@.new && mv $@.new $@")
    return "\n\n".join(blocks) + "\n"


def target(path):
    """A file name as make has it in a target: there, % would stand for any text."""
    return prerequisite(path).replace("%", r"\%")


def prerequisite(path):
    odd = re.search(r"^~|[;|\\\x00-\x1f\x7f]", path)
    if odd:
        raise Stop(f"make cannot handle a file name with {odd[0]!r} in it: {path!r}; rename it, or use --print-commands")
    return re.sub(r"([ #:*?\[])", r"\\\1", path.replace("$", "$$")).replace("=", "$(EQUALS)")


def recipe(argv):
    return escaped(shlex.join(argv))


def escaped(command):
    return command.replace("$", "$$")
