"""Glyphs to lines: runs in the order of the file, put side by side where they stand at one height.

Blanks are told by the gap between two glyphs, not by those of the file: programs put narrow ones between Han and
digits.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from loaders.readers.paper.marks import Glyph, Line

_WORD_GAP: Final = 0.15
_HAN_GAP: Final = 0.4
_MIXED_GAP: Final = 0.55
_WIDE_GAP: Final = 1.8
_STEP_BACK: Final = 0.4
_GUTTER: Final = 1.0
_COLUMN_LINES: Final = 8
_COLUMN_SHARE: Final = 0.3


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that glyphs of one column make, from top to bottom.

    >>> han = [Glyph(c, 12.0 * i, 0, 12.0 * i + 12, 12) for i, c in enumerate("县水利局")]
    >>> digit = Glyph("3", 51, 1, 57, 12)
    >>> [line.words for line in lines_of([digit, *han])]
    ['县水利局3']
    """
    return [_joined(row) for row in _rows(pieces_of(glyphs))]


def pieces_of(glyphs: Iterable[Glyph]) -> Iterator[Line]:
    """The pieces of lines that glyphs make as they follow one another."""
    return (_piece(run) for run in _runs(glyphs))


def blocks_of(pieces: Iterable[Line]) -> list[list[Line]]:
    """Pieces of lines to lines from top to bottom: one block, or where a page is set in two columns, one for each."""
    rows = _rows(pieces)
    blocks: list[list[Line]] = []
    start = 0
    for begin, end, middle in _columns(rows):
        pieces = [piece for row in rows[begin:end] for piece in row]
        blocks.append([_joined(row) for row in rows[start:begin]])
        blocks += ([_joined(row) for row in _rows(side)] for side in _sides(pieces, middle))
        start = end
    blocks.append([_joined(row) for row in rows[start:]])
    return [block for block in blocks if block]


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that follow one another at one height without a wide gap."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char.isspace():
            continue
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(last: Glyph, glyph: Glyph) -> bool:
    em = max(last.bottom - last.top, glyph.bottom - glyph.top)
    return _one_height(last, glyph) and -_STEP_BACK * em < glyph.left - last.right < _WIDE_GAP * em


def _one_height(a: Glyph | Line, b: Glyph | Line) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared >= 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _piece(glyphs: Sequence[Glyph]) -> Line:
    wide = [g.right - g.left for g in glyphs if g.char > "\u2e7f"]
    em = statistics.median(wide) if wide else 0.8 * statistics.median(g.bottom - g.top for g in glyphs)
    words = glyphs[0].char
    for a, b in pairwise(glyphs):
        words += _blank(a.char, b.char, (b.left - a.right) / (em or 1)) + b.char
    top, bottom = statistics.median(g.top for g in glyphs), statistics.median(g.bottom for g in glyphs)
    return Line(words, glyphs[0].left, top, max(g.right for g in glyphs), bottom, em)


def _blank(a: str, b: str, gap: float) -> str:
    """The blank between two characters ``gap`` ems apart."""
    if gap >= _WIDE_GAP:
        return "  "
    least = (_HAN_GAP, _MIXED_GAP, _WORD_GAP)[a.isascii() + b.isascii()]
    return " " if gap > least else ""


def _rows(pieces: Iterable[Line]) -> list[list[Line]]:
    """Pieces at one height, from left to right; rows from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda line: (line.middle, line.left)):
        if rows and _one_height(max(rows[-1], key=lambda line: line.bottom - line.top), piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda line: line.left)
    return rows


def _joined(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda line: len(line.words))
    words = row[0].words
    for a, b in pairwise(row):
        words += _blank(a.words[-1], b.words[0], (b.left - a.right) / (longest.em or 1)) + b.words
    total = sum(len(line.words) for line in row)
    return Line(
        words,
        row[0].left,
        min(line.top for line in row),
        max(line.right for line in row),
        max(line.bottom for line in row),
        longest.em,
        sum(line.confidence * len(line.words) for line in row) / total,
    )


def _columns(rows: Sequence[Sequence[Line]]) -> Iterator[tuple[int, int, float]]:
    """Stretches of rows in two columns of text, as (first, end, middle): both sides filled to their edge by most rows.

    A column of labels beside their values is not filled to its edge, so that its rows stay rows.
    """
    if not rows:
        return
    left = min(piece.left for row in rows for piece in row)
    right = max(piece.right for row in rows for piece in row)
    middle = (left + right) / 2
    start = 0
    for end in range(len(rows) + 1):
        if end < len(rows) and all(piece.right <= middle or piece.left >= middle for piece in rows[end]):
            continue
        if _is_columns(rows[start:end], left, middle, right):
            yield start, end, middle
        start = end + 1


def _is_columns(rows: Sequence[Sequence[Line]], left: float, middle: float, right: float) -> bool:
    if len(rows) < _COLUMN_LINES:
        return False
    em = statistics.median(piece.em for row in rows for piece in row)
    for side in zip(*(_sides(row, middle) for row in rows), strict=True):
        ends = [(min(p.left for p in part), max(p.right for p in part)) for part in side if part]
        begin, end = min((a for a, _ in ends), default=0.0), max((b for _, b in ends), default=0.0)
        full = sum(a < begin + 3 * em and b > end - _GUTTER * em for a, b in ends)
        if len(ends) < _COLUMN_LINES or end - begin < _COLUMN_SHARE * (right - left) or full < 0.5 * len(ends):
            return False
    return True


def _sides(pieces: Sequence[Line], middle: float) -> tuple[list[Line], list[Line]]:
    return [p for p in pieces if p.left < middle], [p for p in pieces if p.left >= middle]
