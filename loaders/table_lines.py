"""Lines of a table in a text: cells divided by tabs, by ``|`` or by wide blanks, and the header that tells how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.columns import LONGEST_HEADER, Columns, Held, states_matters
from loaders.find.patterns import patterns
from loaders.text import trimmed

_RE = patterns("tables")
_BLANKS = " \u3000\t"
_STYLES = {
    "pipe": re.compile(r"\|"),
    "tab": re.compile(r"\t"),
    "blank": re.compile(r"\t+|[ \u3000]{2,}"),
}
_LEAST_COLUMNS = 2

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Header:
    """How a table is laid out: its style of dividing, its header cells, the column of each meaning.

    ``lines``: how many lines the header takes; ``width``: how many columns the table has.
    """

    style: str
    cells: tuple[tuple[int, Span], ...]
    columns: Held
    width: int
    lines: int = 1


def split_cells(string: str, start: int, end: int, style: str) -> list[Span]:
    """The cells of a line without the blanks around them; an empty one keeps its place.

    >>> [(a, b) for a, b in split_cells("1|开展巡查||", 0, 8, "pipe")]
    [(0, 1), (2, 6), (7, 7)]
    """
    if style != "tab":
        start, end = trimmed(string, start, end, _BLANKS)
    if style == "pipe":
        start += string.startswith("|", start, end)
        end -= string.endswith("|", start, end)
    spans, begin = [], start
    for match in _STYLES[style].finditer(string, start, end):
        spans.append(trimmed(string, begin, match.start(), _BLANKS))
        begin = match.end()
    return [*spans, trimmed(string, begin, end, _BLANKS)]


def read_header(string: str, lines: Sequence[Span], at: int, columns: Columns) -> Header | None:
    """The header of a table of duties or issues that begins with line ``at``; None when there is none."""
    for style in _STYLES:
        parts = split_cells(string, *lines[at], style)
        if len(parts) < _LEAST_COLUMNS or not _known(string, parts, columns):
            continue
        if style == "tab" and any(a == b for a, b in parts[:-1]) and not _goes_on(string, lines, at, len(parts)):
            continue
        header = _with_second(string, lines, at, style, parts, columns)
        return header if states_matters(header.columns) else None
    return None


def _known(string: str, parts: Sequence[Span], columns: Columns) -> bool:
    """Are the cells short words, at least two and half of them headers?"""
    words = [string[a:b] for a, b in parts if a < b]
    if any(len(word) > LONGEST_HEADER or _RE["no-header"].search(word) for word in words):
        return False
    known = len(columns.of(dict(enumerate(words))))
    return known >= _LEAST_COLUMNS and 2 * known >= len(words)


def _goes_on(string: str, lines: Sequence[Span], at: int, width: int) -> bool:
    return at + 1 < len(lines) and len(split_cells(string, *lines[at + 1], "tab")) == width


def _with_second(
    string: str, lines: Sequence[Span], at: int, style: str, first: list[Span], columns: Columns
) -> Header:
    """The header, with the line below where a cell that spans columns is divided there."""
    told = _told(string, first)
    plain = Header(style, tuple(enumerate(first)), columns.of(told), len(first))
    if at + 2 >= len(lines):
        return plain
    second = split_cells(string, *lines[at + 1], style)
    below = _told(string, second)
    if len(second) == len(first) and columns.go_on(told, below):
        both = told | {column: words for column, words in below.items() if words}
        return Header(style, plain.cells + tuple(enumerate(second)), columns.of(both), len(first), 2)
    if not all(a < b and columns.meaning(string[a:b]) for a, b in second):
        return plain
    width = len(split_cells(string, *lines[at + 2], style))
    whole = [first[:i] + second + first[i + 1 :] for i in range(len(first)) if len(first) - 1 + len(second) == width]
    best = max(whole, key=lambda parts: len(columns.of(_told(string, parts))), default=None)
    return Header(style, tuple(enumerate(best)), columns.of(_told(string, best)), width, 2) if best else plain


def _told(string: str, parts: Sequence[Span]) -> dict[int, str]:
    return {column: string[a:b] for column, (a, b) in enumerate(parts)}
