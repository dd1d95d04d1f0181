"""Runs the queries of the endpoint in processes that can be stopped, on a version of the store that never changes."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from functools import cached_property, partial

from api.answering import Answer, Asked, Job, start
from api.async_workers import AsyncWorkers, Busy, Gone
from api.editions import Editions
from api.guard import Limits
from api.settings import Settings
from api.workers import Died, TookTooLong, TooMuchMemory
from graph.store import Store
from ontology.errors import ZelianError


class Queries:
    """The worker processes of a server; they start with the first query and end with `close`."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._editions = Editions(store)

    @cached_property
    def _workers(self) -> AsyncWorkers[Job, Answer]:
        given = self._settings
        does = partial(start, limits(given), given.query_rows)
        return AsyncWorkers(given.query_workers, does, seconds=given.query_seconds, memory=given.query_memory)

    async def run(self, asked: Asked, gone: Gone) -> Answer:
        """The answer from the store's present content. ``gone`` gives what is done when nobody waits any more.

        Raises what `api.answering.start` names, E409 (too slow), E416 (the server is busy), E417 (too much memory),
        E418 (the engine broke down) and `Cancelled`.
        """
        store = self._store
        if not store.settled:
            await asyncio.get_running_loop().run_in_executor(None, lambda: (store.version, store.published()))
        version = store.version
        with self._editions.lent() as place:
            return await self._done(Job(place, version, asked), gone)

    async def _done(self, job: Job, gone: Gone) -> Answer:
        try:
            return await self._workers.run(job, gone)
        except Busy:
            raise ZelianError("E416", limit=self._settings.query_seconds) from None
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


def limits(settings: Settings) -> Limits:
    """The limits on the text of a query that the settings give."""
    return Limits(settings.query_bytes, settings.query_depth, settings.query_parts)
