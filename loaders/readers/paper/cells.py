"""The words in the cells of drawn tables, and tables that go on over pages."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from loaders.readers.build import CellWords
from loaders.readers.paper.flow import begins_item, has_room, joined
from loaders.readers.paper.lines import lines_of
from loaders.readers.paper.marks import Glyph, Grid, Line, Region

_NEAR: Final = 4.0
_MOST_PADDING: Final = 1.2
_MARGINS: Final = 2.0
_HEADER_ROWS: Final = 5


def filled(grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The grids with the lines of the glyphs in their cells, and the glyphs that stand outside.

    A grid without two columns or without two cells that hold words is no table.
    """
    if not grids:
        return [], list(glyphs)
    finders = [_Finder(grid) for grid in grids]
    placed: list[tuple[tuple[int, int] | None, Glyph]] = []
    inside: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        hits = [(i, at) for i, finder in enumerate(finders) if (at := finder.region_at(x, y)) is not None]
        where = min(hits, key=lambda hit: _area(grids[hit[0]].regions[hit[1]]), default=None)
        placed.append((where, glyph))
        if where:
            inside[where].append(glyph)
    tables: dict[int, Grid] = {}
    for i, grid in enumerate(grids):
        regions = [replace(region, lines=tuple(lines_of(inside[i, r]))) for r, region in enumerate(grid.regions)]
        if sum(bool(region.lines) for region in regions) > 1 and any(region.column for region in regions):
            tables[i] = replace(grid, regions=tuple(regions))
    return list(tables.values()), [glyph for where, glyph in placed if not where or where[0] not in tables]


def _area(region: Region) -> float:
    return (region.right - region.left) * (region.bottom - region.top)


class _Finder:
    """Tells the cell of a grid at a point."""

    def __init__(self, grid: Grid) -> None:
        self._xs = sorted({x for r in grid.regions for x in (r.left, r.right)})
        self._ys = sorted({y for r in grid.regions for y in (r.top, r.bottom)})
        x_at, y_at = ({v: i for i, v in enumerate(values)} for values in (self._xs, self._ys))
        self._at = {
            (x, y): i
            for i, r in enumerate(grid.regions)
            for x in range(x_at[r.left], x_at[r.right])
            for y in range(y_at[r.top], y_at[r.bottom])
        }

    def region_at(self, x: float, y: float) -> int | None:
        return self._at.get((bisect_left(self._xs, x) - 1, bisect_left(self._ys, y) - 1))


@dataclass(frozen=True, slots=True)
class _Filled:
    """A cell with its words and lines, and the width that lines have in it."""

    cell: CellWords
    lines: tuple[Line, ...]
    width: float


def table_cells(grids: Sequence[Grid]) -> list[CellWords]:
    """The cells of a table that is drawn as one grid a page: repeated headers once, broken rows and cells joined."""
    cells: list[_Filled] = []
    for grid in grids:
        new = list(_filled_cells(grid))
        first = max((c.cell.row + c.cell.rows for c in cells), default=0)
        if cells:
            new = _joined_rows(cells, _without_header(cells, new), first)
        cells += [replace(c, cell=replace(c.cell, row=c.cell.row + first)) for c in new]
    return [c.cell for c in cells]


def goes_on(grid: Grid, following: Grid) -> bool:
    """Do two grids have the same columns?"""
    pairs = zip(grid.columns, following.columns, strict=False)
    return len(grid.columns) == len(following.columns) and all(abs(a - b) <= _NEAR for a, b in pairs)


