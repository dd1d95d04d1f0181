"""Rows of a scoring table: what is assessed and the points that it gives."""

from __future__ import annotations

import re

from loaders.find.dates import find_dates
from loaders.find.patterns import patterns
from loaders.row import RowCells
from loaders.text import plain
from ontology.records import Indicator

_RE = patterns("tables")
_NAMES = ("indicator_3", "indicator_2", "indicator", "item", "duty", "indicator_1")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:分|%|％)?")
_CODE = re.compile(r"[A-Z]\d+(?:[.-]\d+)*")


def indicator_of(row: RowCells, heading: str | None) -> Indicator | None:
    """The indicator of a row, by its finest column with words; None where no points stand or all are summed up.

    ``heading`` is the title of the table: it names the scheme and its year.
    """
    cell = next((found for name in _NAMES if (found := row.cell(name))), None)
    points = _POINTS.fullmatch(row.flat("points").strip())
    if cell is None or points is None or _RE["total-row"].match(row.string[cell.start : cell.end]):
        return None
    years = [date.value[:4] for date in find_dates(plain(heading or "")) if date.value]
    code = _CODE.fullmatch(row.flat("ordinal"))
    return Indicator(
        year=int(years[0]) if years else None,
        code=code[0] if code else None,
        name=row.string[cell.start : cell.end].strip(),
        points=float(points[1]),
        start=cell.start,
        end=cell.end,
        scheme=heading or None,
    )
