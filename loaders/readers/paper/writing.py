"""Pages to a text: margins kept apart, lines to paragraphs, tables where they stand, both going on over pages."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from loaders.readers.build import TextBuilder
from loaders.readers.paper.cells import goes_on, table_cells
from loaders.readers.paper.flow import Column, column_of, paragraphs
from loaders.readers.paper.margins import take_margins
from loaders.readers.paper.marks import Grid, Line, Page, pitch

Size = tuple[int, int]


def write_pages(pages: Sequence[Page], text: TextBuilder) -> None:
    """Puts the pages into the text."""
    for words in take_margins(pages):
        text.margin(words)
    edges = _edges(pages)
    stretches: list[tuple[int, Sequence[Line], Column]] = []
    grids: list[tuple[int, Grid]] = []
    for page in pages:
        for item, block in _items(page):
            if isinstance(item, Grid):
                _write_lines(stretches, text)
                if grids and not (grids[-1][0] == page.number - 1 and goes_on(grids[-1][1], item)):
                    _write_grids(grids, text)
                grids.append((page.number, item))
            else:
                _write_grids(grids, text)
                stretches.append((page.number, item, _column(page, block, edges)))
    _write_lines(stretches, text)
    _write_grids(grids, text)


def _write_lines(stretches: list[tuple[int, Sequence[Line], Column]], text: TextBuilder) -> None:
    for paragraph in paragraphs(stretches):
        text.paragraph(paragraph.words, page=paragraph.page, confidence=paragraph.confidence)
    stretches.clear()


def _write_grids(grids: list[tuple[int, Grid]], text: TextBuilder) -> None:
    if grids:
        text.table(table_cells([grid for _, grid in grids]), page=grids[0][0])
    grids.clear()


def _items(page: Page) -> Iterator[tuple[Grid | list[Line], list[Line]]]:
    """The tables of a page and the lines between them in the order of reading, with the block they stand in."""
    grids = sorted(page.grids, key=lambda grid: grid.top, reverse=True)
    for block in page.blocks:
        stretch: list[Line] = []
        for line in block:
            while grids and grids[-1].top < line.middle:
                if stretch:
                    yield stretch, block
                    stretch = []
                yield grids.pop(), block
            stretch.append(line)
        if stretch:
            yield stretch, block
    yield from ((grid, []) for grid in reversed(grids))


def _edges(pages: Sequence[Page]) -> dict[Size, Column]:
    """The edges that most pages of one size share."""
    by_size: dict[Size, list[Column]] = defaultdict(list)
    for page in pages:
        if len(page.blocks) == 1 and (column := column_of(page.blocks[0])):
            by_size[_size(page)].append(column)
    return {
        size: Column(*(statistics.median(getattr(c, name) for c in columns) for name in Column.__slots__))
        for size, columns in by_size.items()
    }


def _column(page: Page, block: Sequence[Line], edges: Mapping[Size, Column]) -> Column:
    """The edges of a block: its own, and where it is the page's only one, no narrower than those of most pages."""
    own = column_of(block)
    common = edges.get(_size(page)) if len(page.blocks) == 1 else None
    if own and common:
        indents = max(own.indents, common.indents)
        return Column(min(own.left, common.left), max(own.right, common.right), own.pitch, indents)
    return own or common or _symmetric(page, block)


def _symmetric(page: Page, block: Sequence[Line]) -> Column:
    """The edges where there are too few lines to tell: the right margin is taken to be as wide as the left."""
    left, right = min(line.left for line in block), max(line.right for line in block)
    return Column(left, max(right, page.width - left) if len(page.blocks) == 1 else right, pitch(block), 0.0)


def _size(page: Page) -> Size:
    return round(page.width / 10), round(page.height / 10)


def number_ranges(numbers: Sequence[int]) -> str:
    """Page numbers for a person.

    >>> number_ranges([1, 2, 3, 7])
    '1–3, 7'
    """
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in ranges)
