"""Versions of the store for readers: copies that never change, while the store itself is written on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from graph.store import Store


class Editions:
    """Publishes the store's present content when it is asked for, and withdraws what nobody reads any more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._readers = Counter[str]()

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The folder or URL of the present content, which stays as it is until the reader is done."""
        with self._lock:
            place = self._store.published()
            self._readers[place] += 1
            for old in [old for old, readers in self._readers.items() if not readers and old != place]:
                del self._readers[old]
                self._store.withdraw(old)
        try:
            yield place
        finally:
            with self._lock:
                self._readers[place] -= 1
