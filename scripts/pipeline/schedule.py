"""Makes what must be made: the pipes of a plan, several at a time, and what is said of them in the order of the plan."""
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from itertools import islice

from pipeline.messages import tell
from pipeline.run import Children, run_pipe

EVERY = 0.2  # seconds to look at the clock, and whether a signal came when nobody waited for it


class InOrder:
    """Says at once what the first of the pipes that are not done has to say, and of the others when it is their turn."""

    def __init__(self, pipes):
        self.pipes, self.turn = pipes, 0
        self.held, self.done = {pipe: [] for pipe in pipes}, set()
        self.lock = threading.Lock()

    def say(self, pipe, action):
        with self.lock:
            self.held[pipe].append(action)
            self.catch_up()

    def end(self, pipe):
        with self.lock:
            self.done.add(pipe)
            self.catch_up()

    def catch_up(self):
        while self.turn < len(self.pipes):
            pipe = self.pipes[self.turn]
            for action in self.held[pipe]:
                action()
            self.held[pipe] = []
            if pipe not in self.done:
                return
            self.turn += 1


def make_all(plan, steps, lock, jobs, narrator, progress):
    """Brings all files of the plan up to date."""
    children, voice = Children(lock), InOrder(plan.pipes)

    def make(pipe):
        def say(line):
            said.append(line)
            voice.say(pipe, lambda: tell(line))

        said, before = [], steps.said_before(pipe)
        if before is None:
            steps.begin(pipe)
            run_pipe(pipe, children, say)
            steps.end(pipe, said)
        for line in before or ():
            say(line)
        voice.say(pipe, lambda: narrator.progress(pipe))
        voice.end(pipe)

    def abandon():
        steps.digests.stop()
        children.end(plan.pipes)

    try:
        in_order(plan.pipes, jobs, make, children.end, abandon, progress)
    finally:
        children.close()
        failure = steps.finish()
    if failure:
        raise failure


def in_order(pipes, jobs, make, end, abandon, progress):
    """Calls make(pipe) for each, when those are done that it comes after. Of several that fail, the first in the plan counts:
    when one fails, those before it go on, and those behind it are ended.
    """
    place = {pipe: number for number, pipe in enumerate(pipes)}
    waiting, running, done, failures = list(pipes), {}, set(), {}
    with ThreadPoolExecutor(jobs) as pool:
        try:
            while waiting or running:
                ready = (pipe for pipe in waiting if done.issuperset(pipe.after))
                for pipe in list(islice(ready, jobs - len(running))):
                    waiting.remove(pipe)
                    running[pool.submit(make, pipe)] = pipe
                progress.show(list(running.values()), len(done))
                finished, _ = wait(running, EVERY, FIRST_COMPLETED)
                for future in finished:
                    pipe = running.pop(future)
                    if future.exception() is None:
                        done.add(pipe)
                        continue
                    failures[place[pipe]] = future.exception()
                    first = min(failures)
                    waiting = [pipe for pipe in waiting if place[pipe] < first]
                    end([pipe for pipe in running.values() if place[pipe] > first])
        except BaseException:
            abandon()
            raise
        finally:
            progress.clear()
    if failures:
        raise failures[min(failures)]
