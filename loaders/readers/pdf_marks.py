"""Glyphs, rules and pictures of a pdf's page by PDFium's own functions, as they are seen: turned as the page is."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from loaders.readers.paper.marks import Glyph, Rule
from loaders.readers.paper.matrix import SAME, Box, Matrix, Point, moved, moved_box, times
from loaders.readers.paper.rules import MAX_RULES, rules_of

_MAX_OBJECTS: Final = 50_000
_MAX_GLYPHS: Final = 100_000
_MAX_SEGMENTS: Final = 400
_MAX_DEPTH: Final = 8
_SAMPLE: Final = 40
_MOSTLY: Final = 0.7


@dataclass(frozen=True, slots=True)
class View:
    """How a page is seen: its box in the file's units, turned clockwise by a number of right angles."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """Its width as seen."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Its height as seen."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> Point:
        """A point of the file as seen, from the top left corner down.

        >>> View(0, 0, 600, 800, 1).point(100, 200)
        (200, 100)
        """
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        if self.turns == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the file as seen: left, top, right, bottom."""
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)


@dataclass(frozen=True, slots=True)
class Drawings:
    """The rules of a page, the share of it that its largest picture takes, and whether it has anything at all."""

    rules: list[Rule]
    picture: float
    any: bool


def glyphs_of(page: PdfPage) -> tuple[list[Glyph], View]:
    """The glyphs of a page in the order of the file, and the view in which most of them stand upright."""
    text = page.get_textpage()
    try:
        count = min(pdfium.FPDFText_CountChars(text), _MAX_GLYPHS)
        left, bottom, right, top = page.get_bbox()
        view = View(left, bottom, right, top, _quarter_turns(page, text, count))
        return list(_glyphs(text, count, view)), view
    finally:
        text.close()


def _glyphs(text: Any, count: int, view: View) -> Iterator[Glyph]:
    rect = pdfium.FS_RECTF()
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if pdfium.FPDFText_IsGenerated(text, i) == 1 or not pdfium.FPDFText_GetLooseCharBox(text, i, rect):
            continue
        if code in {0x02, 0xFFFE}:
            continue
        char = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
        yield Glyph(char, *view.box(rect.left, rect.bottom, rect.right, rect.top))


def _quarter_turns(page: PdfPage, text: Any, count: int) -> int:
    """By how many right angles clockwise most glyphs must be turned to stand upright, or else the page is turned."""
    step = max(1, count // _SAMPLE)
    turns = [round(-pdfium.FPDFText_GetCharAngle(text, i) / (math.pi / 2)) % 4 for i in range(0, count, step)]
    most = max(set(turns), key=turns.count, default=0)
    return most if turns.count(most) > _MOSTLY * len(turns) else int(page.get_rotation()) // 90


def drawings_of(page: PdfPage, view: View) -> Drawings:
    """The rules and pictures of a page, those inside of forms as well."""
    rules: list[Rule] = []
    picture, found = 0.0, 0
    for item, matrix in _objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, SAME, 0):
        found += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if found > _MAX_OBJECTS:
            break
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, top, right, bottom = view.box(*_bounds(item, matrix))
            picture = max(picture, (right - left) * (bottom - top) / max(1.0, view.width * view.height))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) <= MAX_RULES:
            rules += _rules(item, matrix, view)
    return Drawings(rules, picture, found > 0)


def _objects(parent: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    for i in range(count(parent)):
        item = get(parent, i)
        if not item:
            continue
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < _MAX_DEPTH:
            inner = times(_matrix(item), matrix)
            yield from _objects(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if pdfium.FPDFPageObj_GetMatrix(item, m) else SAME


def _bounds(item: Any, matrix: Matrix) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *sides):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (side.value for side in sides)
    return moved_box((left, bottom, right, top), matrix)


def _rules(item: Any, matrix: Matrix, view: View) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return
    for corners in _outlines(item, times(_matrix(item), matrix)):
        yield from rules_of([view.point(*corner) for corner in corners], stroked=bool(stroke.value))


def _outlines(item: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each part of a path; parts with curves are left out."""
    count = pdfium.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MAX_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curved = False
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(moved((x.value, y.value), matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
