"""Running a query within a time limit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from typing import Protocol

from ontology.errors import ZelianError


class Executor(Protocol):
    """What runs a query for the endpoint."""

    def run(self, query: Callable[[], bytes]) -> bytes:
        """The answer; raises E409 when it takes too long or too many queries are already running."""


class ThreadExecutor:
    """Runs queries in threads. One that is too slow is answered for, but its thread goes on until the engine ends."""

    def __init__(self, seconds: float, threads: int = 4) -> None:
        self._seconds = seconds
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="query")

    def run(self, query: Callable[[], bytes]) -> bytes:
        """The answer within the time limit; raises E409 after it."""
        running = self._pool.submit(query)
        try:
            return running.result(self._seconds)
        except TooLate:
            running.cancel()
            raise ZelianError("E409", limit=self._seconds) from None
