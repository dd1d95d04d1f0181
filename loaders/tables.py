"""Table files: division lists, duty lists and issue lists, by synonyms of their column headers (``data/columns.toml``).

Columns may stand in any order; rows above the header are the title and who made the list. The facts are those of a
text: each is quoted from its cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.find.dates import find_dates
from loaders.find.lexicon import Words, data
from loaders.find.patterns import patterns
from loaders.head import Head
from loaders.places import first_place
from loaders.resolve import Resolver
from loaders.rows import Grid, RowReader
from loaders.state.citations import state_citations
from loaders.state.cited import Cited
from loaders.text import Cell, Table, Text, plain
from ontology.divisions import Register
from ontology.errors import message
from ontology.records import Coverage, Document, Problem, Record

_RE = patterns("tables")
_COLUMNS: dict[str, str] = {word: name for name, words in data("columns.toml")["columns"].items() for word in words}
_FIRST_ROWS = 12
_LEAST_COLUMNS = 2
_LONGER_HEADER = 8


def read_tables(text: Text, name: str, sha256: str, register: Register, lang: str) -> Record:
    """The record of a table file: divisions when a column gives codes, issues when one gives problems, else duties."""
    grids = [grid for table in text.tables if (grid := _grid(text.string, table)) is not None]
    flat = plain(text.string)
    head = _head(text.string, flat, grids)
    place = next((p for source in (head.issuer, head.title) if source and (p := first_place(source, register))), None)
    resolver = Resolver(register, place)
    citations = state_citations(text.string, flat, head)
    reader = RowReader(text.string, Words(flat), resolver, Cited(flat, citations), lang)
    for grid in grids:
        reader.read(grid)
    if not (reader.duties or reader.issues or reader.divisions):
        reader.problems.append(Problem("notice", "L001", message("L001", lang)))
    date = head.date.value if head.date else None
    return Record(
        file=name,
        sha256=sha256,
        reader=text.reader,
        text=text.string,
        document=Document(title=head.title, type=head.type, issuer=head.issuer, date=date, place=place),
        duties=tuple(reader.duties),
        citations=citations,
        institutions=resolver.institutions(),
        issues=tuple(reader.issues),
        measures=tuple(reader.measures),
        divisions=tuple(reader.divisions),
        coverage=Coverage(len(reader.duties), len(reader.duties)),
        problems=tuple(reader.problems),
    )


def _grid(string: str, table: Table) -> Grid | None:
    """The table with the first row as its header in which two columns have a known meaning."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    order = [tuple(rows[row]) for row in sorted(rows)]
    for i, row in enumerate(order[:_FIRST_ROWS]):
        columns: dict[str, int] = {}
        for cell in row:
            meaning = _meaning(string[cell.start : cell.end])
            if meaning:
                columns.setdefault(meaning, cell.column)
        if len(columns) >= _LEAST_COLUMNS:
            above = tuple(cell for cells in order[:i] for cell in cells if cell.end > cell.start)
            return Grid(columns, tuple(order[i + 1 :]), above)
    return None


def _meaning(header: str) -> str | None:
    """What a column holds: by its header, else by the longest known header inside a somewhat longer one."""
    flat = re.sub(r"\s+", "", plain(header))
    if flat in _COLUMNS:
        return _COLUMNS[flat]
    inside = [word for word in _COLUMNS if len(word) > 2 and word in flat and len(flat) <= len(word) + _LONGER_HEADER]
    return _COLUMNS[max(inside, key=len)] if inside else None


def _head(string: str, flat: str, grids: Sequence[Grid]) -> Head:
    """Title, maker and date from the rows above the header; a merged cell counts once."""
    above = {string[cell.start : cell.end].strip(): cell for grid in grids for cell in reversed(grid.above)}
    lines = [flat[cell.start : cell.end] for cell in reversed(above.values())]
    title = next(reversed(above), None)
    maker = _RE["maker"].search(" ".join(lines))
    kind = _RE["kind"].search(plain(title)) if title else None
    dates = find_dates(" ".join(lines[1:]))
    return Head(
        title=title,
        type=kind[1] if kind else None,
        issuer=maker["who"] if maker else None,
        date=max(dates, key=lambda date: len(date.value or ""), default=None),
    )