def _filled_cells(grid: Grid) -> Iterator[_Filled]:
    gaps = [line.left - region.left for region in grid.regions for line in region.lines]
    padding = max(0.0, min(gaps, default=0.0))
    widest: dict[tuple[int, int], float] = defaultdict(float)
    for region in grid.regions:
        if len(region.lines) > 1:
            longest = max(map(_width, region.lines))
            widest[region.column, region.columns] = max(widest[region.column, region.columns], longest)
    for region in grid.regions:
        width, longest = region.right - region.left, widest[region.column, region.columns]
        em = region.lines[0].em if region.lines else 0.0
        width = longest if width - longest <= _MARGINS * em else width - 2 * min(padding, _MOST_PADDING * em)
        words = " ".join(joined(group) for group in _wrapped(region.lines, width))
        cell = CellWords(region.row, region.column, words, region.rows, region.columns)
        yield _Filled(cell, region.lines, width)


def _wrapped(lines: Sequence[Line], width: float) -> Iterator[list[Line]]:
    """Lines of a cell, put together where the width of the cell broke them."""
    group = list(lines[:1])
    for a, b in pairwise(lines):
        if begins_item(group[0], a, b) or has_room(a, b, width - _width(a)):
            yield group
            group = []
        group.append(b)
    if group:
        yield group


def _without_header(cells: Sequence[_Filled], new: list[_Filled]) -> list[_Filled]:
    """The cells of the next page without the rows at its top that repeat rows at the top of the table."""
    first = next((row for row in range(_HEADER_ROWS) if _row(cells, row) == _row(new, 0)), None)
    if first is None:
        return new
    height = 1
    while height < _HEADER_ROWS and _row(new, height) and _row(cells, first + height) == _row(new, height):
        height += 1
    if any(c.cell.row < height < c.cell.row + c.cell.rows for c in new):
        return new
    return [replace(c, cell=replace(c.cell, row=c.cell.row - height)) for c in new if c.cell.row >= height]


def _row(cells: Sequence[_Filled], row: int) -> set[CellWords]:
    """The cells that begin in a row, as if it were the first."""
    return {replace(c.cell, row=0) for c in cells if c.cell.row == row}


def _joined_rows(cells: list[_Filled], new: list[_Filled], end: int) -> list[_Filled]:
    """Joins to ``cells`` what the page break after row ``end`` parted; gives the cells that have rows of their own."""
    above = {c.cell.column: i for i, c in enumerate(cells) if c.cell.row + c.cell.rows == end}
    pairs = {c.cell.column: (cells[above[c.cell.column]], c) for c in new if not c.cell.row and c.cell.column in above}
    if len(pairs) < sum(not c.cell.row for c in new):
        return new
    broken = _is_broken(list(pairs.values()))
    kept = []
    for c in new:
        if c.cell.row:
            kept.append(replace(c, cell=replace(c.cell, row=c.cell.row - broken)))
            continue
        at = above[c.cell.column]
        old, rows = cells[at].cell, c.cell.rows - broken
        if broken and c.cell.words:
            cells[at] = replace(c, cell=replace(old, words=old.words + c.cell.words))
        elif max(old.rows, c.cell.rows) > 1 and not (old.words and c.cell.words):
            cells[at] = replace(cells[at], cell=replace(old, words=old.words or c.cell.words, rows=old.rows + rows))
        elif rows:
            kept.append(replace(c, cell=replace(c.cell, rows=rows)))
    return kept


def _is_broken(pairs: Sequence[tuple[_Filled, _Filled]]) -> bool:
    """Is the first row of a page the rest of the row above: words after full lines, and a cell below words bare?"""
    single = [(above, below) for above, below in pairs if above.cell.rows == below.cell.rows == 1]
    going_on = [(above, below) for above, below in pairs if below.cell.words]
    return (
        any(above.cell.words and not below.cell.words for above, below in single)
        and bool(going_on)
        and all(pair in single and _is_cut(*pair) for pair in going_on)
    )


def _is_cut(above: _Filled, below: _Filled) -> bool:
    """Was there no room at the end of a cell for the words that follow?"""
    return bool(above.lines) and not has_room(above.lines[-1], below.lines[0], above.width - _width(above.lines[-1]))


def _width(line: Line) -> float:
    return line.right - line.left
