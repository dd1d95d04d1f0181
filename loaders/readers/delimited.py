"""Csv: cells divided by commas, tabs or semicolons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from loaders.readers.build import CellWords, TextBuilder
from loaders.readers.encoding import decode_mended
from loaders.text import Text
from ontology.errors import ZelianError

_SNIFFED: Final = 4096
_LINES: Final = 20


def read(data: bytes, name: str) -> Text:
    """The table of a csv file."""
    string, broken = decode_mended(data, name)
    return read_csv(string, name, broken)


def read_csv(string: str, name: str, broken: int = 0) -> Text:
    """The same of its characters; the separator is told from the first lines.

    Of ``broken`` characters there is a notice. Raises E108 for a broken file.

    >>> read_csv("职责;责任单位\\n巡查;县水利局\\n", "a.csv").string
    '职责\\t责任单位\\n巡查\\t县水利局\\n'
    """
    head = string[:_SNIFFED]
    rows = csv.reader(io.StringIO(string), delimiter=max(",\t;，", key=head.count))
    text = TextBuilder(name)
    if broken:
        text.notice("L015", count=broken)
    try:
        text.table(_cells(rows), name)
    except csv.Error as error:
        raise ZelianError("E108", path=name, reason=error) from error
    return text.text("csv", sheets=True)


def is_csv(string: str) -> bool:
    """Are the first lines rows of one width, with commas between cells?

    >>> is_csv("职责,责任单位\\n巡查,县水利局\\n"), is_csv("负责巡查,清理垃圾。\\n区水务局配合。\\n")
    (True, False)
    """
    lines = [line for line in string[: 4 * _SNIFFED].split("\n") if line.strip()][:_LINES]
    try:
        widths = {len(row) for row in csv.reader(io.StringIO("\n".join(lines[: len(lines) - 1 or 1])))}
    except csv.Error:
        return False
    return len(lines) > 1 and len(widths) == 1 and widths.pop() > 1 and not any(line.endswith("。") for line in lines)


def _cells(rows: Iterator[list[str]]) -> Iterator[CellWords]:
    for r, row in enumerate(rows):
        yield from (CellWords(r, c, value) for c, value in enumerate(row))
