"""The processes of `api.workers` for a server: many requests wait for them in one thread."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from threading import Event
from typing import Any, Final, Generic

from api.worker import Cancelled, Job, Result, Start, TookTooLong, Worker, module_of, preload

LONG_SECONDS: Final = 0.3
"""After so many seconds a job is a long one."""
Gone = Callable[[], Awaitable[object]]
"""Gives what is done when nobody waits any more."""


class Busy(Exception):  # noqa: N818 - what became of a job, not a fault of the program
    """No process was free in time."""


class AsyncWorkers(Generic[Job, Result]):
    """``count`` processes as those of `api.workers.Workers`, for one event loop.

    A process that is ready is spoken to by the loop itself, without a thread for each request; starting and ending one
    is done in a thread. Whether anybody waits for a job is looked after once it is a long one; from then on it runs at
    a low priority too, so that short ones need not wait for it.
    """

    def __init__(self, count: int, start: Start[Job, Result], *, seconds: float, memory: int) -> None:
        preload([module_of(start)])
        self._seconds = seconds
        self._workers = [Worker(start, seconds, memory) for _ in range(count)]
        self._idle = deque(self._workers)
        self._waiting = deque[asyncio.Future[Worker[Job, Result]]]()
        self._asked: dict[Worker[Job, Result], asyncio.Future[tuple[int, Any]]] = {}
        self._watched: dict[Worker[Job, Result], asyncio.AbstractEventLoop] = {}

    async def run(self, job: Job, gone: Gone) -> Result:
        """What the function of ``start`` gives for ``job``, in the order in which the jobs come.

        What the job raises is raised here; raises `Busy` when no process was free within the seconds that a job may
        take, and `api.worker.Stopped`.
        """
        worker = self._idle.pop() if self._idle else await self._free(gone)
        try:
            ready = worker.ready_pipe is not None
            done, value = await (self._done(worker, job, gone) if ready else self._first(worker, job, gone))
        finally:
            self._give_back(worker)
        if done:
            result: Result = value
            return result
        raise value

    async def _free(self, gone: Gone) -> Worker[Job, Result]:
        mine: asyncio.Future[Worker[Job, Result]] = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        long = self._when_long(_look_after, mine, gone, self._seconds - LONG_SECONDS, Busy)
        try:
            return await mine
        finally:
            long.cancel()

    def _give_back(self, worker: Worker[Job, Result]) -> None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        self._idle.append(worker)

    def _when_long(self, call: Callable[..., None], *given: object) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(min(LONG_SECONDS, self._seconds), call, *given)

    async def _done(self, worker: Worker[Job, Result], job: Job, gone: Gone) -> tuple[bool, Any]:
        loop = asyncio.get_running_loop()
        answered = self._asked[worker] = loop.create_future()
        self._watch(worker, loop)
        worker.send(job)
        began = loop.time()
        long = self._when_long(self._is_long, worker, answered, gone)
        try:
            kind, value = await answered
        except BaseException:
            await self._renew(worker, loop)
            raise
        finally:
            long.cancel()
        if not worker.goes_on(kind):
            return await loop.run_in_executor(None, worker.outcome, kind, value)
        if loop.time() - began >= LONG_SECONDS:
            await self._renew(worker, loop)
        return worker.outcome(kind, value)

    def _is_long(self, worker: Worker[Job, Result], answered: asyncio.Future[Any], gone: Gone) -> None:
        worker.yield_to_others()
        _look_after(answered, gone, self._seconds - LONG_SECONDS, TookTooLong)

    def _watch(self, worker: Worker[Job, Result], loop: asyncio.AbstractEventLoop) -> None:
        """Let the loop take what comes from a process, also its end while it waits for a job."""
        if self._watched.get(worker) is not loop and worker.ready_pipe is not None:
            self._watched[worker] = loop
            loop.add_reader(worker.ready_pipe.fileno(), self._received, worker)

    def _unwatch(self, worker: Worker[Job, Result]) -> None:
        loop = self._watched.pop(worker, None)
        if loop is not None and not loop.is_closed() and worker.ready_pipe is not None:
            loop.remove_reader(worker.ready_pipe.fileno())

    def _received(self, worker: Worker[Job, Result]) -> None:
        kind, value = worker.receive()
        if not worker.goes_on(kind):
            self._unwatch(worker)
        answered = self._asked.pop(worker, None)
        if answered is None:  # it ended while it waited for a job
            worker.end()
        elif not answered.done():
            answered.set_result((kind, value))

    async def _renew(self, worker: Worker[Job, Result], loop: asyncio.AbstractEventLoop) -> None:
        self._unwatch(worker)
        self._asked.pop(worker, None)
        await asyncio.shield(loop.run_in_executor(None, worker.renew))

    async def _first(self, worker: Worker[Job, Result], job: Job, gone: Gone) -> tuple[bool, Any]:
        """The first job of a process, which waits in a thread until the process is ready."""
        loop, left = asyncio.get_running_loop(), Event()
        leaving = asyncio.ensure_future(gone())
        leaving.add_done_callback(lambda _: left.set())
        try:
            return await loop.run_in_executor(None, worker.do, job, left.is_set)
        finally:
            leaving.cancel()
            self._watch(worker, loop)

    def close(self) -> None:
        """Stop all processes, also those that are at work, and wait until they are gone."""
        for worker in self._workers:
            self._unwatch(worker)
            worker.end()


def _look_after(awaited: asyncio.Future[Any], gone: Gone, seconds: float, late: type[Exception]) -> None:
    """Let what is waited for fail when nobody waits any more, and with ``late`` after that many seconds."""
    leaving = asyncio.ensure_future(gone())
    timer = asyncio.get_running_loop().call_later(max(0.0, seconds), _fail, awaited, late)
    leaving.add_done_callback(lambda _: _fail(awaited, Cancelled))

    def over(_: asyncio.Future[Any]) -> None:
        timer.cancel()
        leaving.cancel()

    awaited.add_done_callback(over)


def _fail(awaited: asyncio.Future[Any], why: type[Exception]) -> None:
    if not awaited.done():
        awaited.set_exception(why())
