"""Holds OUT for one run, and gives what was made its place there."""
import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import time

from pipeline.messages import Stop, write_file
from pipeline.plan import ACCOUNTS

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 1  # seconds for the tools of a run that was killed to be gone


@contextlib.contextmanager
def lock(directory):
    """Holds a directory for one run; the lock is the kernel's, and ends with the processes that hold it however they end."""
    os.makedirs(directory, exist_ok=True)
    held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    until = time.monotonic() + PATIENCE
    try:
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Stop(f"--out {directory} is in use by another run; wait for its end, or choose another --out")
                time.sleep(0.05)
            except OSError:
                break  # a file system without locks
        yield held
    finally:
        os.close(held)


def check_complete(plan):
    missing = [name for name in plan.targets if not os.path.exists(os.path.join(plan.ready, name))]
    if missing:
        raise Stop(f"the tools did not write {', '.join(missing)}")


def publish(plan, digests):
    """Gives the files their names in OUT, and removes what an earlier run wrote and this one did not. While they are not all
    there, there is no manifest.lock.json. Returns the names of those that were not there before as they are now.
    """
    out = plan.options.out
    inputs = {os.path.realpath(path) for _, _, path in plan.dataset.inputs()}
    earlier = written_before(os.path.join(out, "meta/stats.json"))
    placed = [name for name in plan.files if not is_placed(plan, name, digests)]
    for number in ENDING_SIGNALS:  # all of the new files or none: from here on it is too late
        signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(FileNotFoundError):
        os.remove(os.path.join(out, "manifest.lock.json"))
    for name in [name for name in placed if name not in ACCOUNTS]:
        place(plan, name)
    for name in earlier - set(plan.files):
        path = os.path.join(out, name)
        if os.path.isfile(path) and os.path.realpath(path) not in inputs:
            os.remove(path)
    for name in ACCOUNTS:
        place(plan, name)
    tidy(plan)
    write_file(os.path.join(plan.work, ".gitignore"), "*\n")  # for those who keep OUT in git
    return placed


def is_placed(plan, name, digests):
    made, path = os.path.join(plan.ready, name), os.path.join(plan.options.out, name)
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    if os.path.samefile(made, path):
        return True
    there = digests.of([made, path])
    return there[made].sha256 == there[path].sha256


def place(plan, name):
    """Links a file into OUT. It is a copy where links cannot be made."""
    made, path, new = os.path.join(plan.ready, name), os.path.join(plan.options.out, name), os.path.join(plan.work, "new")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        os.remove(new)
    try:
        os.link(made, new)
    except OSError:
        shutil.copyfile(made, new)
    os.replace(new, path)


def tidy(plan):
    """Removes what earlier plans had in the working directory."""
    ours = {os.path.join(plan.ready, name) for name in plan.files} | {path for pipe in plan.pipes for path in pipe.writes}
    ours |= {os.path.join(plan.work, "steps", pipe.name + ".json") for pipe in plan.pipes}
    ours.add(os.path.join(plan.work, ".gitignore"))
    for folder, _, names in os.walk(plan.work):
        for path in (os.path.join(folder, name) for name in names):
            if path not in ours:
                os.remove(path)


def written_before(statistics):
    """The files that an earlier run says it wrote, as far as they are named as our files are."""
    try:
        with open(statistics, encoding="utf-8") as file:
            names = json.load(file)["files"]
        return {name for name in names if re.fullmatch(r"((rejects|reports)/)?[^/]+\.jsonl|reports/report\.html", name)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
