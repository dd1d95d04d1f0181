"""Glyphs and rules of an OFD page: text and path objects, those in composite objects as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from typing import Final

from loaders.readers.package import Element, children, local
from loaders.readers.paper.marks import Glyph, Rule
from loaders.readers.paper.matrix import SAME, Matrix, Point, moved, moved_box, times
from loaders.readers.paper.rules import MAX_RULES, rules_of

POINTS: Final = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
_ASCENT: Final = 0.88
_MAX_DEPTH: Final = 8
_OPERANDS: Final = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MAX_TOKENS: Final = 2_000
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(slots=True)
class Marks:
    """What was found on a page; ``budget`` bounds objects and characters, as composites may hold composites."""

    budget: int
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def read_objects(
    objects: Iterable[Element], composites: Mapping[str, Element], marks: Marks, matrix: Matrix, depth: int = 0
) -> None:
    """Puts into ``marks`` what the objects of a layer, a block or a composite show, moved by ``matrix``."""
    for item in objects:
        kind = local(item)
        marks.budget -= 1
        if marks.budget < 0:
            return
        if kind in {"Layer", "PageBlock", "Content"} and depth < _MAX_DEPTH:
            read_objects(item, composites, marks, matrix, depth + 1)
        elif kind == "TextObject":
            glyphs = list(islice(_glyphs(item, times(_placed(item), matrix)), max(0, marks.budget)))
            marks.budget -= len(glyphs)
            marks.glyphs += glyphs
        elif kind == "PathObject" and len(marks.rules) <= MAX_RULES:
            marks.rules += _rules(item, times(_placed(item), matrix))
        elif kind == "CompositeObject" and depth < _MAX_DEPTH:
            unit = composites.get(item.get("ResourceID", ""))
            inner = chain.from_iterable(children(unit, "Content"))
            read_objects(inner, composites, marks, times(_placed(item), matrix), depth + 1)


def numbers(string: str | None) -> list[float]:
    """The numbers of an attribute.

    >>> numbers("0 0 210.5 297")
    [0.0, 0.0, 210.5, 297.0]
    """
    return [float(number) for number in _NUMBER.findall(string or "")]


def _placed(item: Element) -> Matrix:
    """The object's own matrix, then the corner of its boundary."""
    own = numbers(item.get("CTM"))
    corner = numbers(item.get("Boundary"))[:2]
    matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) == 6 else SAME
    return times(matrix, (1.0, 0.0, 0.0, 1.0, corner[0], corner[1])) if len(corner) == 2 else matrix


def _glyphs(item: Element, matrix: Matrix) -> Iterator[Glyph]:
    size = next(iter(numbers(item.get("Size"))), 0.0)
    stretch = next(iter(numbers(item.get("HScale"))), 1.0)
    if size <= 0:
        return
    x = y = 0.0
    for code in children(item, "TextCode"):
        words = re.sub(r"[\r\n\t]", "", code.text or "")
        x, y = next(iter(numbers(code.get("X"))), x), next(iter(numbers(code.get("Y"))), y)
        at_x, at_y = x, y
        for char, dx, dy in zip(words, _steps(code.get("DeltaX")), _steps(code.get("DeltaY")), strict=False):
            em = size * stretch * (0.5 if char.isascii() else 1.0)
            width = em if dx is None else min(size * stretch, dx) if dx > 0 else em
            box = at_x, at_y - _ASCENT * size, at_x + width, at_y + (1 - _ASCENT) * size
            yield Glyph(char, *moved_box(box, matrix))
            at_x += dx if dx is not None else 0.0 if code.get("DeltaY") else width
            at_y += dy or 0.0


def _steps(deltas: str | None) -> Iterator[float | None]:
    """How far each next character is, where the file says it; ``g n d`` stands for n times d.

    >>> list(islice(_steps("g 2 5.5 3"), 5))
    [5.5, 5.5, 3.0, None, None]
    """
    tokens = iter((deltas or "").split())
    for token in tokens:
        count = 1
        if token == "g":  # noqa: S105 (a token of the format)
            count, token = int(next(iter(numbers(next(tokens, ""))), 0)), next(tokens, "")  # noqa: PLW2901
        yield from islice(repeat(next(iter(numbers(token)), None)), max(0, count))
    yield from repeat(None)


def _rules(item: Element, matrix: Matrix) -> Iterator[Rule]:
    stroked = item.get("Stroke", "true").strip().lower() != "false"
    if not stroked and item.get("Fill", "false").strip().lower() != "true":
        return
    for data in children(item, "AbbreviatedData"):
        for corners in _outlines((data.text or "").split()):
            yield from rules_of([moved(corner, matrix) for corner in corners], stroked=stroked)


def _outlines(tokens: list[str]) -> Iterator[list[Point]]:
    """The corners of each part of a path; parts with curves are left out."""
    if len(tokens) > _MAX_TOKENS:
        return
    corners: list[Point] = []
    curved = False
    at = 0
    while at < len(tokens):
        operator, values = tokens[at], numbers(" ".join(tokens[at + 1 : at + 1 + _OPERANDS.get(tokens[at], 0)]))
        at += 1 + _OPERANDS.get(operator, 0)
        if operator in {"S", "M"}:
            if len(corners) > 1 and not curved:
                yield corners
            corners, curved = [], False
        curved = curved or operator in {"Q", "B", "A"}
        if operator == "C" and corners:
            corners.append(corners[0])
        elif len(values) >= 2:
            corners.append((values[-2], values[-1]))
    if len(corners) > 1 and not curved:
        yield corners
