"""The tools: where they are, and which they are."""
import os
import shutil
import subprocess

from pipeline.messages import Stop

TOOLS = ("validate", "dedupe", "sample", "stats")


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


def versions(tools):
    """Tool name to the version that it says it has; two builds may say the same, so digests are kept beside it."""
    asked = {tool: subprocess.Popen([path, "--version"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
             for tool, path in tools.items()}
    said = {tool: (child.communicate()[0].split(), child.returncode) for tool, child in asked.items()}
    for tool, (words, status) in said.items():
        if status or not words:
            raise Stop(f"'{tools[tool]} --version' failed with status {status}: is it one of the jsonl tools?")
    return {tool: words[-1] for tool, (words, _) in said.items()}
