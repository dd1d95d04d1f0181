"""Pages set in columns: blocks of lines that are read one after another, parted at gutters that no words cross."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from loaders.readers.paper.lines import joined_row, outermost, rows_of
from loaders.readers.paper.marks import Line

_LEAST_GUTTER: Final = 0.8
_LEAST_WIDTH: Final = 8.0
_LEAST_LINES: Final = 6
_MOST_GUTTERS: Final = 5
_MOST_PARTS: Final = 8
_INDENT: Final = 3.0

Rows = Sequence[Sequence[Line]]


def blocks_of(pieces: Iterable[Line]) -> list[list[Line]]:
    """Pieces of lines to blocks of lines from top to bottom; columns are read from left to right.

    A stretch of rows is in columns where both sides of a gutter are as wide as text and mostly filled to their edges:
    labels beside their values are not.
    """
    return [[joined_row(row) for row in block] for block in _parted(rows_of(pieces)) if block]


def _parted(rows: Rows, depth: int = 0) -> Iterator[Rows]:
    for gutter in _gutters(rows) if depth < _MOST_PARTS else ():
        for start, end in _uncrossed(rows, gutter):
            left, right = _sides(rows[start:end], gutter)
            if _is_column(left) and _is_column(right):
                for part in (rows[:start], left, right, rows[end:]):
                    yield from _parted(part, depth + 1)
                return
    yield rows


def _gutters(rows: Rows) -> list[int]:
    """Where there are gaps between the pieces of many rows, the commonest first."""
    gaps: Counter[int] = Counter()
    for row in rows:
        for a, b in pairwise(row):
            if b.left - a.right > _LEAST_GUTTER * a.em > 0:
                gaps[round((a.right + b.left) / 2)] += 1
    near = {x: sum(gaps[x + i] for i in range(-6, 7)) for x in gaps}
    return sorted((x for x in near if near[x] >= _LEAST_LINES), key=lambda x: (-near[x], x))[:_MOST_GUTTERS]


def _uncrossed(rows: Rows, gutter: float) -> Iterator[tuple[int, int]]:
    """Stretches of rows (first, end) of which no piece crosses the gutter."""
    start = 0
    for end in range(len(rows) + 1):
        if end == len(rows) or any(piece.left < gutter < piece.right for piece in rows[end]):
            if end - start >= _LEAST_LINES:
                yield start, end
            start = end + 1


def _sides(rows: Rows, gutter: float) -> tuple[Rows, Rows]:
    pieces = [piece for row in rows for piece in row]
    return rows_of(a for a in pieces if a.left < gutter), rows_of(a for a in pieces if a.left >= gutter)


def _is_column(rows: Rows) -> bool:
    if len(rows) < _LEAST_LINES:
        return False
    em = statistics.median(piece.em for row in rows for piece in row)
    left, right = outermost([row[0].left for row in rows], em), -outermost([-row[-1].right for row in rows], em)
    full = sum(row[0].left < left + _INDENT * em and row[-1].right > right - 1.5 * em for row in rows)
    return right - left >= _LEAST_WIDTH * em and full >= 0.5 * len(rows)
