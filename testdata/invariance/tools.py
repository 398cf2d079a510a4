"""Finds the built tools and runs them."""
import os
import pathlib
import subprocess

_ROOT = pathlib.Path(os.environ["TEST_SRCDIR"]) / os.environ["TEST_WORKSPACE"]


def path(tool):
    return str((_ROOT / "tools" / tool / ("jsonl-" + tool)).resolve())


def run(tool, *options, **kwargs):
    """The finished process, its output captured as bytes."""
    return subprocess.run([path(tool), *options], capture_output=True, timeout=120, **kwargs)
