"""Points moved by the six numbers of PDF and OFD: x' = a·x + c·y + e, y' = b·x + d·y + f."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix after another.

    >>> moved((1, 1), times((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 0)))
    (7, 2)
    """
    (a, b, c, d, e, f), (g, h, i, j, *shift) = first, then
    x, y = shift
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + x, e * h + f * j + y)


def moved(point: Point, m: Matrix) -> Point:
    """A point where the matrix puts it."""
    x, y = point
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def around(points: Iterable[Point]) -> Box:
    """The box around points: least x and y, greatest x and y."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def moved_box(box: Box, m: Matrix) -> Box:
    """The box around a box where the matrix puts it."""
    left, top, right, bottom = box
    return around(moved((x, y), m) for x in (left, right) for y in (top, bottom))
