"""All lists of a document: in the tables that its file has, and in lines that were copied from a table."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.cell_tables import cut_tables
from loaders.columns import Columns, states_rows
from loaders.spans import Stretch
from loaders.text import Text
from loaders.text_tables import TextTable, find_tables
from ontology.tables import Column, TableRead


def find_lists(text: Text, columns: Columns) -> list[TextTable]:
    """The lists in reading order. In a document of sheets any two known columns make one; among prose it must be plain
    what the rows state.
    """
    cut = [found for table in text.tables for found in cut_tables(text.string, table, columns, lax=text.sheets)]
    if text.sheets:
        return cut
    told = [found for found in cut if states_rows(found.header.columns)]
    written = find_tables(without(text.string, text.tables), columns)
    return sorted([*told, *written], key=lambda found: found.start)


def without(string: str, stretches: Iterable[Stretch]) -> str:
    """The string with blanks where the stretches, which are in its order, stand; offsets stay."""
    parts, done = [], 0
    for stretch in stretches:
        parts += [string[done : stretch.start], " " * (stretch.end - stretch.start)]
        done = stretch.end
    return "".join(parts) + string[done:]


def table_read(string: str, found: TextTable) -> TableRead:
    """What a list was read as: each header, from its top row to its last, and what its column was taken for."""
    headers: dict[int, list[str]] = {}
    for column, (start, end) in found.header.cells:
        words = " ".join(string[start:end].split())
        if words and words not in headers.setdefault(column, []):
            headers[column].append(words)
    taken = {column: name for name, columns in found.header.columns.items() for column in columns}
    told = (Column(" / ".join(words), taken.get(column)) for column, words in sorted(headers.items()))
    return TableRead(found.start, found.end, len(found.rows), tuple(told))
