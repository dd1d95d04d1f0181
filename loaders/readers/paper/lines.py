"""Glyphs to lines: runs in the order of the file, put side by side where they stand at one height.

Blanks are told by the gap between two glyphs more than by those of the file: programs put narrow ones between Han and
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
_TYPED_GAP: Final = 0.2
_MIXED_GAP: Final = 0.55
_WIDE_GAP: Final = 1.8
_STEP_BACK: Final = 0.4
_SHARED: Final = 0.6
_SPREAD_LENGTH: Final = 8


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that glyphs of one column make, from top to bottom.

    >>> han = [Glyph(c, 12.0 * i, 0, 12.0 * i + 12, 12) for i, c in enumerate("县水利局")]
    >>> digit = Glyph("3", 51, 1, 57, 12)
    >>> [line.words for line in lines_of([digit, *han])]
    ['县水利局3']
    """
    return [joined_row(row) for row in rows_of(pieces_of(glyphs))]


def pieces_of(glyphs: Iterable[Glyph]) -> Iterator[Line]:
    """The pieces of lines that glyphs make as they follow one another."""
    return (_piece(run) for run in _runs(glyphs))


def outermost(edges: Iterable[float], em: float) -> float:
    """The least of the edges that two lines share but for a part of an em; the least of all when none is shared.

    >>> outermost([90, 72.5, 12, 72], 12)
    72
    """
    ordered = sorted(edges)
    return next((a for a, b in pairwise(ordered) if b - a < _SHARED * em), ordered[0])


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that follow one another at one height without a wide gap; blanks stay where they stand between two."""
    run: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.char.isspace():
            run += [glyph] * bool(run)
            continue
        if last and not _follows(last, glyph):
            yield run
            run = []
        run.append(glyph)
        last = glyph
    if run:
        yield run


def _follows(last: Glyph, glyph: Glyph) -> bool:
    em = max(last.bottom - last.top, glyph.bottom - glyph.top)
    return _one_height(last, glyph) and -_STEP_BACK * em < glyph.left - last.right < _WIDE_GAP * em


def _one_height(a: Glyph | Line, b: Glyph | Line) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared >= 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _piece(run: Sequence[Glyph]) -> Line:
    glyphs = [glyph for glyph in run if not glyph.char.isspace()]
    wide = [g.right - g.left for g in glyphs if g.char > "\u2e7f"]
    em = (statistics.median(wide) if wide else 0.8 * statistics.median(g.bottom - g.top for g in glyphs)) or 1.0
    spread = _spread(glyphs)
    words, typed, last = [glyphs[0].char], False, glyphs[0]
    for glyph in run[1:]:
        if glyph.char.isspace():
            typed = True
            continue
        words += [_blank(last.char, glyph.char, (glyph.left - last.right - spread) / em, typed=typed), glyph.char]
        typed, last = False, glyph
    top, bottom = statistics.median(g.top for g in glyphs), statistics.median(g.bottom for g in glyphs)
    return Line("".join(words), glyphs[0].left, top, max(g.right for g in glyphs), bottom, em)


def _spread(glyphs: Sequence[Glyph]) -> float:
    """How far the characters of a line are set apart, as where a short line is spread to the right edge."""
    if len(glyphs) < _SPREAD_LENGTH:
        return 0.0
    return max(0.0, statistics.median(b.left - a.right for a, b in pairwise(glyphs)))


def _blank(a: str, b: str, gap: float, *, typed: bool = False) -> str:
    """The blank between two characters ``gap`` ems apart, with or without one in the file."""
    if gap >= _WIDE_GAP:
        return "  "
    han = _TYPED_GAP if typed else _HAN_GAP
    return " " if gap > (han, _MIXED_GAP, _WORD_GAP)[a.isascii() + b.isascii()] else ""


def rows_of(pieces: Iterable[Line]) -> list[list[Line]]:
    """Pieces at one height, from left to right; rows from top to bottom."""
    rows: list[list[Line]] = []
    tallest: Line | None = None
    for piece in sorted(pieces, key=lambda line: (line.middle, line.left)):
        if tallest and _one_height(tallest, piece):
            rows[-1].append(piece)
            tallest = max(tallest, piece, key=lambda line: line.bottom - line.top)
        else:
            rows.append([piece])
            tallest = piece
    for row in rows:
        row.sort(key=lambda line: line.left)
    return rows


def joined_row(row: Sequence[Line]) -> Line:
    """The pieces of a row, from left to right, as one line."""
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda line: len(line.words))
    words = [row[0].words]
    for a, b in pairwise(row):
        words += [_blank(a.words[-1], b.words[0], (b.left - a.right) / (longest.em or 1)), b.words]
    total = sum(len(line.words) for line in row)
    return Line(
        "".join(words),
        row[0].left,
        min(line.top for line in row),
        max(line.right for line in row),
        max(line.bottom for line in row),
        longest.em,
        sum(line.confidence * len(line.words) for line in row) / total,
    )
