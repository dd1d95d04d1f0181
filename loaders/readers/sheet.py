"""Tables: xlsx (openpyxl) and csv. Merged cells give their content to every row and column they cover."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable

from openpyxl import load_workbook

from loaders.text import Cell, Table, Text
from ontology.errors import ZelianError

_MAX_UNPACKED = 256 << 20
_MAX_CELLS = 1_000_000


def read_workbook(data: bytes, name: str) -> Text:
    """All sheets of an xlsx file. Raises E107 for another kind of zip, E108 for a broken or oversized workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if not any(m.filename.startswith("xl/") for m in members):
                raise ZelianError("E107", path=name, kind="ZIP/DOCX/OFD")
            if sum(m.file_size for m in members) > _MAX_UNPACKED:
                raise ZelianError("E108", path=name, reason=f"> {_MAX_UNPACKED:,} bytes unpacked")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True)
    except ZelianError:
        raise
    except Exception as error:
        raise ZelianError("E108", path=name, reason=type(error).__name__) from error
    sheets = []
    for sheet in book.worksheets:
        rows = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        for merged in sheet.merged_cells.ranges:
            content = rows[merged.min_row - 1][merged.min_col - 1]
            for row in range(merged.min_row - 1, min(merged.max_row, len(rows))):
                for column in range(merged.min_col - 1, min(merged.max_col, len(rows[row]))):
                    rows[row][column] = content
        sheets.append((sheet.title, rows))
    return _text(sheets, "xlsx")


def read_csv(string: str, name: str) -> Text:
    """A csv file, its separator told from its first lines (comma, tab or semicolon)."""
    head = string[:4096]
    delimiter = max(",\t;，", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(string), delimiter=delimiter))
    except csv.Error as error:
        raise ZelianError("E108", path=name, reason=str(error)) from error
    return _text([(name, rows)], "csv")


def _text(sheets: Iterable[tuple[str, list[list[str]]]], reader: str) -> Text:
    """Rows as lines, cells joined by tabs; every cell knows where it stands."""
    parts: list[str] = []
    tables: list[Table] = []
    position = count = 0
    for title, rows in sheets:
        cells = []
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                flat = " ".join(value.split())
                cells.append(Cell(r, c, position, position + len(flat)))
                parts.append(flat + ("\t" if c < len(row) - 1 else "\n"))
                position += len(parts[-1])
            if not row:
                parts.append("\n")
                position += 1
            count += len(row)
            if count > _MAX_CELLS:
                raise ZelianError("E108", path=title, reason=f"> {_MAX_CELLS:,} cells")
        tables.append(Table(title, tuple(cells)))
    return Text("".join(parts), reader, tuple(tables))
