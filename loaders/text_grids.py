"""Tables of a text on their way to the reader of rows, and the text around them."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.find.lexicon import Words
from loaders.head import Head
from loaders.owners import Owners
from loaders.resolve import Resolver
from loaders.row import Grid
from loaders.structure import Unit, unit_at
from loaders.text import Cell
from loaders.text_tables import TextTable

_LONGEST_CAPTION = 200


def divide_cells(flat: str, tables: Sequence[TextTable]) -> str:
    """The text with each cell of the tables on a line of its own; offsets stay.

    A line break within a cell becomes a blank, a divider of cells a line break.
    """
    parts, done = [], 0
    for table in tables:
        whole = list(flat[table.start : table.end])
        for row in table.rows:
            for cell in row:
                a, b = cell.start - table.start, cell.end - table.start
                whole[a:b] = flat[cell.start : cell.end].replace("\n", " ")
                if a > 0:
                    whole[a - 1] = "\n"
                if b < len(whole):
                    whole[b] = "\n"
        parts += [flat[done : table.start], "".join(whole)]
        done = table.end
    return "".join(parts) + flat[done:]


def without_tables(flat: str, tables: Sequence[TextTable]) -> str:
    """The text with blanks where tables stand; offsets stay."""
    parts, done = [], 0
    for table in tables:
        parts += [flat[done : table.start], " " * (table.end - table.start)]
        done = table.end
    return "".join(parts) + flat[done:]


def grids_of(
    tables: Sequence[TextTable], words: Words, units: Sequence[Unit], head: Head, resolver: Resolver
) -> list[Grid]:
    """The tables as rows are read from them, each with the owner that its caption, heading or the document names."""
    owners = Owners(words, units, head, resolver)
    grids, done = [], 0
    for number, table in enumerate(tables, 1):
        header = tuple(Cell(0, column, *span) for column, span in table.header.cells)
        heading = unit_at(units, table.start)
        eid = "tbl" if len(tables) == 1 else f"tbl_{number}"
        if heading and heading.style:
            eid = f"{heading.eid}__{eid}"
        caption = words.text[max(done, table.start - _LONGEST_CAPTION) : table.start].strip().rpartition("\n")[2]
        owner = owners.of(table.start, done)
        grids.append(Grid(table.header.columns, header, table.rows, (), caption, owner, eid))
        done = table.end
    return grids
