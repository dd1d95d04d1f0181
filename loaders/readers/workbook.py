"""Workbooks of spreadsheet programs (xlsx, xls, et), by calamine: every sheet that is shown, merged cells as such."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetTypeEnum as Kind
from python_calamine import SheetVisibleEnum as Visible

from loaders.readers.build import MAX_CELLS, CellWords, TextBuilder
from loaders.readers.kinds import MAX_UNPACKED, unpacked_size
from loaders.text import Text
from ontology.errors import ZelianError

_MIDNIGHT: Final = datetime.time()
_PANIC: Final = "PanicException"
"""What calamine raises where its code is at fault: no `Exception`, of a class that cannot be imported."""


def read(data: bytes, name: str) -> Text:
    """The sheets of a workbook, each a table; of a hidden one there is a notice.

    Raises E108 for a broken workbook, E111 or E116 for one that is too large, E112 for an encrypted one.
    """
    if data.startswith(b"PK") and unpacked_size(data) > MAX_UNPACKED:
        raise ZelianError("E111", path=name, limit=f"{MAX_UNPACKED:,}")
    text = TextBuilder(name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ != Kind.WorkSheet:
                continue
            if about.visible != Visible.Visible:
                text.notice("L010", sheet=about.name)
                continue
            text.table(_cells(book.get_sheet_by_name(about.name), name), about.name)
    except ZelianError:
        raise
    except PasswordError:
        raise ZelianError("E112", path=name) from None
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise ZelianError("E108", path=name, reason=str(error) or type(error).__name__) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise ZelianError("E108", path=name, reason=str(error)) from None
    return text.text("xls" if not data.startswith(b"PK") else "xlsx", sheets=True)


def _cells(sheet: CalamineSheet, name: str) -> Iterator[CellWords]:
    """The cells that are not empty, without those that a merged one covers."""
    if sheet.height * sheet.width > MAX_CELLS:
        raise ZelianError("E116", path=name, limit=f"{MAX_CELLS:,}")
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    area = 0
    for (top, left), (last_row, last_column) in sheet.merged_cell_ranges or ():
        bottom, right = min(last_row, top + sheet.height), min(last_column, left + sheet.width)
        spans[top, left] = (bottom - top + 1, right - left + 1)
        area += spans[top, left][0] * spans[top, left][1]
        if area > MAX_CELLS:
            raise ZelianError("E116", path=name, limit=f"{MAX_CELLS:,}")
        covered.update((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
    covered -= spans.keys()
    for r, row in enumerate(sheet.to_python(skip_empty_area=False)):
        for c, value in enumerate(row):
            if value != "" and (r, c) not in covered:
                yield CellWords(r, c, _words(value), *spans.get((r, c), (1, 1)))


def _words(value: object) -> str:
    """A value as the sheet shows it by default."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == _MIDNIGHT:
        return value.date().isoformat()
    return str(value)
