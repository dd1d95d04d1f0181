"""Files of sheets: lists of divisions, institutions, duties, issues and indicators (``data/columns.toml``).

Columns may stand in any order; rows above the header are the title and who made the list. The facts are those of a
text: each is quoted from its cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.columns import Columns
from loaders.coverage import measure_coverage
from loaders.find.dates import find_dates
from loaders.find.lexicon import Words
from loaders.find.patterns import patterns
from loaders.head import Head
from loaders.lists import find_lists, table_read
from loaders.owners import Owners
from loaders.places import first_place
from loaders.resolve import Resolver
from loaders.row import Grid
from loaders.rows import RowReader
from loaders.state.citations import state_citations
from loaders.state.cited import Cited
from loaders.text import Cell, Text, plain
from loaders.text_tables import TextTable
from ontology.divisions import Register
from ontology.errors import message
from ontology.records import Document, Problem, Record

_RE = patterns("tables")


def read_tables(text: Text, name: str, sha256: str, register: Register, lang: str, columns: Columns) -> Record:
    """The record of a file of sheets: what the rows of its lists state, list after list."""
    lists = find_lists(text, columns)
    grids = [_grid(text.string, found) for found in lists]
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
    if not (duties or reader.issues or reader.divisions or reader.nameplates or reader.indicators):
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
        nameplates=tuple(reader.nameplates),
        indicators=tuple(reader.indicators),
        tables=tuple(table_read(text.string, found) for found in lists),
        issues=tuple(reader.issues),
        measures=tuple(reader.measures),
        powers=tuple(reader.powers),
        divisions=tuple(reader.divisions),
        coverage=measure_coverage(flat, (), duties, reader.refusals, (), reporting=False, rows=reader.asked),
        problems=(*reader.problems, *resolver.problems(lang)),
    )


def _grid(string: str, found: TextTable) -> Grid:
    header = tuple(Cell(0, column, *span) for column, span in found.header.cells)
    heading = " ".join(string[cell.start : cell.end] for cell in found.above)
    return Grid(found.header.columns, header, found.rows, found.above, heading)


def _head(string: str, flat: str, grids: Sequence[Grid]) -> Head:
    """Title, maker and date from the rows above the headers."""
    above = [cell for grid in grids for cell in grid.above]
    lines = list(dict.fromkeys(flat[cell.start : cell.end] for cell in above))
    title = string[above[0].start : above[0].end].strip() if above else None
    maker = _RE["maker"].search(" ".join(lines))
    kind = _RE["kind"].search(plain(title)) if title else None
    dates = find_dates(" ".join(lines[1:]))
    return Head(
        title=title,
        type=kind[1] if kind else None,
        issuer=maker["who"] if maker else None,
        date=max(dates, key=lambda date: len(date.value or ""), default=None),
    )
