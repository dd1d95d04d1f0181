"""What stands on a page: glyphs, lines of words, drawn rules. In points, from the page's top left corner down."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar


class Glyph(NamedTuple):
    """A character and the box of its em: from where it begins to where the next one would."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


class Rule(NamedTuple):
    """A drawn line from left to right or from top to bottom: its flat side is 0 wide."""

    left: float
    top: float
    right: float
    bottom: float


Mark = TypeVar("Mark", Glyph, Rule)
_BLEED: Final = 0.1


def on_page(marks: Iterable[Mark], width: float, height: float) -> list[Mark]:
    """The marks that can be seen on a page of this size, or a little beside it.

    >>> len(on_page([Rule(10, 20, 90, 20), Rule(10, 2000, 90, 2000), Rule(10, 20, float("inf"), 20)], 100, 100))
    1
    """
    x, y = _BLEED * width, _BLEED * height
    return [
        mark
        for mark in marks
        if -x <= mark.left <= mark.right <= width + x and -y <= mark.top <= mark.bottom <= height + y
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line; ``em`` is the width of a Chinese character in it, ``confidence`` is below 1 after OCR."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    em: float
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        """Half-way down the line."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Region:
    """A cell as drawn: the rows and columns (from 0) it covers, its box and the lines in it."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn on one page: its cells, and where its columns begin and end."""

    regions: tuple[Region, ...]
    columns: tuple[float, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number (from 1) and size, the tables, and the lines outside of them in blocks that are read in turn.

    There is one block on a page but where it is set in two columns.
    """

    number: int
    width: float
    height: float
    blocks: list[list[Line]]
    grids: list[Grid] = field(default_factory=list)


def pitch(lines: Iterable[Line]) -> float:
    """How far one line is below the one before it, mostly; 0 when there are no two."""
    ordered = list(lines)
    steps = [b.middle - a.middle for a, b in pairwise(ordered) if b.middle > a.middle]
    return statistics.median_low(steps) if steps else 0.0
