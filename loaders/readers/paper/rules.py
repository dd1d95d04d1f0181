"""Drawn paths to rules: level and upright lines, and thin filled rectangles, as programs draw the borders of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from loaders.readers.paper.marks import Rule
from loaders.readers.paper.matrix import Box, Point, around

_THIN: Final = 3.0
_STRAIGHT: Final = 0.5
MAX_RULES: Final = 20_000
"""Most rules of a page that are looked at: a page with more is a drawing."""


def rules_of(corners: Sequence[Point], *, stroked: bool) -> Iterator[Rule]:
    """The rules of one part of a path without curves, its ``corners`` from the page's top left corner down.

    >>> list(rules_of([(0, 0), (90, 0), (90, 1), (0, 1)], stroked=False))
    [Rule(left=0, top=0.5, right=90, bottom=0.5)]
    """
    left, top, right, bottom = box = around(corners)
    if min(right - left, bottom - top) <= _THIN:
        yield _as_rule(box)
    elif stroked:
        for a, b in pairwise(corners):
            if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < _STRAIGHT:
                yield _as_rule(around([a, b]))


def _as_rule(box: Box) -> Rule:
    left, top, right, bottom = box
    if right - left >= bottom - top:
        return Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)
    return Rule((left + right) / 2, top, (left + right) / 2, bottom)
