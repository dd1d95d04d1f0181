"""Runs the queries of the endpoint in processes that can be stopped, on a version of the store that never changes."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from asyncio import FIRST_COMPLETED
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from threading import Event

from api.answering import Body, Job, start
from api.editions import Editions
from api.settings import Settings
from api.workers import Cancelled, Died, TookTooLong, TooMuchMemory, Workers
from graph.store import Store
from ontology.errors import ZelianError


class Queries:
    """The worker processes of a server; they start with the first query and end with `close`."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._editions = Editions(store)

    @cached_property
    def _workers(self) -> Workers[Job, Body]:
        given = self._settings
        return Workers(given.query_workers, start, seconds=given.query_seconds, memory=given.query_memory)

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._settings.query_workers, thread_name_prefix="query")

    async def run(
        self, job: Job, gone: Callable[[], Awaitable[object]], has: Callable[[str], bool] | None = None
    ) -> tuple[str, Body | None]:
        """The store's version and the answer to ``job``, whose store is filled in; None when ``has`` that version.

        ``gone`` returns when nobody waits any more: the query is stopped then. Raises E202, E203, E409 (too slow), E416
        (the server is busy), E417 (too much memory), E418 (the engine broke down) and `Cancelled`.
        """
        cancelled = Event()
        submitted = self._threads.submit(self._run, job, has, cancelled)
        running, leaving = asyncio.wrap_future(submitted), asyncio.ensure_future(gone())
        try:
            await asyncio.wait((running, leaving), timeout=self._settings.query_seconds, return_when=FIRST_COMPLETED)
            if not leaving.done() and not running.done() and submitted.cancel():
                raise ZelianError("E416", limit=self._settings.query_seconds)
            await asyncio.wait((running, leaving), return_when=FIRST_COMPLETED)
            if running.done():
                return running.result()
            raise Cancelled
        finally:
            cancelled.set()
            submitted.cancel()
            leaving.cancel()

    def _run(self, job: Job, has: Callable[[str], bool] | None, cancelled: Event) -> tuple[str, Body | None]:
        version = self._store.version
        if has and has(version):
            return version, None
        with self._editions.lent() as place:
            return version, self._done(replace(job, store=place), cancelled)

    def _done(self, job: Job, cancelled: Event) -> Body:
        try:
            return self._workers.run(job, cancelled.is_set)
        except TookTooLong:
            raise ZelianError("E409", limit=self._settings.query_seconds) from None
        except TooMuchMemory:
            raise ZelianError("E417", limit=self._settings.query_memory) from None
        except Died as death:  # an engine without memory aborts
            code = "E417" if death.code == -signal.SIGABRT else "E418"
            raise ZelianError(code, limit=self._settings.query_memory) from None

    def close(self) -> None:
        """End all processes."""
        with contextlib.suppress(KeyError):
            self.__dict__.pop("_workers").close()
        with contextlib.suppress(KeyError):
            self.__dict__.pop("_threads").shutdown()
