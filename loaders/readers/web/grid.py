"""Tables of a page: which are data and not layout, and where their cells stand (HTML standard, 4.9.12)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml.html import HtmlElement

from loaders.readers.build import MAX_CELLS
from ontology.errors import ZelianError

_SECTIONS: Final = {"thead": 0, "tbody": 1, "tfoot": 2}
_MOST_ROWS, _MOST_COLUMNS = 65_534, 1_000
_CELLS: Final = ("td", "th")
_NUMBER: Final = re.compile(r"\s*\+?(\d{1,9})")
_LAYOUT_SHARE: Final = 0.8
_LAYOUT_LINES: Final = 3
_MARKED: Final = (
    "boolean(.//th or ./caption or ./thead or (@border and @border != '0' and @border != '')"
    " or .//td[contains(@style, 'border')])"
)


class Place(NamedTuple):
    """A cell and the rows and columns (from 0) that it covers."""

    element: HtmlElement
    row: int
    column: int
    rows: int
    columns: int


def is_data(table: HtmlElement) -> bool:
    """Is it a table of data? One that lays out the page, or holds prose or other tables, is read as lines."""
    if table.get("role") in ("presentation", "none"):
        return False
    if next(table.iterdescendants("table", "h1", "h2"), None) is not None:
        return False
    rows = [[cell for cell in row if cell.tag in _CELLS] for group in _groups(table) for row in group]
    sizes = [len("".join(cell.text_content().split())) for row in rows for cell in row]
    if max(map(len, rows), default=0) < 2 or not sum(sizes):
        return False
    if table.xpath(_MARKED):
        return True
    largest = max(sizes)
    cells = [cell for row in rows for cell in row]
    lines = sum(1 for _ in cells[sizes.index(largest)].iter("p", "div", "br", "li"))
    return len(rows) > 1 and (largest <= _LAYOUT_SHARE * sum(sizes) or lines < _LAYOUT_LINES)


def strays(table: HtmlElement) -> Iterator[HtmlElement | str]:
    """What stands in a table outside its cells: a browser shows it above."""
    for group in (table, *(child for child in table if child.tag in _SECTIONS)):
        yield group.text or ""
        for child in group:
            if child.tag == "tr":
                yield child.text or ""
                yield from (cell if cell.tag not in _CELLS else cell.tail or "" for cell in child)
            elif child.tag not in (*_SECTIONS, "caption", "colgroup", "col"):
                yield child
            yield child.tail or ""


class Grids:
    """Places the cells of the tables of one page; what that may cost is bounded for all of them together."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._columns = 0

    def places(self, table: HtmlElement) -> Iterator[Place]:
        """The cells in rows as they are shown: head first, foot last, rows without a cell left out.

        Spans end with their group of rows, at the next cell that is taken, and at the last column in which a cell
        begins. Raises E116 when the grid is larger than any sheet.
        """
        placed: list[Place] = []
        first = 0
        for group in _groups(table):
            placed += self._group(group, first)
            first += len(group)
        shown = sorted({place.row for place in placed})
        width = max((place.column for place in placed), default=0) + 1
        for cell, row, column, rows, columns in placed:
            top = bisect_left(shown, row)
            yield Place(cell, top, column, bisect_left(shown, row + rows) - top, min(columns, width - column))

    def _group(self, rows: list[HtmlElement], first: int) -> Iterator[Place]:
        """The cells of one group of rows; ``taken`` is, for a column, the row at which it is free again."""
        taken: dict[int, int] = {}
        for r, row in enumerate(rows):
            column = 0
            for cell in row:
                if cell.tag not in _CELLS:
                    continue
                start = column
                while taken.get(column, 0) > r:
                    column += 1
                wanted = _span(cell.get("colspan"), _MOST_COLUMNS) or 1
                across = next((n for n in range(1, wanted) if taken.get(column + n, 0) > r), wanted)
                self._count(column + across - start)
                down = min(_span(cell.get("rowspan"), _MOST_ROWS) or len(rows), len(rows) - r)
                if down > 1:
                    taken.update(dict.fromkeys(range(column, column + across), r + down))
                yield Place(cell, first + r, column, down, across)
                column += across

    def _count(self, columns: int) -> None:
        self._columns += columns
        if self._columns > MAX_CELLS:
            raise ZelianError("E116", path=self._name, limit=f"{MAX_CELLS:,}")


def _groups(table: HtmlElement) -> list[list[HtmlElement]]:
    """The rows of the head, of the table itself and of its bodies, and of the foot."""
    groups: dict[int, list[list[HtmlElement]]] = {rank: [] for rank in _SECTIONS.values()}
    loose: list[HtmlElement] | None = None
    for child in table:
        if child.tag in _SECTIONS:
            groups[_SECTIONS[child.tag]].append([row for row in child if row.tag == "tr"])
            loose = None
        elif child.tag == "tr":
            if loose is None:
                loose = []
                groups[_SECTIONS["tbody"]].append(loose)
            loose.append(child)
    return [group for rank in sorted(groups) for group in groups[rank]]


def _span(value: str | None, most: int) -> int:
    """A span as the standard reads it, 1 for what is no number."""
    match = _NUMBER.match(value) if value else None
    return min(int(match[1]), most) if match else 1
