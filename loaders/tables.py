"""Table files: division lists, duty lists and issue lists, by synonyms of their column headers (``data/columns.toml``).

Columns may stand in any order; rows above the header are the title and who made the list. The facts are those of a
text: each is quoted from its cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.columns import columns_of, is_second_header
from loaders.coverage import measure_coverage
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.head import Head
from loaders.owners import Owners
from loaders.places import first_place
from loaders.resolve import Resolver
from loaders.row import Grid, Row
from loaders.rows import RowReader
from loaders.state.citations import state_citations
from loaders.state.cited import Cited
from loaders.text import Cell, Table, Text, plain
from ontology.divisions import Register
from ontology.errors import message
from ontology.records import Document, Problem, Record

_RE = patterns("tables")
_FIRST_ROWS = 12
_LEAST_COLUMNS = 2


def read_tables(text: Text, name: str, sha256: str, register: Register, lang: str) -> Record:
    """The record of a table file: divisions when a column gives codes, issues when one gives problems, else duties."""
    grids = [grid for table in text.tables if (grid := _grid(text.string, table)) is not None]
    flat = plain(text.string)
    head = _head(text.string, flat, grids)
    date = head.date.value if head.date else None
    place = next(
        (p for source in (head.issuer, head.title) if source and (p := first_place(source, register, date))), None
    )
    resolver = Resolver(register, place, on=date, text=text.string)
    citations = state_citations(text.string, flat, head)
    words = Words(flat)
    reader = RowReader(text.string, words, resolver, Cited(flat, citations), head, lang)
    owners = Owners(words, (), head, resolver)
    for number, grid in enumerate(grids, 1):
        owner = next((named for cell in grid.above if (named := owners.named(cell.start, cell.end))), ())
        reader.read(replace(grid, owner=owner, eid="tbl" if len(grids) == 1 else f"tbl_{number}"))
    duties = tuple(reader.duties)
    if not (duties or reader.issues or reader.divisions):
        reader.problems.append(Problem("notice", "L001", message("L001", lang)))
    return Record(
        file=name,
        sha256=sha256,
        reader=text.reader,
        text=text.string,
        document=Document(title=head.title, type=head.type, issuer=head.issuer, date=date, place=place),
        duties=duties,
        citations=citations,
        institutions=resolver.institutions(),
        issues=tuple(reader.issues),
        measures=tuple(reader.measures),
        powers=tuple(reader.powers),
        divisions=tuple(reader.divisions),
        coverage=measure_coverage(flat, (), duties, reader.refusals, (), reporting=False, rows=reader.asked),
        problems=(*reader.problems, *resolver.problems(lang)),
    )


def _grid(string: str, table: Table) -> Grid | None:
    """The table with the first row as its header in which two columns have a known meaning."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    order = [tuple(rows[row]) for row in sorted(rows)]
    for i, header in enumerate(order[:_FIRST_ROWS]):
        told = _told(string, header)
        columns = columns_of(told)
        if len(columns) < _LEAST_COLUMNS:
            continue
        above = tuple(cell for cells in order[:i] for cell in cells if cell.end > cell.start)
        following = order[i + 1] if i + 1 < len(order) else ()
        more = _told(string, following)
        if is_second_header(told, more):
            columns = columns_of(told | {column: words for column, words in more.items() if words})
            header_rows = order[i : i + 2]
        else:
            header_rows = [header]
        named = tuple(cell for row in header_rows for cell in row)
        heading = " ".join(string[cell.start : cell.end] for cell in above)
        return Grid(columns, named, tuple(order[i + len(header_rows) :]), above, heading)
    return None


def _told(string: str, row: Row) -> dict[int, str]:
    return {cell.column: string[cell.start : cell.end].strip() for cell in row}


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
