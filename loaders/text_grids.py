"""Tables of a text on their way to the reader of rows, and the text around them."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.find.lexicon import Words
from loaders.head import Head
from loaders.owners import Owners
from loaders.resolve import Resolver
from loaders.row import Grid
from loaders.structure import Unit, unit_at
from loaders.text import Cell, Table
from loaders.text_tables import TextTable

_LONGEST_CAPTION = 200


def divide_cells(flat: str, tables: Sequence[Table], lists: Sequence[TextTable]) -> str:
    """The text with each cell of tables, and of the rows of lists, on a line of its own; offsets stay.

    A line break within a cell becomes a blank, a divider of cells a line break.
    """
    cells = [cell for table in tables for cell in table.cells]
    cells += [cell for found in lists for row in found.rows for cell in row]
    if not cells:
        return flat
    whole = list(flat)
    for cell in cells:
        whole[cell.start : cell.end] = flat[cell.start : cell.end].replace("\n", " ")
        if cell.start > 0:
            whole[cell.start - 1] = "\n"
        if cell.end < len(whole):
            whole[cell.end] = "\n"
    return "".join(whole)


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
        titled = (named for cell in table.above if (named := owners.named(cell.start, cell.end)))
        owner = next(titled, ()) or owners.of(table.start, done)
        grids.append(Grid(table.header.columns, header, table.rows, table.above, caption, owner, eid))
        done = table.end
    return grids
