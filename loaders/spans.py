"""Stretches of a text that are asked which of them another stretch touches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Stretch(Protocol):
    """Anything that stands at ``start:end``."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


_S = TypeVar("_S", bound=Stretch)


class Spans(Generic[_S]):
    """Stretches of one text, which may overlap one another.

    >>> from ontology.records import Span
    >>> spans = Spans([Span(5, 9), Span(0, 3)])
    >>> spans.first(3, 6), spans.first(3, 5)
    (Span(start=5, end=9), None)
    """

    def __init__(self, stretches: Iterable[_S]) -> None:
        self._ordered = sorted(stretches, key=lambda stretch: stretch.start)
        self._reach = list(accumulate((stretch.end for stretch in self._ordered), max))

    def first(self, start: int, end: int) -> _S | None:
        """The first one, by its start, that shares a character with ``start:end``."""
        at = bisect_right(self._reach, start)
        if at < len(self._ordered) and self._ordered[at].start < end:
            return self._ordered[at]
        return None
