"""What the driver's tests share: where things are, temporary files, manifests, an installed driver."""
import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

# Bazel's copy of the tree, not the one that Python finds behind its links.
ROOT = pathlib.Path(os.environ["TEST_SRCDIR"]) / os.environ["TEST_WORKSPACE"] if "TEST_SRCDIR" in os.environ \
    else pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
DEMO = ROOT / "testdata" / "demo"
TOOLS = ("validate", "dedupe", "sample", "stats")
sys.path.insert(0, str(SCRIPTS))  # for the modules of the driver


def task(**changes):
    return {"train": "a.jsonl", **changes}


def multi_task(tasks, **more):
    return {"dataset": {"type": "multi_task", "tasks": tasks, **more}}


class TemporaryDirectoryTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text=""):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        return str(path)


def files_in(folder):
    """What a run wrote, by name, but for what it keeps for the next."""
    names = (p for p in sorted(folder.rglob("*")) if p.is_file() and ".jsonl-pipeline" not in p.parts)
    return {str(p.relative_to(folder)): p.read_bytes() for p in names}


def built_tools():
    base = ROOT if "TEST_SRCDIR" in os.environ else ROOT / "bazel-bin"
    paths = [base / "tools" / tool / f"jsonl-{tool}" for tool in TOOLS]
    return [path for path in paths if path.exists()]


def install(prefix, tools=()):
    """Puts the driver where scripts/install puts it, and links to the tools beside it; returns the driver."""
    (prefix / "bin").mkdir(parents=True)
    home = prefix / "lib/jsonl-tools"
    shutil.copytree(SCRIPTS / "pipeline", home / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SCRIPTS / "jsonl-pipeline", home / "jsonl-pipeline")
    for tool in tools:
        (prefix / "bin" / tool.name).symlink_to(tool)
    driver = prefix / "bin/jsonl-pipeline"
    driver.symlink_to("../lib/jsonl-tools/jsonl-pipeline")
    return driver
