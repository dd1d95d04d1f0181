"""Processes for jobs that may run away, use up the memory or crash: what is wrong with one job stays with it."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, Generic, Self

from api.worker import Cancelled, Died, Job, Result, Start, Stopped, TookTooLong, TooMuchMemory, Worker
from api.worker import preload as share

__all__ = ["Cancelled", "Died", "Stopped", "TooMuchMemory", "TookTooLong", "Workers"]
_WAIT_SECONDS: Final = 0.05
_AHEAD: Final = 20


class Workers(Generic[Job, Result]):
    """``count`` worker processes, each with ``start`` called once in it.

    ``start`` is picklable (a function of a module, or a `functools.partial` of one; not of the script that runs) and
    gives the function that does a job; jobs and results are picklable. ``preload`` names modules that all processes
    share, where the platform has a fork server. The processes start at once and get ready side by side; each is
    replaced as soon as it is stopped. They end with `close`, when the parent ends in any way, and out of these limits:

    - ``seconds`` of wall clock from the moment a ready process has the job until it begins to answer. Waiting for an
      idle process, and for one to get ready, does not count.
    - ``memory`` bytes that a process may hold in all, what ``start`` loads included (on Linux; elsewhere no limit).

    Processes that a job starts are killed with it. Without POSIX there is no limit of memory.
    """

    def __init__(
        self, count: int, start: Start[Job, Result], *, seconds: float, memory: int, preload: Iterable[str] = ()
    ) -> None:
        share(preload)
        self._closed = False
        self._workers = [Worker(start, seconds, memory) for _ in range(count)]
        self._idle: queue.LifoQueue[Worker[Job, Result]] = queue.LifoQueue()
        for worker in self._workers:
            self._give_back(worker)

    def run(self, job: Job, cancelled: Callable[[], bool] | None = None) -> Result:
        """What the function of ``start`` gives for ``job``; waits until a process is idle and has done it.

        Any number of threads may call this. What the job raises is raised here. ``cancelled`` is asked again and again
        and stops the job when it says so. Raises `TookTooLong`, `TooMuchMemory`, `Died` (a crash, or `close` meanwhile)
        or `Cancelled` for a job that was stopped; what ``start`` raises when that fails.
        """
        worker = self._take(cancelled)
        try:
            done, value = worker.do(job, cancelled)
        finally:
            self._give_back(worker)
        if done:
            result: Result = value
            return result
        raise value

    def each(self, jobs: Iterable[Job]) -> Iterator[Result | Exception]:
        """What becomes of each job, in their order: its result, or the exception that `run` raises for it.

        Some jobs are begun ahead of the one that is waited for. Those under way are stopped when no more are wanted.
        """
        unwanted = threading.Event()
        with ThreadPoolExecutor(len(self._workers)) as threads:
            ahead: deque[Future[Result]] = deque()
            try:
                for job in jobs:
                    ahead.append(threads.submit(self.run, job, unwanted.is_set))
                    if len(ahead) >= _AHEAD * len(self._workers):
                        yield _outcome(ahead.popleft())
                while ahead:
                    yield _outcome(ahead.popleft())
            finally:
                unwanted.set()
                threads.shutdown(wait=False, cancel_futures=True)

    def _take(self, cancelled: Callable[[], bool] | None) -> Worker[Job, Result]:
        while not self._closed:
            if cancelled and cancelled():
                raise Cancelled
            with contextlib.suppress(queue.Empty):
                return self._idle.get(timeout=_WAIT_SECONDS)
        raise Died

    def _give_back(self, worker: Worker[Job, Result]) -> None:
        with contextlib.suppress(OSError, Died):  # when no process can be started now, perhaps when the next job comes
            worker.begin()
        self._idle.put(worker)

    def close(self) -> None:
        """Stop all processes, also those that are at work, and wait until they are gone."""
        self._closed = True
        for worker in self._workers:
            worker.retire()
        for _ in self._workers:
            self._idle.get().end()
        self._workers = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _outcome(done: Future[Any]) -> Any:
    try:
        return done.result()
    except Exception as error:
        return error
