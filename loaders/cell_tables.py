"""Tables of cells (a sheet, a table of a Word file or a page) cut into the lists that they hold, each under its header.

A sheet may hold several lists, with titles above them; headers may take several rows, with cells that span them; a row
of one wide cell names a section; a header that stands again at the top of a page is passed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.columns import LONGEST_HEADER, Columns, lists_institutions, states_matters
from loaders.find.patterns import patterns
from loaders.row import Row
from loaders.table_lines import Header
from loaders.text import Cell, Table
from loaders.text_tables import TextTable

_RE = patterns("tables")
_FIRST_ROWS = 12
_LEAST_COLUMNS = 2
_MOST_HEADER_ROWS = 4


def cut_tables(string: str, table: Table, columns: Columns, *, lax: bool = False) -> list[TextTable]:
    """The lists of a table, in its order; none when no row is a header of known columns.

    ``lax`` takes the first row with two known columns for the header when no row is clearly one.

    >>> from loaders.columns import STANDARD
    >>> from loaders.readers.delimited import read_csv
    >>> text = read_csv("水利局职责,\\n序号,职责\\n1,巡查\\n城管局职责,\\n序号,职责\\n1,保洁\\n", "a.csv")
    >>> lists = cut_tables(text.string, text.tables[0], STANDARD)
    >>> [[text.string[cell.start : cell.end] for cell in (*found.above, *found.rows[0])] for found in lists]
    [['水利局职责', '1', '巡查'], ['城管局职责', '1', '保洁']]
    """
    return _Cutter(string, table, columns).lists(lax=lax)


class _Cutter:
    def __init__(self, string: str, table: Table, columns: Columns) -> None:
        self.string, self.columns = string, columns
        self.rows = _rows(table)
        self.begin = {(cell.row, cell.start) for cell in table.cells}
        self.width = 1 + max((cell.column for row in self.rows for cell in row), default=0)

    def lists(self, *, lax: bool) -> list[TextTable]:
        """Header after header, each with the rows down to the titles of the next one."""
        at = self._next_header(0)
        if lax and (at is None or at >= _FIRST_ROWS):
            at = at if (first := self._any_header()) is None else first
        found, above = [], self.rows[: at or 0]
        while at is not None:
            header, first = self._header(at)
            following = self._next_header(first, header)
            rows = self.rows[first:following]
            titles = self._titles(rows) if following is not None else 0
            body = rows[: len(rows) - titles]
            found.append(self._list(header, above, self.rows[at:first], body))
            at, above = following, rows[len(rows) - titles :]
        return found

    def _list(self, header: Header, above: Sequence[Row], head: Sequence[Row], body: Sequence[Row]) -> TextTable:
        shown = {cell.start: cell for row in above for cell in row if cell.start < cell.end}
        titles = tuple(shown.values())
        whole = [cell for row in (*head, *body) for cell in row]
        start, end = min(cell.start for cell in whole), max(cell.end for cell in whole)
        headers = [self._told(row) for row in head]
        rows = tuple(row for row in body if not self._is_section(row, header) and self._told(row) not in headers)
        return TextTable(start, end, header, rows, titles)

    # headers ---------------------------------------------------------------------------------------------------

    def _next_header(self, start: int, before: Header | None = None) -> int | None:
        """The next row of short words of which most are known headers; one like ``before`` goes on with its table."""
        for at in range(start, len(self.rows)):
            if self._is_header(at):
                same = before is not None and self._header(at)[0].columns == before.columns
                if not same or self._titles(self.rows[start:at]):
                    return at
        return None

    def _is_header(self, at: int) -> bool:
        words = list(dict.fromkeys(filter(None, self._told(self.rows[at]).values())))
        if any(len(word) > LONGEST_HEADER or _RE["no-header"].search(word) for word in words):
            return False
        known = sum(1 for word in words if self.columns.meaning(word))
        return known >= _LEAST_COLUMNS and 2 * known >= len(words)

    def _any_header(self) -> int | None:
        """Of a table without such a row, the first one in which two columns have a known meaning."""
        first = range(min(_FIRST_ROWS, len(self.rows)))
        return next((at for at in first if len(self.columns.of(self._told(self.rows[at]))) >= _LEAST_COLUMNS), None)

    def _header(self, at: int) -> tuple[Header, int]:
        """The header that begins with a row, and the first row below it."""
        told = self._told(self.rows[at])
        cells = [(cell.column, (cell.start, cell.end)) for cell in self.rows[at]]
        last = at
        while last + 1 < min(len(self.rows), at + _MOST_HEADER_ROWS) and self._goes_on(told, last):
            last += 1
            below = {column: words for column, words in self._told(self.rows[last]).items() if words}
            cells += [(cell.column, (cell.start, cell.end)) for cell in self.rows[last] if cell.start < cell.end]
            for column, words in below.items():
                if self.columns.meaning(words) or not self.columns.meaning(told.get(column, "")):
                    told[column] = words
        header = Header("cells", tuple(dict.fromkeys(cells)), self.columns.of(told), self.width, last + 1 - at)
        return header, last + 1

    def _goes_on(self, told: dict[int, str], last: int) -> bool:
        """Is the row below one of headers too: by its words, or as all of it stands under cells that span columns?"""
        below = self._told(self.rows[last + 1])
        if self.columns.go_on(told, below):
            return True
        above = {cell.column: cell.start for cell in self.rows[last] if cell.start < cell.end}
        spans = {start for start, columns in Counter(above.values()).items() if columns > 1}
        own = [cell for cell in self.rows[last + 1] if cell.start < cell.end and above.get(cell.column) != cell.start]
        kept = any(above.get(cell.column) == cell.start for cell in self.rows[last + 1] if cell.start < cell.end)
        short = all(cell.end - cell.start <= LONGEST_HEADER for cell in own)
        return kept and bool(own) and short and all(above.get(cell.column) in spans for cell in own)

    # rows ------------------------------------------------------------------------------------------------------

    def _titles(self, rows: Sequence[Row]) -> int:
        """How many rows at the end have words in one cell alone, or none."""
        count = 0
        for row in reversed(rows):
            if len({cell.start for cell in row if cell.start < cell.end}) > 1:
                break
            count += 1
        return count

    def _is_section(self, row: Row, header: Header) -> bool:
        """A row without words of its own, or with one cell alone: one that spans columns, begins as a section does or
        stands where no matter stands.
        """
        full = [cell for cell in row if cell.start < cell.end]
        own = [cell for cell in full if (cell.row, cell.start) in self.begin]
        if len({cell.start for cell in own}) > 1:
            return False
        stand = {cell.column for cell in own}
        held = [name for name, columns in header.columns.items() if stand & set(columns)]
        matter = states_matters(held) or (lists_institutions(header.columns) and "name" in held)
        words = self.string[own[0].start : own[0].end] if own else ""
        if not own or (matter and len(own) > 1) or _RE["section-row"].search(words):
            return True
        return not matter and len({cell.start for cell in full}) == 1

    def _told(self, row: Row) -> dict[int, str]:
        return {cell.column: self.string[cell.start : cell.end].strip() for cell in row}


def _rows(table: Table) -> list[Row]:
    """The rows that have cells of their own, each with the cells that reach into it from above or from the left."""
    own = sorted({cell.row for cell in table.cells})
    last = max((cell.column for cell in table.cells), default=0)
    rows: dict[int, dict[int, Cell]] = {row: {} for row in own}
    for cell in table.cells:
        for row in own[bisect_left(own, cell.row) : bisect_left(own, cell.row + cell.rows)]:
            for column in range(cell.column, min(cell.column + cell.columns, last + 1)):
                rows[row].setdefault(column, replace(cell, row=row, column=column, rows=1, columns=1))
    return [tuple(cells[column] for column in sorted(cells)) for cells in rows.values()]
