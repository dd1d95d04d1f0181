"""Tables that stand in a running text, where a page or a sheet was copied line by line.

A table begins with a header of which two columns have a known meaning, and goes on over rows of the same layout. Row
spans are lost in the copy, so that cells missing at the left are those of the row above; a line without dividers goes
on with the cell before it, or names a section; page numbers and repeated headers are passed. Anything else is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.columns import STANDARD, Columns
from loaders.find.bodies import read_phrase
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.row import Row
from loaders.row_fit import BEARERS, place_cells
from loaders.structure import STYLES
from loaders.table_lines import Header, Span, read_header, split_cells
from loaders.text import Cell, plain

_RE = patterns("tables")
_LEAST_ROWS = 2
_SURE_COLUMNS = 3
_LONGEST_SECTION = 40
_LONGEST_RUN = 15
_SHORT_END = 6
_CLOSED = ("。", "；", "！")


@dataclass(frozen=True, slots=True)
class TextTable:
    """A list at ``start:end`` of the text: its header, its rows with spans filled, the cells of titles above it."""

    start: int
    end: int
    header: Header
    rows: tuple[Row, ...]
    above: Row = ()


@dataclass(slots=True)
class _Line:
    """A row as far as it has been read: its cells by column, and the columns that a divider sets aside as empty."""

    cells: dict[int, Span]
    seen: set[int] = field(default_factory=set)

    @property
    def last(self) -> int:
        return max(self.cells)


def find_tables(string: str, columns: Columns = STANDARD) -> list[TextTable]:
    """The tables of duties and of issues in a text, in its order.

    >>> text = "序号\\t事项\\t责任单位\\n1\\t河道巡查\\t县水利局\\n2\\t河道\\n保洁\\t各镇\\n以上事项按期办理。\\n"
    >>> [table] = find_tables(text)
    >>> [[text[cell.start : cell.end] for cell in row] for row in table.rows]
    [['1', '河道巡查', '县水利局'], ['2', '河道\\n保洁', '各镇']]
    """
    lines = _lines(string)
    tables: list[TextTable] = []
    at = 0
    while at < len(lines):
        header = read_header(string, lines, at, columns) if _RE["divider"].search(string, *lines[at]) else None
        table = _TableReader(string, lines, at, header, columns).read() if header else None
        if table is None:
            at += 1
            continue
        tables.append(table)
        while at < len(lines) and lines[at][0] < table.end:
            at += 1
    return tables


def _lines(string: str) -> list[Span]:
    spans, start = [], 0
    for line in string.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


class _TableReader:
    """Reads the lines under a header as long as they belong to its table."""

    def __init__(self, string: str, lines: Sequence[Span], at: int, header: Header, columns: Columns) -> None:
        self.string, self.lines, self.at, self.header, self.columns = string, lines, at, header, columns
        self.meanings = {column: meaning for meaning, held in header.columns.items() for column in held}
        self.rows: list[_Line] = []
        self.full = 0
        self.ruled = False
        self.end = lines[at + header.lines - 1][1]
        self._first = self._words(at)
        self._kinds: dict[int, str] = {}

    def read(self) -> TextTable | None:
        """The table; None when too few rows follow to be sure."""
        at = self.at + self.header.lines
        while at < len(self.lines):
            kind = self._kind(at)
            if kind == "row":
                self._row(self._parts(at))
            elif (kind == "text" and not self._text(at)) or (kind == "header" and not self._repeats(at)):
                break
            elif kind != "blank":
                self.ruled |= kind == "rule"
            if kind not in ("blank", "page"):
                self.end = self.lines[at][1]
            at += 1
        sure = self.ruled or len(self.header.columns) >= _SURE_COLUMNS
        if self.full < (1 if sure else _LEAST_ROWS):
            return None
        return TextTable(self.lines[self.at][0], self.end, self.header, self._filled())

    # kinds of lines --------------------------------------------------------------------------------------------

    def _parts(self, at: int) -> list[Span]:
        parts = split_cells(self.string, *self.lines[at], self.header.style)
        while len(parts) > self.header.width and parts[-1][0] == parts[-1][1]:
            parts.pop()
        return parts

    def _kind(self, at: int) -> str:
        if at not in self._kinds:
            self._kinds[at] = self._kind_of(at)
        return self._kinds[at]

    def _kind_of(self, at: int) -> str:
        words = self.string[slice(*self.lines[at])].strip()
        if not words:
            return "blank"
        if _RE["table-rule"].fullmatch(words):
            return "rule"
        if _RE["page-number"].fullmatch(words):
            return "page"
        if read_header(self.string, self.lines, at, self.columns) or self._repeats(at):
            return "header"
        return "row" if self._is_row(self._parts(at)) else "text"

    def _repeats(self, at: int) -> bool:
        """The header stands again at the top of a page."""
        return self._words(at) == self._first

    def _words(self, at: int) -> list[str]:
        return [self.string[a:b] for a, b in split_cells(self.string, *self.lines[at], self.header.style)]

    def _is_row(self, parts: list[Span]) -> bool:
        if not 1 < len(parts) <= self.header.width:
            return False
        full = [self.string[a:b] for a, b in parts if a < b]
        if self.header.style != "blank" and len(parts) == self.header.width:
            return len(full) > 1 or not self._names_section(full)
        return len(full) > 1 and (place_cells(full, self.header.columns, self.header.width)[1] > 0)

    def _names_section(self, words: list[str]) -> bool:
        return not words or bool(_RE["section-row"].search(words[0]))

    # rows ------------------------------------------------------------------------------------------------------

    def _row(self, parts: list[Span]) -> None:
        filled = [part for part in parts if part[0] < part[1]]
        width = self.header.width
        if len(parts) == width:
            line = _Line({c: part for c, part in enumerate(parts) if part[0] < part[1]}, set(range(width)))
        elif self._goes_on_with(parts):
            self._join(parts)
            return
        elif len(filled) < len(parts):
            line = _Line({c: part for c, part in enumerate(parts) if part[0] < part[1]}, set(range(len(parts))))
        else:
            columns, _ = place_cells([self.string[a:b] for a, b in filled], self.header.columns, width)
            line = _Line(dict(zip(columns, filled, strict=True)), set(columns))
        if line.cells:
            self.rows.append(line)
            self.full += len(parts) == width

    def _goes_on_with(self, parts: list[Span]) -> bool:
        """A cell was broken within the row: the line begins with the rest of it and brings the cells that lacked."""
        if not self.rows or 0 not in self.rows[-1].cells or self.rows[-1].last + len(parts) != self.header.width:
            return False
        return not _RE["row-number"].fullmatch(self.string[slice(*parts[0])])

    def _join(self, parts: list[Span]) -> None:
        row = self.rows[-1]
        last = row.last
        row.cells[last] = (row.cells[last][0], parts[0][1])
        row.cells |= {last + 1 + i: part for i, part in enumerate(parts[1:]) if part[0] < part[1]}
        row.seen |= set(range(self.header.width))
        self.full += 1

    def _filled(self) -> tuple[Row, ...]:
        """Rows of cells; what a lost row span covered is taken from the row above."""
        above: dict[int, Span] = {}
        rows = []
        for number, line in enumerate(self.rows):
            cells = dict(line.cells)
            borne = any(self.meanings.get(column) in BEARERS for column in cells)
            for column, span in above.items():
                left = column < min(line.cells)
                spanned = column not in line.seen and not borne and self.meanings.get(column) in BEARERS
                if left or spanned:
                    cells.setdefault(column, span)
            rows.append(tuple(Cell(number, column, *cells[column]) for column in sorted(cells)))
            above = cells
        return tuple(rows)

    # lines without dividers ------------------------------------------------------------------------------------

    def _text(self, at: int) -> bool:
        """Takes a line without dividers as a section or as the rest of a cell; False when the table ends before it."""
        if self.header.style == "pipe" or not self.rows:
            return self._section(at)
        if self._section(at):
            return True
        following = self._next(at)
        if following is None and not self._ends_open(at):
            return False
        start, end = self.lines[at]
        row = self.rows[-1]
        held = self.meanings.get(row.last) in BEARERS
        if not held or end - start <= _SHORT_END or self._names_body(start, end):
            row.cells[row.last] = (row.cells[row.last][0], start + len(self.string[start:end].rstrip()))
        return True

    def _section(self, at: int) -> bool:
        """一、党的建设（25项）: a short line between rows that names what follows."""
        words = self.string[slice(*self.lines[at])].strip(" \u3000\t|")
        named = (
            len(words) <= _LONGEST_SECTION and bool(_RE["section-row"].search(words)) and not words.endswith(_CLOSED)
        )
        return named and self._next(at) == "row"

    def _next(self, at: int) -> str | None:
        """ "row" when rows go on, perhaps after a repeated header, within some lines; None when they do not."""
        for later in range(at + 1, min(at + 1 + _LONGEST_RUN, len(self.lines))):
            kind = self._kind(later)
            if kind == "row":
                return "row"
            if kind == "header":
                return "row" if self._repeats(later) else None
        return None

    def _ends_open(self, at: int) -> bool:
        """Does the last row go on in the line? Its last cell is no bearer and not closed, the line no heading."""
        row = self.rows[-1]
        start, end = self.lines[at]
        before = self.string[slice(*row.cells[row.last])]
        numbered = any(style.pattern.match(plain(self.string[start:end].strip())) for style in STYLES.values())
        adjoins = self.string[row.cells[row.last][1] : start].strip(" \t|") == "\n"
        body = self.meanings.get(row.last) in BEARERS or self._names_body(start, end)
        return adjoins and not (
            numbered or body or before.endswith(_CLOSED) or _RE["list-title"].search(self.string, start, end)
        )

    def _names_body(self, start: int, end: int) -> bool:
        words = plain(self.string[start:end].strip())
        return read_phrase(Words(words), 0, len(words)) is not None
