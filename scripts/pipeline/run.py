"""Runs the pipes of a plan, and puts what they made in its place."""
import contextlib
import fcntl
import json
import os
import re
import shlex
import shutil
import signal
import subprocess

from pipeline.messages import Stop, tell

# The account at the end says it of the weight.
SAID_LATER = re.compile(r"jsonl-sample: warning: rate \S+ results in 0 records")

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def lock(directory):
    """Holds a directory for one run; the lock is the kernel's, and ends with the process however that ends."""
    os.makedirs(directory, exist_ok=True)
    held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Stop(f"--out {directory} is in use by another run; wait for its end, or choose another --out")
    except OSError:
        pass  # a file system without locks
    try:
        yield
    finally:
        os.close(held)


def run(plan, progress):
    """Runs all pipes, calling progress(pipe) after each."""
    clear(plan)
    for directory in plan.directories():
        os.makedirs(directory, exist_ok=True)
    for pipe in plan.pipes:
        run_pipe(pipe)
        progress(pipe)


def clear(plan):
    shutil.rmtree(plan.work, ignore_errors=True)


def run_pipe(pipe):
    """Runs the stages side by side and relays what they say. Fails if one of them does; leaves none running."""
    children = []
    messages, said = os.pipe()
    try:
        with open(messages, errors="replace") as lines, open(pipe.output, "wb") as output:
            upstream = None
            for stage in pipe.stages:
                stdout = output if stage is pipe.stages[-1] else subprocess.PIPE
                child = subprocess.Popen(stage.argv, stdin=upstream or subprocess.DEVNULL, stdout=stdout, stderr=said)
                children.append(child)
                if upstream:
                    upstream.close()
                upstream = child.stdout
            os.close(said)
            said = None
            for line in lines:
                if SAID_LATER.match(line):
                    continue
                tell(f"[{pipe.label}] {line.rstrip()}")
        failed = [(child.returncode, stage) for child, stage in zip(children, pipe.stages) if child.wait()]
        if failed:
            # A stage that died because its reader was gone is not the one to blame.
            status, stage = next((pair for pair in failed if pair[0] != -signal.SIGPIPE), failed[0])
            ended = f"failed with status {status}" if status > 0 else f"was ended by signal {-status}"
            raise Stop(f"{pipe.label}: '{stage.name}' {ended}: {shlex.join(stage.argv)}")
    finally:
        if said is not None:
            os.close(said)
        for child in children:
            if child.poll() is None:
                child.kill()
                child.wait()


def publish(plan):
    """Gives the outputs their names, and removes what an earlier run wrote and this one did not."""
    out = plan.options.out
    inputs = {os.path.realpath(path) for _, _, path in plan.dataset.inputs()}
    missing = [name for name in plan.targets if not os.path.exists(os.path.join(plan.ready, name))]
    if missing:
        raise Stop(f"the tools did not write {', '.join(missing)}")
    earlier = written_before(os.path.join(out, "meta/stats.json"))
    held = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING_SIGNALS)  # all of the new files or none
    try:
        for name in plan.targets:
            os.makedirs(os.path.dirname(os.path.join(out, name)), exist_ok=True)
            os.replace(os.path.join(plan.ready, name), os.path.join(out, name))
        for name in earlier - set(plan.targets):
            path = os.path.join(out, name)
            if os.path.isfile(path) and os.path.realpath(path) not in inputs:
                os.remove(path)
        for number in ENDING_SIGNALS:  # too late: it is done, and what is left is to say so
            signal.signal(number, signal.SIG_IGN)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def written_before(statistics):
    """The files that an earlier run says it wrote, as far as they are named as our files are."""
    try:
        with open(statistics, encoding="utf-8") as file:
            names = json.load(file)["files"]
        return {name for name in names if re.fullmatch(r"((rejects|reports)/)?[^/]+\.jsonl", name)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
