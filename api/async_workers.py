"""The processes of `api.workers` for a server: many requests wait for them in one thread."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable
from threading import Event
from typing import Any, Final, Generic

from api.worker import Cancelled, Job, Result, Start, TookTooLong, Worker, module_of, preload

LONG_SECONDS: Final = 0.3
"""After so many seconds a job is a long one."""


class Busy(Exception):  # noqa: N818 - what became of a job, not a fault of the program
    """No process was free in time."""


class AsyncWorkers(Generic[Job, Result]):
    """``count`` processes as those of `api.workers.Workers`, for one event loop.

    A process that is ready is spoken to by the loop itself, without a thread for each request; starting and ending one
    is done in a thread. A job that takes long runs at a low priority, so that short ones need not wait for it.
    """

    def __init__(self, count: int, start: Start[Job, Result], *, seconds: float, memory: int) -> None:
        preload([module_of(start)])
        self._seconds = seconds
        self._workers = [Worker(start, seconds, memory) for _ in range(count)]
        self._idle = deque(self._workers)
        self._waiting = deque[asyncio.Future[Worker[Job, Result]]]()

    async def run(self, job: Job, gone: Awaitable[object]) -> Result:
        """What the function of ``start`` gives for ``job``, in the order in which the jobs come.

        ``gone`` is done when nobody waits any more. What the job raises is raised here; raises `Busy` when no process
        was free within the seconds that a job may take, and `api.worker.Stopped`.
        """
        leaving = asyncio.ensure_future(gone)
        try:
            worker = await self._take(leaving)
            try:
                done, value = await self._done(worker, job, leaving)
            finally:
                self._give_back(worker)
        finally:
            leaving.cancel()
        if done:
            result: Result = value
            return result
        raise value

    async def _take(self, leaving: asyncio.Future[Any]) -> Worker[Job, Result]:
        if self._idle:
            return self._idle.pop()
        mine = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        await asyncio.wait((mine, leaving), timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
        if mine.done():
            worker: Worker[Job, Result] = mine.result()
            return worker
        mine.cancel()
        raise Cancelled if leaving.done() else Busy

    def _give_back(self, worker: Worker[Job, Result]) -> None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        self._idle.append(worker)

    async def _done(self, worker: Worker[Job, Result], job: Job, leaving: asyncio.Future[Any]) -> tuple[bool, Any]:
        loop = asyncio.get_running_loop()
        pipe = worker.ready_pipe
        if pipe is None:
            return await self._first(worker, job, leaving)
        answered = loop.create_future()

        def settle(why: type[Exception] | None) -> None:
            if not answered.done():
                answered.set_result(why)

        worker.send(job)
        loop.add_reader(pipe.fileno(), settle, None)
        late = loop.call_later(self._seconds, settle, TookTooLong)
        began = loop.time()
        long = loop.call_later(LONG_SECONDS, worker.yield_to_others)
        leaving.add_done_callback(lambda _: settle(Cancelled))
        try:
            why = await answered
        finally:
            late.cancel()
            long.cancel()
            loop.remove_reader(pipe.fileno())
            if not answered.done() or answered.cancelled() or answered.result():
                await asyncio.shield(loop.run_in_executor(None, worker.renew))
        if why:
            raise why
        received = worker.receive()
        if loop.time() - began >= LONG_SECONDS:
            await loop.run_in_executor(None, worker.renew)
        return received

    async def _first(self, worker: Worker[Job, Result], job: Job, leaving: asyncio.Future[Any]) -> tuple[bool, Any]:
        """The first job of a process, which waits in a thread until the process is ready."""
        gone = Event()
        leaving.add_done_callback(lambda _: gone.set())
        return await asyncio.get_running_loop().run_in_executor(None, worker.do, job, gone.is_set)

    def close(self) -> None:
        """Stop all processes, also those that are at work, and wait until they are gone."""
        for worker in self._workers:
            worker.end()
