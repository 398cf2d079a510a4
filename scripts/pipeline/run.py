"""Runs one pipe of tools."""
import os
import re
import shlex
import signal
import subprocess
import threading

from pipeline.messages import Stop

# The account at the end says it of the weight.
SAID_LATER = re.compile(r"jsonl-sample: warning: rate \S+ results in 0 records")


class Children:
    """The tools that run, by pipe. None outlives us: they are one process group, whose leader kills it when we end, however we
    do. They hold the lock of OUT too: as long as one lives, no other run writes there.
    """

    def __init__(self, lock):
        self.lock = lock
        self.guard, self.of, self.ended = threading.Lock(), {}, set()
        ended, self.alive = os.pipe()
        self.leader = subprocess.Popen(["sh", "-c", "read -r _; kill -KILL 0"], stdin=ended, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, process_group=0)
        os.close(ended)

    def close(self):
        os.close(self.alive)
        self.leader.wait()

    def start(self, pipe, stage, stdin, stdout, stderr):
        with self.guard:
            if pipe in self.ended:
                raise Stop(f"{pipe.label}: ended")
            child = subprocess.Popen(stage.argv, stdin=stdin, stdout=stdout, stderr=stderr, pass_fds=[self.lock],
                                     process_group=self.leader.pid)
            self.of.setdefault(pipe, []).append(child)
        return child

    def end(self, pipes):
        """Kills the tools of pipes, and lets these start no more."""
        with self.guard:
            self.ended.update(pipes)
            for pipe in pipes:
                for child in self.of.get(pipe, ()):
                    child.kill()  # does nothing to one that is waited for


def run_pipe(pipe, children, say):
    """Runs the stages side by side and relays what they say. Fails if one of them does; leaves none running."""
    started = []
    messages, said = os.pipe()
    try:
        with open(messages, errors="replace") as lines, open(pipe.output, "wb") as output:
            upstream = None
            for stage in pipe.stages:
                stdout = output if stage is pipe.stages[-1] else subprocess.PIPE
                child = children.start(pipe, stage, upstream or subprocess.DEVNULL, stdout, said)
                started.append(child)
                if upstream:
                    upstream.close()
                upstream = child.stdout
            os.close(said)
            said = None
            for line in lines:
                if not SAID_LATER.match(line):
                    say(f"[{pipe.label}] {line.rstrip()}")
        failed = [(child.returncode, stage) for child, stage in zip(started, pipe.stages) if child.wait()]
        if failed:
            # A stage that died because its reader was gone is not the one to blame.
            status, stage = next((pair for pair in failed if pair[0] != -signal.SIGPIPE), failed[0])
            ended = f"failed with status {status}" if status > 0 else f"was ended by signal {-status}"
            raise Stop(f"{pipe.label}: '{stage.name}' {ended}: {shlex.join(stage.argv)}")
    finally:
        if said is not None:
            os.close(said)
        for child in started:
            if child.poll() is None:
                child.kill()
                child.wait()
